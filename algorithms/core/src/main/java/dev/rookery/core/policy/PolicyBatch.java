package dev.rookery.core.policy;

import dev.rookery.core.distribution.ActionDistribution;
import dev.rookery.core.learning.ForwardPass;
import dev.rookery.core.learning.LearnerTensors;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.OutputRange;
import dev.rookery.core.network.RandomInput;
import dev.rookery.experience.SampleBatch;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A batch of a rollout's steps: what the network makes of them now, and the way back from a loss,
 * as a function of the actions' log-probabilities and the values, to the network's gradients.
 * Allocates nothing after the first batch.
 */
public final class PolicyBatch implements AutoCloseable {

  private final ActionDistribution distribution;
  private final OutputRange policy;
  private final OutputRange value;
  private final boolean legalActions;
  private final Rollout rollout;
  private final SampleBatch batch;
  private final LearnerTensors tensors;
  private final ForwardPass pass;
  private final int[] numbers;
  private final float[] logPi;
  private final float[] values;
  private final float[] byLogPi;
  private final float[] byValue;
  private final RandomInput noiseSource;
  private final float[] noise;
  private final RandomGenerator random;
  private float[] gradient = new float[0];
  private double entropy;
  private double divergence;

  /** A loss of a batch, as a function of what the network makes of it. */
  @FunctionalInterface
  public interface Loss {

    /**
     * Computes a loss that is a mean over the batch's steps.
     *
     * @param batch the steps; {@link #number} says which they are
     * @param byLogPi {@code [rows]} receives the gradient with respect to {@link #logPi()}
     * @param byValue {@code [rows]} receives the gradient with respect to {@link #values()}
     * @return the loss
     */
    double compute(PolicyBatch batch, float[] byLogPi, float[] byValue);
  }

  /**
   * What is added to every loss.
   *
   * @param entropyCoefficient weight of the policy's mean entropy, which is rewarded
   * @param divergencePenalty weight of the mean divergence from the policies that made the steps
   */
  public record Regularization(double entropyCoefficient, double divergencePenalty) {}

  /**
   * Batches of so many steps.
   *
   * @param network whose gradients are wanted; closed after this
   * @param random draws what entropies without a closed form are estimated from
   */
  public PolicyBatch(
      PolicyAlgorithm algorithm,
      TrainableNetwork network,
      Rollout rollout,
      int rows,
      RandomGenerator random) {
    this.rollout = rollout;
    this.random = random;
    distribution = algorithm.actions().distribution();
    policy = algorithm.policyRange();
    value = algorithm.valueRange();
    legalActions = algorithm.hasLegalActions();
    batch = rollout.batch(rows);
    tensors = new LearnerTensors(network.arena().memory());
    pass =
        new ForwardPass(
            algorithm.network(),
            network,
            tensors,
            rows,
            tensors.observations(batch, SegmentSchema.OBSERVATION, algorithm.network()),
            List.of());
    numbers = new int[rows];
    logPi = new float[rows];
    values = new float[rows];
    byLogPi = new float[rows];
    byValue = new float[rows];
    noiseSource = distribution.noise();
    noise = new float[rows * noiseSource.input().size()];
  }

  /** How many steps. */
  public int rows() {
    return numbers.length;
  }

  /** The number in the rollout of the batch's step {@code b}. */
  public int number(int b) {
    return numbers[b];
  }

  /** {@code [rows]}: log-probabilities of the actions taken, by the network as it is now. */
  public float[] logPi() {
    return logPi;
  }

  /** {@code [rows]}: values of the observations, by the network as it is now. */
  public float[] values() {
    return values;
  }

  /** The mean entropy of the last batch's policies. */
  public double entropy() {
    return entropy;
  }

  /** The mean divergence of the last batch's policies from those that made its steps. */
  public double divergence() {
    return divergence;
  }

  /**
   * Computes a loss, and adds its gradients to those of the network.
   *
   * @param order numbers of steps in the rollout
   * @param first where in {@code order} the batch begins
   * @return the loss with what is added to it
   */
  public double update(int[] order, int first, Loss loss, Regularization added) {
    System.arraycopy(order, first, numbers, 0, numbers.length);
    rollout.gather(order, first, batch);
    try (LearnerTensors.Scratch scratch = tensors.begin()) {
      float[] outputs = pass.record(scratch);
      read(outputs);
      double result = loss.compute(this, byLogPi, byValue);
      result += gradients(outputs, added);
      pass.backward(scratch, gradient);
      return result;
    }
  }

  private void read(float[] outputs) {
    if (gradient.length != outputs.length) {
      gradient = new float[outputs.length];
    }
    for (int b = 0; b < numbers.length; b++) {
      int at = policyAt(b);
      if (legalActions) {
        rollout.excludeIllegal(numbers[b], outputs, at);
      }
      logPi[b] =
          (float)
              distribution.logProbability(
                  outputs, at, rollout.actions(), numbers[b] * distribution.numbers());
      values[b] = outputs[valueAt(b)];
    }
  }

  /** Chains the loss's gradients to the outputs; returns what is added to the loss. */
  private double gradients(float[] outputs, Regularization added) {
    int rows = numbers.length;
    noiseSource.draw(noise, random);
    Arrays.fill(gradient, 0f);
    entropy = 0;
    divergence = 0;
    int noiseSize = noise.length / rows;
    double byEntropy = -added.entropyCoefficient() / rows;
    double byDivergence = added.divergencePenalty() / rows;
    for (int b = 0; b < rows; b++) {
      int at = policyAt(b);
      int action = numbers[b] * distribution.numbers();
      int acted = numbers[b] * distribution.parameters();
      int drawn = b * noiseSize;
      distribution.addLogProbabilityGradient(
          outputs, at, rollout.actions(), action, byLogPi[b], gradient, at);
      entropy += distribution.entropy(outputs, at, noise, drawn) / rows;
      if (byEntropy != 0) {
        distribution.addEntropyGradient(outputs, at, noise, drawn, byEntropy, gradient, at);
      }
      divergence += distribution.divergence(rollout.policies(), acted, outputs, at) / rows;
      if (byDivergence != 0) {
        distribution.addDivergenceGradient(
            rollout.policies(), acted, outputs, at, byDivergence, gradient, at);
      }
      gradient[valueAt(b)] = byValue[b];
    }
    return added.divergencePenalty() * divergence - added.entropyCoefficient() * entropy;
  }

  private int policyAt(int b) {
    return b * policy.total() + policy.offset();
  }

  private int valueAt(int b) {
    return b * value.total() + value.offset();
  }

  @Override
  public void close() {
    pass.close();
    tensors.close();
  }
}
