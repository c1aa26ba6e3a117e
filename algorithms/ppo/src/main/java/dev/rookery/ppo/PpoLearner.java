package dev.rookery.ppo;

import dev.rookery.SeededRandom;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.distribution.ActionDistribution;
import dev.rookery.core.learning.ForwardPass;
import dev.rookery.core.learning.LearnerTensors;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.loss.PolicyGradient;
import dev.rookery.core.loss.TdLearning;
import dev.rookery.core.network.OutputRange;
import dev.rookery.core.network.RandomInput;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.policy.ObservationMoments;
import dev.rookery.core.policy.Rollout;
import dev.rookery.core.policy.RolloutStore;
import dev.rookery.core.policy.SegmentSchema;
import dev.rookery.core.returns.GeneralizedAdvantage;
import dev.rookery.experience.SampleBatch;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Learns from each round's steps in several epochs of minibatches (Schulman et al. 2017, algorithm
 * 1). A step is one minibatch. A checkpoint in the middle of a round has the parameters of then; a
 * run that goes on from it begins another round.
 */
final class PpoLearner implements Learner {

  private final PpoConfig config;
  private final ActionDistribution distribution;
  private final TrainableNetwork network;
  private final GradientDescent descent;
  private final RolloutStore store;
  private final OutputRange policy;
  private final OutputRange value;
  private final boolean legalActions;
  private final LearnerTensors tensors;
  private final ForwardPass pass;
  private final SampleBatch batch;
  private final Rollout rollout;
  private final ObservationMoments moments;
  private final SeededRandom random;

  /** {@code [size]} of the rollout. */
  private float[] advantages = new float[0];

  private float[] targets = new float[0];

  /** The numbers of its steps, in the order that this epoch has. */
  private int[] order = new int[0];

  private int next;
  private int epoch;
  private int minibatches;

  // Those of one minibatch.

  private final float[] logPi;
  private final float[] oldLogPi;
  private final float[] advantage;
  private final float[] v;
  private final float[] oldV;
  private final float[] target;
  private final float[] byLogPi;
  private final float[] byValue;
  private final RandomInput noiseSource;
  private final float[] noise;
  private float[] gradient = new float[0];

  private long steps;
  private double penalty = 1;

  /** The divergence in this epoch so far: a sum over its minibatches. */
  private double epochDivergence;

  private double explainedVariance = Double.NaN;

  // Sums over the updates since the last report.

  private long reported;
  private double policyLossSum;
  private double valueLossSum;
  private double entropySum;
  private double divergenceSum;
  private double clipFractionSum;

  /** Binds the parts together; owns the network. */
  PpoLearner(
      PpoConfig config,
      PpoAlgorithm algorithm,
      TrainableNetwork network,
      GradientDescent descent,
      RolloutStore store,
      long seed) {
    this.config = config;
    this.network = network;
    this.descent = descent;
    this.store = store;
    distribution = algorithm.actions().distribution();
    policy = algorithm.policyRange();
    value = algorithm.valueRange();
    legalActions = algorithm.hasLegalActions();
    rollout = algorithm.createRollout();
    moments = new ObservationMoments(algorithm.network());
    int rows = config.minibatchSize();
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
    random = new SeededRandom(seed);
    logPi = new float[rows];
    oldLogPi = new float[rows];
    advantage = new float[rows];
    v = new float[rows];
    oldV = new float[rows];
    target = new float[rows];
    byLogPi = new float[rows];
    byValue = new float[rows];
    noiseSource = distribution.noise();
    noise = new float[rows * noiseSource.input().size()];
  }

  @Override
  public void startFrom(ParameterSnapshot parameters) {
    if (steps > 0) {
      throw new IllegalStateException("learning has begun, after %s steps".formatted(steps));
    }
    network.arena().copyFrom(parameters);
    descent.readParameters();
  }

  @Override
  public LearnerStep step() {
    if (minibatches == 0) {
      if (store.size() == 0) {
        return LearnerStep.IDLE;
      }
      beginRound();
    }
    update();
    steps++;
    next++;
    if (next == minibatches) {
      epoch++;
      if (epoch == config.epochs() || isTooFar()) {
        endRound();
        return LearnerStep.ROUND_OVER;
      }
      beginEpoch();
    }
    return LearnerStep.UPDATED;
  }

  private void beginRound() {
    rollout.take(store);
    int size = rollout.size();
    if (advantages.length < size) {
      advantages = new float[size];
      targets = new float[size];
    }
    for (int from = 0; from < size; from += rollout.segmentSteps()) {
      GeneralizedAdvantage.compute(
          rollout.rewards(),
          rollout.discounts(),
          rollout.ended(),
          rollout.values(),
          rollout.nextValues(),
          config.gaeLambda(),
          from,
          rollout.segmentSteps(),
          advantages,
          targets);
    }
    explainedVariance = explainedVariance(size);
    // Where an actor went away, minibatches are cut from what is there; one of few steps has some
    // of them more than once.
    minibatches = Math.max(1, size / config.minibatchSize());
    int numbers = Math.max(size, config.minibatchSize());
    if (order.length != numbers) {
      order = new int[numbers];
    }
    for (int i = 0; i < numbers; i++) {
      order[i] = i % size;
    }
    epoch = 0;
    beginEpoch();
  }

  private void beginEpoch() {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int number = order[i];
      order[i] = order[other];
      order[other] = number;
    }
    next = 0;
    epochDivergence = 0;
  }

  /** How much of the targets' variance the values knew; 1 is all, 0 none, below that is worse. */
  private double explainedVariance(int size) {
    double sum = 0;
    double squares = 0;
    double errorSum = 0;
    double errorSquares = 0;
    for (int i = 0; i < size; i++) {
      double error = (double) targets[i] - rollout.values()[i];
      sum += targets[i];
      squares += (double) targets[i] * targets[i];
      errorSum += error;
      errorSquares += error * error;
    }
    double variance = squares / size - sum / size * (sum / size);
    double unexplained = errorSquares / size - errorSum / size * (errorSum / size);
    return variance > 0 ? 1 - unexplained / variance : Double.NaN;
  }

  private boolean isTooFar() {
    return config.objective() == PpoObjective.CLIP
        && epochDivergence / minibatches > 1.5 * config.targetDivergence();
  }

  private void endRound() {
    moments.update(rollout, network.arena()); // not before, so that ratios begin at 1
    if (config.objective() == PpoObjective.PENALTY) {
      double divergence = epochDivergence / minibatches;
      if (divergence > 1.5 * config.targetDivergence()) {
        penalty = Math.min(2 * penalty, 1e6);
      } else if (divergence < config.targetDivergence() / 1.5) {
        penalty = Math.max(penalty / 2, 1e-6);
      }
    }
    minibatches = 0;
  }

  private void update() {
    int first = next * config.minibatchSize();
    rollout.gather(order, first, batch);
    try (LearnerTensors.Scratch scratch = tensors.begin()) {
      float[] outputs = pass.record(scratch);
      if (gradient.length != outputs.length) {
        gradient = new float[outputs.length];
      }
      double loss = loss(outputs, first);
      if (!Double.isFinite(loss)) {
        throw new DivergenceException(
            "the loss became %s in update %s; suspect the network's outputs: the learning rate may be too high"
                .formatted(loss, steps + 1));
      }
      pass.backward(scratch, gradient);
    }
    descent.step();
  }

  private double loss(float[] outputs, int first) {
    int rows = batch.size();
    int parameters = distribution.parameters();
    int numbers = distribution.numbers();
    for (int b = 0; b < rows; b++) {
      int number = order[first + b];
      int at = b * policy.total() + policy.offset();
      if (legalActions) {
        rollout.excludeIllegal(number, outputs, at);
      }
      logPi[b] =
          (float) distribution.logProbability(outputs, at, rollout.actions(), number * numbers);
      oldLogPi[b] = rollout.logPi()[number];
      advantage[b] = advantages[number];
      v[b] = outputs[b * value.total() + value.offset()];
      oldV[b] = rollout.values()[number];
      target[b] = targets[number];
    }
    if (config.normalizeAdvantages()) {
      normalize(advantage);
    }
    boolean clipped = config.objective() == PpoObjective.CLIP;
    double clip = clipped ? config.clip() : Double.POSITIVE_INFINITY;
    double policyLoss = PolicyGradient.clippedLoss(logPi, oldLogPi, advantage, clip, byLogPi);
    double valueLoss = TdLearning.clippedLoss(v, oldV, target, config.valueClip(), byValue);
    noiseSource.draw(noise, random);
    Arrays.fill(gradient, 0f);
    double entropy = 0;
    double divergence = 0;
    double byEntropy = -config.entropyCoefficient() / rows;
    int noiseSize = noise.length / rows;
    for (int b = 0; b < rows; b++) {
      int number = order[first + b];
      int at = b * policy.total() + policy.offset();
      distribution.addLogProbabilityGradient(
          outputs, at, rollout.actions(), number * numbers, byLogPi[b], gradient, at);
      entropy += distribution.entropy(outputs, at, noise, b * noiseSize) / rows;
      if (byEntropy != 0) {
        distribution.addEntropyGradient(outputs, at, noise, b * noiseSize, byEntropy, gradient, at);
      }
      divergence +=
          distribution.divergence(rollout.policies(), number * parameters, outputs, at) / rows;
      if (!clipped) {
        distribution.addDivergenceGradient(
            rollout.policies(), number * parameters, outputs, at, penalty / rows, gradient, at);
      }
      gradient[b * value.total() + value.offset()] =
          (float) (config.valueCoefficient() * byValue[b]);
    }
    epochDivergence += divergence;
    policyLossSum += policyLoss;
    valueLossSum += valueLoss;
    entropySum += entropy;
    divergenceSum += divergence;
    clipFractionSum += PolicyGradient.clipFraction(logPi, oldLogPi, config.clip());
    return policyLoss
        + config.valueCoefficient() * valueLoss
        - config.entropyCoefficient() * entropy
        + (clipped ? 0 : penalty * divergence);
  }

  private static void normalize(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float x : values) {
      sum += x;
      squares += (double) x * x;
    }
    double mean = sum / values.length;
    double deviation = Math.sqrt(Math.max(0, squares / values.length - mean * mean));
    for (int b = 0; b < values.length; b++) {
      values[b] = (float) ((values[b] - mean) / (deviation + 1e-8));
    }
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void copyParameters(ByteBuffer copy) {
    network.arena().copyTo(copy);
  }

  @Override
  public void report(MetricsRecorder metrics) {
    double count = steps - reported;
    metrics.record("learner/policy_loss", policyLossSum / count);
    metrics.record("learner/value_loss", valueLossSum / count);
    metrics.record("learner/entropy", entropySum / count);
    metrics.record("learner/divergence", divergenceSum / count);
    metrics.record("learner/clip_fraction", clipFractionSum / count);
    metrics.record("learner/explained_variance", explainedVariance);
    metrics.record("learner/gradient_norm", descent.gradientNorm());
    metrics.record("learner/learning_rate", descent.learningRate());
    if (config.objective() == PpoObjective.PENALTY) {
      metrics.record("learner/divergence_penalty", penalty);
    }
    reported = steps;
    policyLossSum = 0;
    valueLossSum = 0;
    entropySum = 0;
    divergenceSum = 0;
    clipFractionSum = 0;
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("steps", steps);
    state.putLong("random", random.state());
    state.putDouble("penalty", penalty);
    network.arena().save(state.child("parameters"));
    descent.save(state.child("descent"));
    moments.save(state.child("observations"));
  }

  @Override
  public void load(StateReader state) {
    steps = state.getLong("steps");
    reported = steps;
    random.seeded(state.getLong("random"));
    penalty = state.getDouble("penalty");
    network.arena().load(state.child("parameters"));
    descent.load(state.child("descent"));
    moments.load(state.child("observations"));
  }

  @Override
  public void close() {
    pass.close();
    tensors.close();
    network.close();
  }
}
