package dev.rookery.core.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.testkit.Allocation;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MergeSortProperties {

  @Property
  void itSortsAnySizeAndOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int size,
      @ForAll @IntRange(min = 0, max = 300) int exchanged) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = RandomNumbers.normal(random, size);
    if (exchanged < 20) { // Almost in order, with ties.
      for (int i = 0; i < size; i++) {
        values[i] = (float) (i / 3);
      }
      for (int i = 0; i < exchanged; i++) {
        values[random.nextInt(size)] = random.nextInt(100);
      }
    }
    float[] expected = values.clone();
    Arrays.sort(expected);
    new MergeSort(size).sort(values);
    assertArrayEquals(expected, values);
  }

  @Example
  void itAllocatesNothing() {
    float[] values = RandomNumbers.normal(new SplittableRandom(1), 200);
    MergeSort sort = new MergeSort(200);
    assertEquals(
        0,
        Allocation.perRun(
            () -> {
              values[7] = -values[7];
              sort.sort(values);
            }));
  }
}
