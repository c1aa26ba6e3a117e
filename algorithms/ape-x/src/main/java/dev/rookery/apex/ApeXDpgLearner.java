package dev.rookery.apex;

import ai.djl.ndarray.NDArray;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.continuous.ActionScale;
import dev.rookery.core.continuous.ActorCritic;
import dev.rookery.core.continuous.ActorCriticPair;
import dev.rookery.core.learning.LearnerTensors;
import dev.rookery.core.learning.ReplayLearner;
import dev.rookery.core.learning.TargetUpdate;
import dev.rookery.core.loss.DeterministicPolicyGradient;
import dev.rookery.core.loss.TdLearning;
import dev.rookery.core.network.Network;
import dev.rookery.core.optimizer.Adam;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.core.parameters.ParameterRange;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Learns a critic with target networks and a policy that climbs it (Lillicrap et al. 2016,
 * algorithm 1). Both gradients of an update are taken on one batch and at the same parameters.
 */
final class ApeXDpgLearner extends ReplayLearner {

  private final ApeXDpgConfig config;
  private final ActorCriticPair networks;
  private final GradientDescent policyDescent;
  private final ActionScale scale;
  private final LearnerTensors tensors;
  private final List<LearnerTensors.Input> observation;
  private final List<LearnerTensors.Input> nextObservation;
  private final LearnerTensors.Input action;
  private final FloatBuffer actionColumn;
  private final FloatBuffer rewardColumn;
  private final FloatBuffer discountColumn;
  private final float[] aTm1;
  private final float[] qTm1;
  private final float[] qT;
  private final float[] rT;
  private final float[] discountT;
  private final float[] targets;
  private final float[] gradient;
  private final float[] tdError;
  private double policyLossSum;

  ApeXDpgLearner(
      ApeXDpgConfig config,
      ActorCriticPair networks,
      ActionScale scale,
      ReplayBuffer replay,
      long seed) {
    super(
        replay,
        config.batchSize(),
        descent(config, networks, ActorCritic.CRITIC, config.criticLearningRate()),
        networks.online().arena(),
        networks.target().arena(),
        new TargetUpdate(config.targetUpdateInterval(), config.targetUpdateStep()),
        config.averagingUpdates(),
        Schedule.constant(config.importanceExponent()),
        seed);
    this.config = config;
    this.networks = networks;
    this.scale = scale;
    policyDescent = descent(config, networks, ActorCritic.POLICY, config.policyLearningRate());
    int rows = config.batchSize();
    tensors = new LearnerTensors(networks.online().arena().memory());
    Network structure = networks.structure().policy(); // The critic sees observations alike.
    observation = tensors.observations(batch, TransitionSchema.OBSERVATION, structure);
    nextObservation = tensors.observations(batch, TransitionSchema.NEXT_OBSERVATION, structure);
    action = tensors.floats(rows, scale.size());
    actionColumn = batch.column(TransitionSchema.ACTION).asFloatBuffer();
    rewardColumn = batch.column(TransitionSchema.REWARD).asFloatBuffer();
    discountColumn = batch.column(TransitionSchema.DISCOUNT).asFloatBuffer();
    aTm1 = new float[rows * scale.size()];
    qTm1 = new float[rows];
    qT = new float[rows];
    rT = new float[rows];
    discountT = new float[rows];
    targets = new float[rows];
    gradient = new float[rows];
    tdError = new float[rows];
  }

  private static GradientDescent descent(
      ApeXDpgConfig config, ActorCriticPair networks, String part, double learningRate) {
    ParameterArena arena = networks.online().arena();
    ParameterRange range = ParameterRange.of(arena.layout(), part);
    return new GradientDescent(
        arena,
        range,
        new Adam(range.size(), config.optimizerEpsilon()),
        Schedule.constant(learningRate),
        config.maximumGradientNorm());
  }

  @Override
  public void startFrom(ParameterSnapshot parameters) {
    super.startFrom(parameters);
    policyDescent.readParameters();
  }

  @Override
  protected double gradients(float[] newPriorities) {
    rewardColumn.get(0, rT);
    discountColumn.get(0, discountT);
    scale.normalize(actionColumn, aTm1);
    action.write(aTm1);
    double loss;
    try (LearnerTensors.Scratch scratch = tensors.begin()) {
      loss = criticGradients(scratch);
      policyLossSum += policyGradients(scratch);
    }
    for (int b = 0; b < tdError.length; b++) {
      newPriorities[b] = Math.abs(tdError[b]);
    }
    valueWatch.observe(rT, discountT, qTm1);
    return loss;
  }

  private double criticGradients(LearnerTensors.Scratch scratch) {
    scratch.read(networks.targetValue(LearnerTensors.tensors(nextObservation)), qT);
    TdLearning.targets(rT, discountT, qT, targets);
    NDArray value = networks.value(LearnerTensors.tensors(observation), action.tensor());
    scratch.read(value, qTm1);
    double loss =
        TdLearning.huberLoss(
            qTm1, targets, batch.weights(), config.huberKappa(), gradient, tdError);
    scratch.backward(value, gradient);
    return loss;
  }

  private double policyGradients(LearnerTensors.Scratch scratch) {
    NDArray value = networks.policyValue(LearnerTensors.tensors(observation));
    scratch.read(value, qT);
    double loss = DeterministicPolicyGradient.loss(qT, gradient);
    scratch.backward(value, gradient);
    return loss;
  }

  @Override
  protected void descend() {
    super.descend();
    policyDescent.step();
  }

  @Override
  public void report(MetricsRecorder metrics) {
    long count = stepsSinceReport();
    metrics.record("learner/policy_loss", count == 0 ? Double.NaN : policyLossSum / count);
    metrics.record("learner/policy_gradient_norm", policyDescent.gradientNorm());
    policyLossSum = 0;
    super.report(metrics);
  }

  @Override
  public void save(StateWriter state) {
    super.save(state);
    policyDescent.save(state.child("policy_descent"));
  }

  @Override
  public void load(StateReader state) {
    super.load(state);
    policyDescent.load(state.child("policy_descent"));
  }

  @Override
  public void close() {
    tensors.close();
    networks.close();
  }
}
