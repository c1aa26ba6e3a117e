package dev.rookery.apex;

import dev.rookery.Seeds;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Policy;
import dev.rookery.algorithm.RateLimit;
import dev.rookery.core.continuous.ActionScale;
import dev.rookery.core.continuous.ActorCritic;
import dev.rookery.core.continuous.ActorCriticPair;
import dev.rookery.core.continuous.DeterministicPolicy;
import dev.rookery.core.continuous.GaussianNoise;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.network.Activation;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.NamedParameters;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.core.onnx.OnnxType;
import dev.rookery.core.onnx.PolicyMetadata;
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.core.returns.NStepWriter;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.internal.Handover;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Ape-X DPG for one environment's spaces. */
final class ApeXDpgAlgorithm implements Algorithm {

  /** Input of the acting model: {@code [batch, size]}, in halves of the action's range. */
  static final String NOISE = "noise";

  /** Output of the acting model: the critic's value of the action that is taken. */
  static final String Q_TAKEN = "q_taken";

  /** Output of the acting model: the critic's value of the policy's own action. */
  static final String Q_POLICY = "q_policy";

  private final ApeXDpgConfig config;
  private final AlgorithmContext context;
  private final ActionScale scale;
  private final ActorCritic exported;
  private final ParameterLayout layout;
  private final ExperienceSchema schema;
  private final OnnxExporter exporter;

  ApeXDpgAlgorithm(ApeXDpgConfig config, AlgorithmContext context) {
    this.config = config;
    this.context = context;
    scale =
        ActionScale.of(config.algorithm(), context.environment(), context.actionSpace(), "ape-x");
    config.requireRoomToLearn();
    if (config.smallestNoise() > config.largestNoise()) {
      throw new SettingsException(
          "smallestNoise %s is above largestNoise %s: exchange them"
              .formatted(config.smallestNoise(), config.largestNoise()));
    }
    schema =
        TransitionSchema.of(
            context.observationSpace(), context.actionSpace(), InitialPriorities.column());
    exported = network();
    layout = exported.parameterLayout();
    exporter = new OnnxExporter(context.observationSpace(), NamedParameters.of(exported), layout);
  }

  private ActorCritic network() {
    return new ActorCritic(
        context.observationSpace(),
        scale.size(),
        Activation.RELU,
        config.policyLayers(),
        config.criticLayers());
  }

  @Override
  public ExperienceSchema experienceSchema() {
    return schema;
  }

  @Override
  public ParameterLayout parameterLayout() {
    return layout;
  }

  @Override
  public RateLimit pacing() {
    return config.rateLimit();
  }

  @Override
  public ReplayBuffer createStore() {
    return ApeXReplay.create(schema, config);
  }

  @Override
  public Learner createLearner(LearnerContext run, ExperienceStore store) {
    ReplayBuffer replay = (ReplayBuffer) store;
    float[] initial = Initializers.firstValues(exported, Seeds.derive(context.seed(), "network"));
    return Handover.of(
        new ActorCriticPair(this::network, initial, TensorMemory.of(run.device())),
        networks ->
            new ApeXDpgLearner(
                config, networks, scale, replay, Seeds.derive(run.seed(), "sampling")));
  }

  @Override
  public Policy createPolicy(int environments) {
    byte[] model = exporter.actingModel(this::addPolicy);
    return Handover.of(
        new OnnxNetwork(model, layout, environments, context.actingDevice()),
        DeterministicPolicy::new);
  }

  @Override
  public Actor createActor(ActorContext actor) {
    int environments = actor.environments();
    InitialPriorities priorities = new InitialPriorities(schema, environments, config.nStep());
    double[] deviations =
        NoiseLadder.deviations(config.largestNoise(), config.smallestNoise(), actor);
    NStepWriter transitions =
        new NStepWriter(schema, environments, config.nStep(), config.discount(), priorities);
    GaussianNoise noise =
        new GaussianNoise(deviations, scale.size(), config.noiseCorrelation(), actor.seed());
    return Handover.of(
        actingNetwork(environments),
        network -> new ApeXDpgActor(network, transitions, priorities, environments, noise));
  }

  /** What an actor runs: noisy actions, and the values for initial priorities. */
  OnnxNetwork actingNetwork(int environments) {
    return new OnnxNetwork(
        exporter.actingModel(this::addActing), layout, environments, context.actingDevice());
  }

  @Override
  public void exportPolicy(ParameterSnapshot parameters, Path file) {
    PolicyMetadata metadata = PolicyMetadata.of(config.algorithm(), context, Map.of());
    exporter.writePolicy(parameters, metadata, this::addPolicy, file);
  }

  private void addPolicy(OnnxGraph graph, List<String> observation) {
    addAction(graph, exported.exportPolicy(graph, observation));
  }

  /** All that an actor needs of one step: the action with noise, and what it is worth. */
  private void addActing(OnnxGraph graph, List<String> observation) {
    String noise = graph.input(NOISE, OnnxType.FLOAT32, List.of(scale.size()));
    String best = exported.exportPolicy(graph, observation);
    String noisy = graph.node("Add", best, noise);
    String taken = graph.node("Clip", noisy, graph.constant(-1f), graph.constant(1f));
    addAction(graph, taken);
    addValue(graph, Q_TAKEN, observation, taken);
    addValue(graph, Q_POLICY, observation, best);
  }

  private void addAction(OnnxGraph graph, String numbers) {
    String action = scale.export(graph, numbers);
    graph.output(OnnxExporter.ACTION, action, OnnxType.FLOAT32, scale.shape());
  }

  private void addValue(OnnxGraph graph, String name, List<String> observation, String action) {
    String value = exported.exportCritic(graph, observation, action);
    graph.output(name, value, OnnxType.FLOAT32, List.of(1));
  }

  @Override
  public void close() {}
}
