package dev.rookery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SeededRandomProperties {

  @Property
  void theNumbersAreThoseOfSplittableRandom(@ForAll long seed) {
    SplittableRandom expected = new SplittableRandom(seed);
    SeededRandom random = new SeededRandom(0).seeded(seed);
    for (int i = 0; i < 20; i++) {
      assertEquals(expected.nextLong(), random.nextLong());
      assertEquals(expected.nextInt(), random.nextInt());
      assertEquals(expected.nextInt(13), random.nextInt(13));
      assertEquals(expected.nextDouble(), random.nextDouble());
    }
  }

  @Property
  void aGeneratorSeededWithAStateGoesOnFromThere(@ForAll long seed) {
    SeededRandom first = new SeededRandom(seed);
    first.nextLong();
    SeededRandom second = new SeededRandom(first.state());
    assertEquals(first.nextLong(), second.nextLong());
  }
}
