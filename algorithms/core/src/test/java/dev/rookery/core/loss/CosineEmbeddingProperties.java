package dev.rookery.core.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.testkit.Allocation;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class CosineEmbeddingProperties {

  @Property
  void theyAreTheCosines(@ForAll @DoubleRange(min = 0, max = 1) double tau) {
    float[] cosines = new float[3 + 128];
    CosineEmbedding.cosines(tau, 128, cosines, 3);
    for (int i = 0; i < 128; i++) {
      assertEquals(Math.cos(Math.PI * i * tau), cosines[3 + i], 1e-7, "cosine " + i);
    }
  }

  @Property
  void manyLevelsAreOneAfterTheOther(
      @ForAll @DoubleRange(min = 0, max = 1) double first,
      @ForAll @DoubleRange(min = 0, max = 1) double second) {
    float[] tau = {(float) first, (float) second};
    float[] all = new float[2 * 64];
    CosineEmbedding.cosines(tau, 64, all);
    float[] one = new float[64];
    for (int k = 0; k < 2; k++) {
      CosineEmbedding.cosines(tau[k], 64, one, 0);
      for (int i = 0; i < 64; i++) {
        assertEquals(one[i], all[k * 64 + i]);
      }
    }
  }

  @Example
  void levelsOutsideAreRefusedAndNothingIsAllocated() {
    float[] cosines = new float[64];
    for (double tau : new double[] {-0.01, 1.01, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class, () -> CosineEmbedding.cosines(tau, 64, cosines, 0));
    }
    assertEquals(
        0,
        Allocation.perRun(
            () -> {
              CosineEmbedding.cosines(0.1, 64, cosines, 0);
              CosineEmbedding.cosines(0.9, 64, cosines, 0);
              CosineEmbedding.cosines(0.4, 64, cosines, 0);
            }));
  }
}
