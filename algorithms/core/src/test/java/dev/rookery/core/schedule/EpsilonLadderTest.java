package dev.rookery.core.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EpsilonLadderTest {

  @Test
  void theOnlyActorHasTheRateItself() {
    assertEquals(0.4, new EpsilonLadder(0.4, 7).at(0, 1));
  }

  @Property(tries = 100)
  void ratesFallFromTheFirstActorToTheLast(
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double epsilon,
      @ForAll @DoubleRange(min = 0.1, max = 20) double alpha,
      @ForAll @IntRange(min = 2, max = 500) int actors) {
    EpsilonLadder ladder = new EpsilonLadder(epsilon, alpha);

    assertEquals(epsilon, ladder.at(0, actors));
    assertEquals(Math.pow(epsilon, 1 + alpha), ladder.at(actors - 1, actors));
    for (int i = 1; i < actors; i++) {
      assertTrue(ladder.at(i, actors) < ladder.at(i - 1, actors), "actor " + i);
    }
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new EpsilonLadder(1.1, 7));
    assertThrows(IllegalArgumentException.class, () -> new EpsilonLadder(Double.NaN, 7));
    assertThrows(IllegalArgumentException.class, () -> new EpsilonLadder(0.4, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> new EpsilonLadder(0.4, 7).at(3, 3));
  }
}
