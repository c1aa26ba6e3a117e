package dev.rookery.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.parameters.ParameterLayout.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {

  private static final Entry WEIGHT = new Entry("hidden0.weight", List.of(3L, 2L), 0, 6);
  private static final Entry BIAS = new Entry("hidden0.bias", List.of(3L), 6, 3);

  @Test
  void addsUpItsEntries() {
    assertEquals(9, new ParameterLayout(List.of(WEIGHT, BIAS)).size());
    assertEquals(List.of(WEIGHT, BIAS), new ParameterLayout(List.of(WEIGHT, BIAS)).entries());
    assertEquals(0, new ParameterLayout(List.of()).size());
  }

  @Test
  void alikeLayoutsHaveOneHash() {
    assertEquals(
        new ParameterLayout(List.of(WEIGHT, BIAS)).layoutHash(),
        new ParameterLayout(List.of(WEIGHT, BIAS)).layoutHash());
  }

  @Test
  void anyDifferenceGivesAnotherHash() {
    long hash = new ParameterLayout(List.of(WEIGHT, BIAS)).layoutHash();
    for (List<Entry> other :
        List.of(
            List.<Entry>of(),
            List.of(WEIGHT),
            List.of(new Entry("hidden1.weight", List.of(3L, 2L), 0, 6), BIAS),
            List.of(new Entry("hidden0.weight", List.of(2L, 3L), 0, 6), BIAS),
            List.of(
                new Entry("hidden0.bias", List.of(3L), 0, 3),
                new Entry("hidden0.weight", List.of(3L, 2L), 3, 6)))) {
      assertNotEquals(hash, new ParameterLayout(other).layoutHash(), other.toString());
    }
  }

  @Test
  void gapsAndOverlapsAreRefused() {
    for (int offset : new int[] {5, 7}) {
      assertEquals(
          "parameter hidden0.bias starts at %d, not at 6".formatted(offset),
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      new ParameterLayout(
                          List.of(WEIGHT, new Entry("hidden0.bias", List.of(3L), offset, 3))))
              .getMessage());
    }
  }

  @Test
  void moreThanOneVectorCanHoldIsRefused() {
    Entry half = new Entry("a", List.of(1L << 30), 0, 1 << 30);
    Entry otherHalf = new Entry("b", List.of(1L << 30), 1 << 30, 1 << 30);
    assertThrows(ArithmeticException.class, () -> new ParameterLayout(List.of(half, otherHalf)));
  }
}
