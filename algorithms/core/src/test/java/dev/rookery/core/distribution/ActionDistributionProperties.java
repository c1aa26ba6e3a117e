package dev.rookery.core.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ActionDistributionProperties {

  /** Before each place in an array, so that methods must heed it. */
  private static final int AT = 3;

  private static final int DRAWS = 20_000;

  @Provide
  Arbitrary<ActionDistribution> distributions() {
    return Arbitraries.of(
        new Categorical(1),
        new Categorical(2),
        new Categorical(5),
        new Categorical(3, 1, 4),
        new DiagonalGaussian(1),
        new DiagonalGaussian(3),
        new SquashedGaussian(1),
        new SquashedGaussian(2));
  }

  @Provide
  Arbitrary<ActionDistribution> continuous() {
    return Arbitraries.of(new DiagonalGaussian(1), new SquashedGaussian(1));
  }

  /** Moderate parameters, from {@link #AT} on. */
  private static float[] parameters(ActionDistribution distribution, SplittableRandom random) {
    float[] values = new float[AT + distribution.parameters()];
    for (int i = AT; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1.5, 1);
    }
    return values;
  }

  private static float[] noise(ActionDistribution distribution, SplittableRandom random) {
    float[] drawn = new float[distribution.noise().input().size()];
    distribution.noise().draw(drawn, random);
    float[] values = new float[AT + drawn.length];
    System.arraycopy(drawn, 0, values, AT, drawn.length);
    return values;
  }

  private static float[] action(
      ActionDistribution distribution, float[] parameters, SplittableRandom random) {
    float[] action = new float[AT + distribution.numbers()];
    distribution.sample(parameters, AT, noise(distribution, random), AT, action, AT);
    return action;
  }

  @Property(tries = 200)
  void gradientsAreThoseOfFiniteDifferences(
      @ForAll("distributions") ActionDistribution distribution, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] parameters = parameters(distribution, random);
    float[] other = parameters(distribution, random);
    float[] action = action(distribution, parameters, random);
    float[] noise = noise(distribution, random);
    float[] gradient = new float[parameters.length];

    distribution.addLogProbabilityGradient(parameters, AT, action, AT, 2, gradient, AT);
    assertGradient(p -> 2 * distribution.logProbability(p, AT, action, AT), parameters, gradient);

    Arrays.fill(gradient, 0);
    distribution.addEntropyGradient(parameters, AT, noise, AT, 2, gradient, AT);
    assertGradient(p -> 2 * distribution.entropy(p, AT, noise, AT), parameters, gradient);

    Arrays.fill(gradient, 0);
    distribution.addDivergenceGradient(other, AT, parameters, AT, 2, gradient, AT);
    assertGradient(p -> 2 * distribution.divergence(other, AT, p, AT), parameters, gradient);
  }

  private static void assertGradient(
      ToDoubleFunction<float[]> function, float[] parameters, float[] gradient) {
    float h = 1f / 512;
    for (int i = 0; i < parameters.length; i++) {
      float[] moved = parameters.clone();
      moved[i] = parameters[i] + h;
      double above = function.applyAsDouble(moved);
      double step = moved[i];
      moved[i] = parameters[i] - h;
      step -= moved[i];
      double slope = (above - function.applyAsDouble(moved)) / step;
      assertEquals(slope, gradient[i], 2e-3 * (1 + Math.abs(slope)), "parameter " + (i - AT));
    }
  }

  @Property(tries = 40)
  void densitiesIntegrateToOne(
      @ForAll("continuous") ActionDistribution distribution, @ForAll long seed) {
    float[] parameters = parameters(distribution, new SplittableRandom(seed));
    boolean squashed = distribution instanceof SquashedGaussian;
    double deviation = Math.exp(parameters[AT + 1]);
    double sum = 0;
    int cells = 4000;
    double width = 20 * deviation / cells;
    for (int i = 0; i < cells; i++) {
      double u = parameters[AT] - 10 * deviation + (i + 0.5) * width;
      float[] action = {(float) u};
      // What is acted with is tanh(u), whose density changes with the tangent's slope.
      double slope = squashed ? 1 - Math.pow(Math.tanh(action[0]), 2) : 1;
      sum += Math.exp(distribution.logProbability(parameters, AT, action, 0)) * slope * width;
    }
    assertEquals(1, sum, 2e-3);
  }

  @Property(tries = 50)
  void probabilitiesSumToOne(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int second) {
    Categorical categorical = new Categorical(3, second);
    float[] parameters = parameters(categorical, new SplittableRandom(seed));
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < second; j++) {
        sum += Math.exp(categorical.logProbability(parameters, AT, new float[] {i, j}, 0));
      }
    }
    assertEquals(1, sum, 1e-9);
  }

  @Property(tries = 16)
  void entropyAndDivergenceAreThoseOfSamples(
      @ForAll("distributions") ActionDistribution distribution, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] parameters = parameters(distribution, random);
    float[] other = parameters(distribution, random);
    Mean information = new Mean();
    Mean ratio = new Mean();
    Mean estimate = new Mean();
    for (int i = 0; i < DRAWS; i++) {
      float[] action = action(distribution, parameters, random);
      double logP = distribution.logProbability(parameters, AT, action, AT);
      information.add(-logP);
      ratio.add(logP - distribution.logProbability(other, AT, action, AT));
      estimate.add(distribution.entropy(parameters, AT, noise(distribution, random), AT));
    }
    estimate.assertEqual(information);
    ratio.assertEqual(distribution.divergence(parameters, AT, other, AT));
    assertTrue(distribution.divergence(parameters, AT, other, AT) >= 0);
    assertEquals(0, distribution.divergence(parameters, AT, parameters, AT), 1e-9);
  }

  /** A mean with the error that it may have. */
  private static final class Mean {
    private double sum;
    private double squares;
    private int count;

    void add(double value) {
      sum += value;
      squares += value * value;
      count++;
    }

    double mean() {
      return sum / count;
    }

    /** Six standard errors. */
    double allowed() {
      return 6 * Math.sqrt(Math.max(0, squares / count - mean() * mean()) / count) + 1e-5;
    }

    void assertEqual(double expected) {
      assertEquals(expected, mean(), allowed());
    }

    void assertEqual(Mean other) {
      assertEquals(other.mean(), mean(), allowed() + other.allowed());
    }
  }

  @Property(tries = 20)
  void choicesAreSampledAsOftenAsTheyAreProbable(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Categorical categorical = new Categorical(2, 4);
    float[] parameters = parameters(categorical, random);
    int[][] counts = new int[2][4];
    for (int i = 0; i < DRAWS; i++) {
      float[] action = action(categorical, parameters, random);
      counts[(int) action[AT]][(int) action[AT + 1]]++;
    }
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 4; j++) {
        double p = Math.exp(categorical.logProbability(parameters, AT, new float[] {i, j}, 0));
        assertEquals(p, counts[i][j] / (double) DRAWS, 6 * Math.sqrt(p * (1 - p) / DRAWS));
      }
    }
  }

  @Property(tries = 50)
  void continuousNumbersAreMeansAndDeviationsOfTheNoise(
      @ForAll("continuous") ActionDistribution distribution, @ForAll long seed) {
    float[] parameters = parameters(distribution, new SplittableRandom(seed));
    float[] action = new float[1];
    distribution.greedy(parameters, AT, action, 0);
    assertEquals(parameters[AT], action[0]);
    distribution.sample(parameters, AT, new float[] {-1.5f}, 0, action, 0);
    assertEquals(parameters[AT] - 1.5 * Math.exp(parameters[AT + 1]), action[0], 1e-6);
  }

  @Property(tries = 100)
  void whatIsNotLegalIsNotThere(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int alternatives) {
    SplittableRandom random = new SplittableRandom(seed);
    Categorical all = new Categorical(alternatives);
    float[] logits = new float[alternatives];
    float[] otherLogits = new float[alternatives];
    float[] legal = new float[alternatives];
    float[] otherLegal = new float[alternatives];
    int[] places = new int[alternatives];
    int count = 0;
    int sure = random.nextInt(alternatives);
    for (int k = 0; k < alternatives; k++) {
      logits[k] = Categorical.ILLEGAL;
      otherLogits[k] = Categorical.ILLEGAL;
      if (k == sure || random.nextBoolean()) {
        logits[k] = (float) random.nextDouble(-3, 3);
        otherLogits[k] = (float) random.nextDouble(-3, 3);
        legal[count] = logits[k];
        otherLegal[count] = otherLogits[k];
        places[count++] = k;
      }
    }
    Categorical few = new Categorical(count);
    float[] none = new float[0];
    double entropy = few.entropy(legal, 0, none, 0);
    assertEquals(entropy, all.entropy(logits, 0, none, 0), 1e-9);
    assertEquals(
        few.divergence(legal, 0, otherLegal, 0), all.divergence(logits, 0, otherLogits, 0), 1e-9);
    float[] gradient = new float[alternatives];
    float[] expected = new float[count];
    float[] taken = {places[count - 1]};
    float[] takenOfFew = {count - 1};
    assertEquals(
        few.logProbability(legal, 0, takenOfFew, 0), all.logProbability(logits, 0, taken, 0), 1e-9);
    few.addLogProbabilityGradient(legal, 0, takenOfFew, 0, 1, expected, 0);
    few.addEntropyGradient(legal, 0, none, 0, 1, expected, 0);
    few.addDivergenceGradient(otherLegal, 0, legal, 0, 1, expected, 0);
    all.addLogProbabilityGradient(logits, 0, taken, 0, 1, gradient, 0);
    all.addEntropyGradient(logits, 0, none, 0, 1, gradient, 0);
    all.addDivergenceGradient(otherLogits, 0, logits, 0, 1, gradient, 0);
    float[] spread = new float[alternatives];
    for (int i = 0; i < count; i++) {
      spread[places[i]] = expected[i];
    }
    assertArrayEquals(spread, gradient, 1e-6f);
    for (int i = 0; i < 50; i++) {
      float[] drawn = new float[alternatives];
      all.noise().draw(drawn, random);
      float[] action = new float[1];
      all.sample(logits, 0, drawn, 0, action, 0);
      assertTrue(logits[(int) action[0]] != Categorical.ILLEGAL);
    }
  }

  @Example
  void theOnlyLegalActionIsCertain() {
    Categorical categorical = new Categorical(3);
    float[] logits = {Categorical.ILLEGAL, -2, Categorical.ILLEGAL};
    float[] gradient = new float[3];
    float[] action = new float[1];
    categorical.greedy(logits, 0, action, 0);
    assertEquals(1, action[0]);
    assertEquals(0, categorical.logProbability(logits, 0, action, 0));
    assertEquals(0, categorical.entropy(logits, 0, new float[0], 0));
    assertEquals(0, categorical.divergence(logits, 0, logits, 0));
    categorical.addLogProbabilityGradient(logits, 0, action, 0, 1, gradient, 0);
    categorical.addEntropyGradient(logits, 0, new float[0], 0, 1, gradient, 0);
    assertArrayEquals(new float[3], gradient);
  }

  @Example
  void wrongSizesAndActionsAreRefused() {
    assertThrows(IllegalArgumentException.class, Categorical::new);
    assertThrows(IllegalArgumentException.class, () -> new Categorical(2, 0));
    assertThrows(IllegalArgumentException.class, () -> new DiagonalGaussian(0));
    Categorical categorical = new Categorical(3, 2);
    assertTrue(categorical.isAction(new float[] {9, 2, 1}, 1));
    for (float wrong : new float[] {-1, 2, 0.5f, Float.NaN}) {
      assertFalse(categorical.isAction(new float[] {9, 2, wrong}, 1));
    }
    assertTrue(new SquashedGaussian(1).isAction(new float[] {-7.5f}, 0));
    assertFalse(new SquashedGaussian(1).isAction(new float[] {Float.NaN}, 0));
  }

  @Example
  void farFromZeroEverythingIsFinite() {
    SquashedGaussian squashed = new SquashedGaussian(1);
    for (float u : new float[] {-80, 80}) {
      assertTrue(
          Double.isFinite(squashed.logProbability(new float[] {u, 0}, 0, new float[] {u}, 0)));
    }
    Categorical categorical = new Categorical(2);
    float[] logits = {1e4f, -1e4f};
    assertEquals(-2e4, categorical.logProbability(logits, 0, new float[] {1}, 0), 1e-6);
    assertEquals(0, categorical.entropy(logits, 0, new float[0], 0), 1e-9);
  }
}
