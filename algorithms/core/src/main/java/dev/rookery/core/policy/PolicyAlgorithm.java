package dev.rookery.core.policy;

import dev.rookery.Seeds;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Policy;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.network.OutputRange;
import dev.rookery.core.network.TowerHead;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.core.onnx.PolicyMetadata;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.internal.Handover;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An algorithm that learns a policy and a state's value from segments of the steps that the policy
 * made: everything but how it learns. Policy and value have dense layers of their own, after
 * convolutions for images that they share.
 */
public abstract class PolicyAlgorithm implements Algorithm {

  private final PolicyConfig<?> config;
  private final AlgorithmContext context;
  private final PolicyActions actions;
  private final int steps;
  private final NetworkSpec networkSpec;
  private final Network exported;
  private final ParameterLayout layout;
  private final ExperienceSchema schema;
  private final OnnxExporter exporter;
  private final PolicyGraph graph;

  /**
   * An algorithm for one environment's spaces.
   *
   * @param steps of each segment
   * @throws dev.rookery.settings.SettingsException if it has no distribution for such actions
   */
  protected PolicyAlgorithm(PolicyConfig<?> config, AlgorithmContext context, int steps) {
    this.config = config;
    this.context = context;
    this.steps = steps;
    PolicyActions plain = PolicyActions.of(config.algorithm(), context, config.squashed());
    actions =
        config.stateDependentNoise()
            ? plain.withStateNoise(config.algorithm(), config.noiseInterval())
            : plain;
    List<Integer> hidden = config.hiddenLayers();
    NetworkSpec base = NetworkSpec.forObservations(context.observationSpace());
    networkSpec =
        (config.normalizeObservations() ? base.withNormalizedObservations() : base)
            .withActivation(config.activation())
            .withHeads(
                actions.head(PolicyGraph.POLICY, hidden, config.firstDeviation()),
                new TowerHead(PolicyGraph.VALUE, 1, hidden, 1));
    exported = networkSpec.build();
    layout = exported.parameterLayout();
    schema =
        SegmentSchema.of(
            context.observationSpace(), actions.distribution(), steps, config.normalizeRewards());
    exporter = exported.exporter();
    graph =
        new PolicyGraph(
            exported, actions, context.hasLegalActions() ? context.actionSpace() : null);
  }

  /** The network's structure; its own has no memory for parameters. */
  public final Network network() {
    return exported;
  }

  /** Which columns of the network's output are the distribution's parameters. */
  public final OutputRange policyRange() {
    return exported.range(PolicyGraph.POLICY);
  }

  /** Which column of the network's output is the value. */
  public final OutputRange valueRange() {
    return exported.range(PolicyGraph.VALUE);
  }

  /** The distribution of the actions, and what it means to the environment. */
  public final PolicyActions actions() {
    return actions;
  }

  /** Whether rewards are divided by the deviation of returns, in the learner. */
  final boolean normalizesRewards() {
    return config.normalizeRewards();
  }

  /** Whether the environment says which actions are legal. */
  public final boolean hasLegalActions() {
    return context.hasLegalActions();
  }

  /** A network that can be trained, with first values. */
  protected final TrainableNetwork createNetwork(Device device) {
    return Handover.of(
        new TrainableNetwork(networkSpec.build(), true, TensorMemory.of(device)),
        network -> {
          network.arena().write(firstValues());
          return network;
        });
  }

  /** The parameters that a run begins with; a new array. */
  public final float[] firstValues() {
    return Initializers.firstValues(exported, Seeds.derive(context.seed(), "network"));
  }

  /** An empty rollout of such segments. */
  public final Rollout createRollout() {
    return new Rollout(schema, context.observationSpace(), actions.distribution(), steps);
  }

  @Override
  public final ExperienceSchema experienceSchema() {
    return schema;
  }

  @Override
  public final ParameterLayout parameterLayout() {
    return layout;
  }

  @Override
  public final ExperienceStore createStore() {
    return new RolloutStore(schema, actions.distribution());
  }

  @Override
  public final Actor createActor(ActorContext actor) {
    int environments = actor.environments();
    SegmentWriter segments =
        new SegmentWriter(
            schema,
            context.observationSpace(),
            actions.distribution(),
            environments,
            steps,
            config.discount());
    return Handover.of(
        new OnnxNetwork(
            exporter.actingModel(graph::addExploring),
            layout,
            environments,
            context.actingDevice()),
        acting ->
            new PolicyActor(acting, actions, graph.noise(), segments, environments, actor.seed()));
  }

  @Override
  public final Policy createPolicy(int environments) {
    return Handover.of(
        new OnnxNetwork(
            exporter.actingModel(graph::addGreedy), layout, environments, context.actingDevice()),
        acting -> new GreedyPolicy(acting, actions));
  }

  @Override
  public final void exportPolicy(ParameterSnapshot parameters, Path file) {
    PolicyMetadata metadata = PolicyMetadata.of(config.algorithm(), context, Map.of());
    exporter.writePolicy(parameters, metadata, graph::addPolicy, file);
  }

  @Override
  public void close() {}
}
