package dev.rookery.core.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rookery.SeededRandom;
import dev.rookery.core.loss.StandardNormal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FactorisedNoiseProperties {

  private static float[] normal(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Example
  void theScalingIsTheRootWithTheSign() {
    float[] noise = {4, -9, 0, 0.25f};
    FactorisedNoise.scale(noise);
    assertArrayEquals(new float[] {2, -3, 0, 0.5f}, noise);
  }

  @Property
  void theMapIsTheLinearOneOfTheNoisyWeights(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int batch,
      @ForAll @IntRange(min = 1, max = 6) int inputs,
      @ForAll @IntRange(min = 1, max = 5) int outputs) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = normal(random, batch * inputs);
    float[] weightMu = normal(random, outputs * inputs);
    float[] weightSigma = normal(random, outputs * inputs);
    float[] biasMu = normal(random, outputs);
    float[] biasSigma = normal(random, outputs);
    float[] inputNoise = normal(random, inputs);
    float[] outputNoise = normal(random, outputs);
    float[] y = new float[batch * outputs];
    FactorisedNoise.linear(x, weightMu, weightSigma, biasMu, biasSigma, inputNoise, outputNoise, y);
    for (int b = 0; b < batch; b++) {
      for (int j = 0; j < outputs; j++) {
        double expected = biasMu[j] + (double) biasSigma[j] * outputNoise[j];
        for (int i = 0; i < inputs; i++) {
          double noise = (double) outputNoise[j] * inputNoise[i];
          int k = j * inputs + i;
          expected += (weightMu[k] + weightSigma[k] * noise) * x[b * inputs + i];
        }
        assertEquals(expected, y[b * outputs + j], 1e-5 * (1 + Math.abs(expected)));
      }
    }
  }

  @Property
  void withoutNoiseTheDeviationsDoNotMatter(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = normal(random, 2 * 3);
    float[] weightMu = normal(random, 4 * 3);
    float[] biasMu = normal(random, 4);
    float[] y = new float[2 * 4];
    float[] expected = new float[2 * 4];
    FactorisedNoise.linear(
        x,
        weightMu,
        normal(random, 4 * 3),
        biasMu,
        normal(random, 4),
        new float[3],
        new float[4],
        y);
    FactorisedNoise.linear(
        x,
        weightMu,
        new float[4 * 3],
        biasMu,
        new float[4],
        normal(random, 3),
        normal(random, 4),
        expected);
    assertArrayEquals(expected, y, 1e-6f);
  }

  @Property(tries = 20)
  void drawsAreScaledStandardNormalNumbers(@ForAll long seed) {
    int size = 200_000;
    float[] noise = new float[size];
    new FactorisedNoise(1).draw(noise, new SeededRandom(seed));
    double mean = 0;
    double square = 0;
    double neighbours = 0;
    float[] normal = new float[size];
    for (int i = 0; i < size; i++) {
      normal[i] = noise[i] * Math.abs(noise[i]);
      mean += normal[i] / (double) size;
      square += (double) normal[i] * normal[i] / size;
      neighbours += i == 0 ? 0 : (double) normal[i] * normal[i - 1] / size;
    }
    assertEquals(0, mean, 0.015);
    assertEquals(1, square, 0.025);
    assertEquals(0, neighbours, 0.015);
    Arrays.sort(normal);
    for (double level : new double[] {0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999}) {
      double quantile = normal[(int) (level * size)];
      assertEquals(level, StandardNormal.cdf(quantile), 0.007, "level " + level);
    }
  }

  @Property
  void theSameSeedDrawsTheSameAndTheNextDrawIsAnother(
      @ForAll long seed, @ForAll @IntRange(min = 5, max = 30) int size) {
    FactorisedNoise noise = new FactorisedNoise(size);
    assertEquals(List.of(size), noise.input().shape());
    assertEquals(Network.NOISE, noise.input().name());
    SeededRandom random = new SeededRandom(seed);
    float[] first = new float[size];
    float[] second = new float[size];
    float[] again = new float[size];
    noise.draw(first, random);
    noise.draw(second, random);
    new FactorisedNoise(size).draw(again, new SeededRandom(seed));
    assertArrayEquals(first, again);
    assertFalse(Arrays.equals(first, second));
  }
}
