package dev.rookery.core.value;

import dev.rookery.Seeds;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Policy;
import dev.rookery.algorithm.RateLimit;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.core.onnx.OnnxType;
import dev.rookery.core.onnx.PolicyMetadata;
import dev.rookery.core.replay.PrioritizedReplayBuffer;
import dev.rookery.core.replay.UniformReplayBuffer;
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.core.returns.NStepWriter;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.internal.Handover;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A value-based algorithm for discrete actions: ε-greedy actors, n-step transitions, uniform or
 * prioritized replay, greedy policies, export. A subclass says what the network is, how it learns,
 * and how much its actors explore.
 */
public abstract class ValueAlgorithm implements Algorithm {

  /** The network's output that acting looks at: {@code [batch, actions]}. */
  public static final String Q_VALUES = "q_values";

  /** What the algorithm is made for. */
  protected final AlgorithmContext context;

  /** How many actions there are. */
  protected final int actions;

  private final ValueConfig<?> config;
  private final boolean initialPriorities;
  private final NetworkSpec networkSpec;
  private final ParameterLayout layout;
  private final ExperienceSchema schema;
  private final OnnxExporter exporter;
  private final Network exported;

  /**
   * Prepares everything that parts share.
   *
   * @param networkSpec has a head called {@link #Q_VALUES} with one number for each action; where
   *     it stands among the heads does not matter
   * @throws IllegalArgumentException if the network has no such head
   * @throws SettingsException if the actions are not discrete, or learning could never begin
   */
  protected ValueAlgorithm(
      ValueConfig<?> config, AlgorithmContext context, NetworkSpec networkSpec) {
    this(config, context, networkSpec, false);
  }

  /**
   * Prepares everything that parts share, where actors may give rows their initial priorities.
   *
   * @param initialPriorities whether rows have the column {@link InitialPriorities#COLUMN}, which
   *     actors fill from the Q-values that they act on (Horgan et al. 2018)
   */
  protected ValueAlgorithm(
      ValueConfig<?> config,
      AlgorithmContext context,
      NetworkSpec networkSpec,
      boolean initialPriorities) {
    this.initialPriorities = initialPriorities;
    this.config = config;
    this.context = context;
    this.networkSpec = networkSpec;
    actions = actionsOf(config, context);
    requireQValues(networkSpec, actions);
    config.requireRoomToLearn();
    schema =
        initialPriorities
            ? TransitionSchema.of(
                context.observationSpace(), context.actionSpace(), InitialPriorities.column())
            : TransitionSchema.of(context.observationSpace(), context.actionSpace());
    exported = networkSpec.build();
    layout = exported.parameterLayout();
    exporter = new OnnxExporter(context.observationSpace(), exported.namedParameters(), layout);
  }

  /**
   * How many actions an environment has.
   *
   * @throws SettingsException if the actions are not discrete
   */
  protected static int actionsOf(ValueConfig<?> config, AlgorithmContext context) {
    if (context.actionSpace() instanceof DiscreteSpace discrete) {
      return discrete.n();
    }
    throw new SettingsException(
        "%s needs discrete actions, but those of %s are %s: choose an environment with discrete"
                .formatted(config.algorithm(), context.environment(), context.actionSpace())
            + " actions, or another algorithm");
  }

  private static void requireQValues(NetworkSpec spec, int actions) {
    boolean present =
        spec.heads().stream()
            .anyMatch(
                head -> head.name().equals(Q_VALUES) && head.shape().equals(List.of(actions)));
    if (!present) {
      throw new IllegalArgumentException(
          "a value-based algorithm needs a head called %s of %s numbers, one for each action, but"
                  .formatted(Q_VALUES, actions)
              + " its heads are "
              + spec.heads());
    }
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
  public final Optional<RateLimit> rateLimit() {
    return Optional.of(config.rateLimit());
  }

  /** How many updates a run of so many environment steps makes, at least 1. */
  protected final long updates(long environmentSteps) {
    double rows = Math.max(0, environmentSteps - config.learningStarts());
    return Math.max(1, (long) (rows * config.samplesPerInsert() / config.batchSize()));
  }

  @Override
  public ReplayBuffer createStore() {
    return config.prioritized()
        ? new PrioritizedReplayBuffer(
            schema,
            config.replayCapacity(),
            null,
            config.priorityExponent(),
            PrioritizedReplayBuffer.EPSILON,
            initialPriorities ? InitialPriorities.COLUMN : null)
        : new UniformReplayBuffer(schema, config.replayCapacity(), config.newestShare());
  }

  /** A network with the first parameters of this run, or one that will copy another's. */
  protected final TrainableNetwork createNetwork(boolean trainable) {
    TrainableNetwork network = new TrainableNetwork(networkSpec.build(), trainable);
    long seed = Seeds.derive(context.seed(), "network");
    network.arena().write(Initializers.uniform(layout, seed));
    return network;
  }

  @Override
  public final Policy createPolicy(int environments) {
    return createQPolicy(environments);
  }

  private QPolicy createQPolicy(int environments) {
    byte[] model = exporter.actingModel(exported::exportOutputs);
    return Handover.of(
        new OnnxNetwork(model, layout, environments),
        network -> new QPolicy(network, environments, actions));
  }

  /** How an actor explores. */
  protected abstract Exploration exploration(ActorContext actor);

  @Override
  public final Actor createActor(ActorContext actor) {
    int environments = actor.environments();
    InitialPriorities priorities =
        initialPriorities ? new InitialPriorities(schema, environments, config.nStep()) : null;
    NStepWriter transitions =
        new NStepWriter(schema, environments, config.nStep(), config.discount(), priorities);
    Exploration exploration = exploration(actor); // before there is anything to close
    return new EpsilonGreedyActor(
        createQPolicy(environments),
        transitions,
        priorities,
        exploration,
        environments,
        actions,
        actor.seed());
  }

  @Override
  public final void exportPolicy(ParameterSnapshot parameters, Path file) {
    PolicyMetadata metadata = PolicyMetadata.of(config.algorithm(), context, Map.of());
    exporter.writePolicy(parameters, metadata, this::addPolicy, file);
  }

  private void addPolicy(OnnxGraph graph, String observation) {
    String qValues =
        Objects.requireNonNull(exported.exportOutputs(graph, observation).get(Q_VALUES));
    graph.output(OnnxExporter.ACTION, graph.argMax(qValues), OnnxType.INT64, List.of());
  }

  @Override
  public void close() {}
}
