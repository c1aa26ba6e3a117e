package dev.rookery.core.policy;

import dev.rookery.SeededRandom;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.algorithm.Learner;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.learning.MetricMeans;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.optimizer.Descent;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Base class of learners from segments: an algorithm says which steps of its {@link #rollout} make
 * an update, and their loss; the rest is here.
 */
public abstract class PolicyLearner implements Learner {

  /** The steps that are learned from. */
  protected final Rollout rollout;

  /** Decides what updates draw; saved with the learner. */
  protected final SeededRandom random;

  private final TrainableNetwork network;
  private final Descent descent;
  private final PolicyBatch batch;

  /** The numbers of an update's steps, from 0. */
  private final int[] inOrder;

  private final ObservationMoments moments;

  /** Null where rewards are not normalised. */
  private final @Nullable RewardScale rewardScale;

  private final MetricMeans means =
      new MetricMeans("learner/loss", "learner/entropy", "learner/divergence");
  private long steps;

  /**
   * Binds the parts together.
   *
   * @param network owned from now on
   * @param rows steps of one update
   * @param descent moves the network's parameters
   */
  protected PolicyLearner(
      PolicyAlgorithm algorithm, TrainableNetwork network, Descent descent, int rows, long seed) {
    this.network = network;
    this.descent = descent;
    random = new SeededRandom(seed);
    rollout = algorithm.createRollout();
    moments = new ObservationMoments(algorithm.network());
    rewardScale = algorithm.normalizesRewards() ? new RewardScale() : null;
    inOrder = IntStream.range(0, rows).toArray();
    batch = new PolicyBatch(algorithm, network, rollout, rows, random);
  }

  @Override
  public void startFrom(ParameterSnapshot parameters) {
    if (steps > 0) {
      throw new IllegalStateException("learning has begun, after %s steps".formatted(steps));
    }
    network.arena().copyFrom(parameters);
    descent.readParameters();
  }

  /**
   * Takes all segments that wait in the store as the {@link #rollout}, and scales its rewards if
   * they are normalised; the scale then stays for the whole rollout.
   */
  protected final void take(RolloutStore store) {
    take(store, Integer.MAX_VALUE);
  }

  /**
   * Takes the segments that have waited longest, in the same way.
   *
   * @param most how many at most
   */
  protected final void take(RolloutStore store, int most) {
    rollout.take(store, most);
    if (rewardScale != null) {
      rewardScale.apply(rollout);
    }
  }

  /** How many steps one update is made from. */
  protected final int rows() {
    return batch.rows();
  }

  /**
   * Makes an update.
   *
   * @param order numbers of steps in the rollout
   * @param first where in {@code order} the batch begins
   * @return the divergence of the policies from those that made the steps, before the update
   * @throws DivergenceException if the loss is not finite
   */
  protected final double update(
      int[] order, int first, PolicyBatch.Loss loss, PolicyBatch.Regularization added) {
    double value = batch.update(order, first, loss, added);
    if (!Double.isFinite(value)) {
      throw new DivergenceException(
          "the loss became %s in update %s; suspect the network's outputs: the learning rate may be too high"
              .formatted(value, steps + 1));
    }
    descent.step();
    steps++;
    means.count();
    means.add(0, value);
    means.add(1, batch.entropy());
    means.add(2, batch.divergence());
    return batch.divergence();
  }

  /**
   * Makes an update from the whole rollout, which has as many steps as an update: they are in their
   * order.
   *
   * @throws DivergenceException if the loss is not finite
   */
  protected final void updateFromAll(PolicyBatch.Loss loss, PolicyBatch.Regularization added) {
    update(inOrder, 0, loss, added);
  }

  /**
   * Counts the rollout's observations for normalisation. To be called when nothing is learned from
   * it any more, because the policy that made its steps is another one afterwards.
   */
  protected final void observe() {
    moments.update(rollout, network.arena());
  }

  @Override
  public final long steps() {
    return steps;
  }

  @Override
  public final void copyParameters(ByteBuffer copy) {
    network.arena().copyTo(copy);
  }

  /** Subclasses report what is of their own too. */
  @Override
  public void report(MetricsRecorder metrics) {
    means.report(metrics);
    metrics.record("learner/gradient_norm", descent.gradientNorm());
    metrics.record("learner/learning_rate", descent.learningRate());
    if (rewardScale != null) {
      rewardScale.report(metrics);
    }
  }

  /** Subclasses with state of their own save it too. */
  @Override
  public void save(StateWriter state) {
    state.putLong("steps", steps);
    state.putLong("random", random.state());
    network.arena().save(state.child("parameters"));
    descent.save(state.child("descent"));
    moments.save(state.child("observations"));
    if (rewardScale != null) {
      rewardScale.save(state.child("rewards"));
    }
  }

  @Override
  public void load(StateReader state) {
    steps = state.getLong("steps");
    random.seeded(state.getLong("random"));
    network.arena().load(state.child("parameters"));
    descent.load(state.child("descent"));
    moments.load(state.child("observations"));
    if (rewardScale != null) {
      rewardScale.load(state.child("rewards"));
    }
  }

  @Override
  public void close() {
    batch.close();
    network.close();
  }
}
