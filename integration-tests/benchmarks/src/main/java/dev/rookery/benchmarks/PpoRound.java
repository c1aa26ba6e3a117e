package dev.rookery.benchmarks;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.core.policy.PolicyAlgorithm;
import dev.rookery.core.policy.SegmentSchema;
import dev.rookery.core.returns.GeneralizedAdvantage;
import dev.rookery.environment.Space;
import dev.rookery.experience.ExperienceBlock;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.ppo.PpoConfig;
import dev.rookery.ppo.PpoProvider;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * The steps that PPO is measured with, the same for every learner: a round of CartPole's shape, 256
 * steps in each of 8 environments, drawn at random. Policies are near the first one of a network,
 * so that some probability ratios are beyond the clip and most are not. Minibatches are of any size
 * that divides the 2,048 steps.
 */
final class PpoRound implements ExperienceBlock {

  static final int ENVIRONMENTS = 8;
  static final int STEPS = 256;

  /** Steps of a round. */
  static final int SIZE = ENVIRONMENTS * STEPS;

  static final int OBSERVATION = 4;
  static final int ACTIONS = 2;

  /** {@code [SIZE, OBSERVATION]}. */
  final float[] observations = new float[SIZE * OBSERVATION];

  /** {@code [SIZE]}: which was taken. */
  final int[] actions = new int[SIZE];

  /** {@code [SIZE]}: its log-probability then. */
  final float[] logPi = new float[SIZE];

  /** {@code [SIZE]}: by generalized advantage estimation. */
  final float[] advantages = new float[SIZE];

  /** {@code [SIZE]}: what values are to become. */
  final float[] targets = new float[SIZE];

  private final float[] logits = new float[SIZE * ACTIONS];
  private final float[] rewards = new float[SIZE];
  private final float[] discounts = new float[SIZE];
  private final byte[] ended = new byte[SIZE];
  private final float[] values = new float[SIZE];
  private final float[] nextValues = new float[SIZE];
  private final ByteBuffer rows;

  /** Draws the steps. */
  PpoRound(PpoConfig config) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < OBSERVATION; j++) {
        observations[i * OBSERVATION + j] = (float) random.nextGaussian();
      }
      logits[i * ACTIONS] = (float) (0.25 * random.nextGaussian());
      logits[i * ACTIONS + 1] = (float) (0.25 * random.nextGaussian());
      actions[i] = random.nextInt(ACTIONS);
      double other = logits[i * ACTIONS + 1 - actions[i]];
      logPi[i] = (float) -Math.log1p(Math.exp(other - logits[i * ACTIONS + actions[i]]));
      rewards[i] = (float) (0.1 * random.nextGaussian());
      ended[i] = (byte) (random.nextInt(50) == 0 ? 1 : 0);
      discounts[i] = ended[i] == 1 ? 0 : (float) config.discount();
      values[i] = (float) (0.1 * random.nextGaussian());
    }
    for (int i = 0; i < SIZE; i++) {
      nextValues[i] = ended[i] == 1 ? 0 : values[(i + 1) % SIZE];
    }
    for (int from = 0; from < SIZE; from += STEPS) {
      GeneralizedAdvantage.compute(
          rewards,
          discounts,
          ended,
          values,
          nextValues,
          config.gaeLambda(),
          from,
          STEPS,
          advantages,
          targets);
    }
    try (Algorithm algorithm = algorithm(config)) {
      rows = rows(algorithm.experienceSchema());
    }
  }

  /**
   * PPO with two networks of two hidden layers of 64 units and hyperbolic tangents, Adam, clipped
   * ratios and gradients, and a bonus for entropy.
   */
  static PpoConfig config(int minibatch) {
    return PpoConfig.defaults()
        .withStepsPerRound(STEPS)
        .withMinibatchSize(minibatch)
        .withEpochs(20)
        .withEntropyCoefficient(0.01)
        .withFinalLearningRate(PpoConfig.defaults().learningRate());
  }

  static PolicyAlgorithm algorithm(PpoConfig config) {
    return (PolicyAlgorithm)
        new PpoProvider()
            .create(
                config,
                new AlgorithmContext(
                    "Benchmark", Space.box(-10, 10, OBSERVATION), Space.discrete(ACTIONS), 1));
  }

  static LearnerContext learner() {
    return new LearnerContext(1, ENVIRONMENTS, 500_000, 1, Device.CPU);
  }

  /** Gives a learner the round. */
  void feed(ExperienceStore store) {
    store.insert(this);
  }

  private ByteBuffer rows(ExperienceSchema schema) {
    ByteBuffer buffer = DirectBuffers.allocate(ENVIRONMENTS, schema.rowBytes());
    float[] taken = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      taken[i] = actions[i];
    }
    write(buffer, schema, SegmentSchema.OBSERVATION, observations);
    write(buffer, schema, SegmentSchema.ACTION, taken);
    write(buffer, schema, SegmentSchema.POLICY, logits);
    write(buffer, schema, SegmentSchema.REWARD, rewards);
    write(buffer, schema, SegmentSchema.DISCOUNT, discounts);
    write(buffer, schema, SegmentSchema.VALUE, values);
    write(buffer, schema, SegmentSchema.NEXT_VALUE, nextValues);
    int offset = schema.offsetOf(SegmentSchema.ENDED);
    for (int row = 0; row < ENVIRONMENTS; row++) {
      buffer.put(row * schema.rowBytes() + offset, ended, row * STEPS, STEPS);
    }
    return buffer;
  }

  private static void write(
      ByteBuffer buffer, ExperienceSchema schema, String column, float[] numbers) {
    int each = numbers.length / ENVIRONMENTS;
    for (int i = 0; i < numbers.length; i++) {
      int row = i / each * schema.rowBytes();
      buffer.putFloat(row + schema.offsetOf(column) + i % each * Float.BYTES, numbers[i]);
    }
  }

  @Override
  public int actorId() {
    return 0;
  }

  @Override
  public long sequence() {
    return 0;
  }

  @Override
  public long oldestVersion() {
    return 1;
  }

  @Override
  public long newestVersion() {
    return 1;
  }

  @Override
  public int rowCount() {
    return ENVIRONMENTS;
  }

  @Override
  public ByteBuffer buffer() {
    return rows;
  }

  @Override
  public int rowsOffset() {
    return 0;
  }
}
