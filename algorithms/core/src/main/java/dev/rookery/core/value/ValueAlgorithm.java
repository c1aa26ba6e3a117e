package dev.rookery.core.value;

import dev.rookery.Seeds;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Policy;
import dev.rookery.algorithm.RateLimit;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.core.onnx.PolicyMetadata;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.replay.PrioritizedReplayBuffer;
import dev.rookery.core.replay.UniformReplayBuffer;
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.core.returns.NStepWriter;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.internal.Handover;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.settings.SettingsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A value-based algorithm for discrete actions: Q-learning with a target network (Mnih et al.
 * 2015), plain or double, with one stream or two, with or without noisy layers; n-step transitions,
 * uniform or prioritized replay, greedy policies, export. How values are represented is said by a
 * {@link QFunction}, how actors explore by an {@link Exploration}.
 */
public class ValueAlgorithm implements Algorithm {

  private final AlgorithmContext context;
  private final int actions;
  private final ValueConfig<?> config;
  private final QFunction qFunction;
  private final Function<ActorContext, Exploration> exploration;
  private final boolean initialPriorities;
  private final NetworkSpec networkSpec;
  private final ParameterLayout layout;
  private final ExperienceSchema schema;
  private final OnnxExporter exporter;
  private final Network exported;
  private final ActingGraph graph;

  /** An algorithm whose rows bring no priorities. */
  public ValueAlgorithm(
      ValueConfig<?> config,
      AlgorithmContext context,
      QFunction qFunction,
      Function<ActorContext, Exploration> exploration) {
    this(config, context, qFunction, exploration, false);
  }

  /**
   * An algorithm whose actors may give rows their initial priorities.
   *
   * @param exploration how an actor explores: a new one for each
   * @param initialPriorities whether rows have the column {@link InitialPriorities#COLUMN}, which
   *     actors fill from the values that they act on (Horgan et al. 2018)
   * @throws SettingsException if the actions are not discrete, or learning could never begin
   * @throws IllegalArgumentException if the network has no head called {@link QFunction#HEAD}
   */
  public ValueAlgorithm(
      ValueConfig<?> config,
      AlgorithmContext context,
      QFunction qFunction,
      Function<ActorContext, Exploration> exploration,
      boolean initialPriorities) {
    this.config = config;
    this.context = context;
    this.qFunction = qFunction;
    this.exploration = exploration;
    this.initialPriorities = initialPriorities;
    actions = actionsOf(config, context);
    config.requireRoomToLearn();
    networkSpec = networkSpec();
    schema =
        initialPriorities
            ? TransitionSchema.of(context, InitialPriorities.column())
            : TransitionSchema.of(context);
    exported = networkSpec.build();
    layout = exported.parameterLayout();
    exporter = new OnnxExporter(context.observationSpace(), exported.namedParameters(), layout);
    graph = new ActingGraph(qFunction, exported, actions, context.hasLegalActions());
  }

  private static int actionsOf(ValueConfig<?> config, AlgorithmContext context) {
    if (context.actionSpace() instanceof DiscreteSpace discrete) {
      return discrete.n();
    }
    throw new SettingsException(
        "%s needs discrete actions, but those of %s are %s: choose an environment with discrete"
                .formatted(config.algorithm(), context.environment(), context.actionSpace())
            + " actions, or another algorithm");
  }

  private NetworkSpec networkSpec() {
    NetworkSpec base =
        NetworkSpec.forObservations(context.observationSpace())
            .withHidden(config.hiddenLayers())
            .withNoise(config.noisy() ? config.noisySigma() : 0);
    NetworkSpec spec =
        qFunction.addTo(base, actions, config.dueling() ? config.duelingUnits() : -1);
    if (spec.heads().stream().noneMatch(head -> head.name().equals(QFunction.HEAD))) {
      throw new IllegalArgumentException(
          "a value-based algorithm needs a head called %s, but its heads are %s"
              .formatted(QFunction.HEAD, spec.heads()));
    }
    return spec;
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
  public final RateLimit pacing() {
    return config.rateLimit();
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

  @Override
  public final Learner createLearner(LearnerContext run, ExperienceStore store) {
    ReplayBuffer replay = (ReplayBuffer) store;
    return Handover.of(
        createNetwork(true, run.device()),
        online ->
            Handover.of(
                createNetwork(false, run.device()),
                target -> createLearner(run, online, target, replay)));
  }

  private TrainableNetwork createNetwork(boolean trainable, Device device) {
    TrainableNetwork network =
        new TrainableNetwork(networkSpec.build(), trainable, TensorMemory.of(device));
    long seed = Seeds.derive(context.seed(), "network");
    network.arena().write(Initializers.firstValues(exported, seed));
    return network;
  }

  private Learner createLearner(
      LearnerContext run, TrainableNetwork online, TrainableNetwork target, ReplayBuffer replay) {
    GradientDescent descent =
        new GradientDescent(
            online.arena(),
            config.optimizer().create(layout.trainedSize(), config.optimizerEpsilon()),
            learningRate(run),
            config.maximumGradientNorm());
    return new QLearner(
        config,
        importanceExponent(run),
        qFunction.createLoss(config.batchSize(), actions),
        exported,
        online,
        target,
        descent,
        actions,
        replay,
        Seeds.derive(run.seed(), "sampling"));
  }

  private Schedule learningRate(LearnerContext run) {
    return schedule(
        config.learningRate(), config.finalLearningRate(), config.learningRateSteps(), run);
  }

  private Schedule importanceExponent(LearnerContext run) {
    return schedule(
        config.importanceExponent(),
        config.finalImportanceExponent(),
        config.importanceExponentSteps(),
        run);
  }

  private Schedule schedule(double start, double end, long updates, LearnerContext run) {
    return Schedule.linear(start, end, updates == 0 ? updates(run.steps()) : updates);
  }

  /** How many updates a run of so many environment steps makes, at least 1. */
  private long updates(long environmentSteps) {
    double rows = Math.max(0, environmentSteps - config.learningStarts());
    return Math.max(1, (long) (rows * config.samplesPerInsert() / config.batchSize()));
  }

  @Override
  public final Policy createPolicy(int environments) {
    return policy(exporter.actingModel(graph::addGreedy), environments);
  }

  private QPolicy policy(byte[] model, int environments) {
    return Handover.of(
        new OnnxNetwork(model, layout, environments, context.actingDevice()),
        network -> new QPolicy(network, environments, actions));
  }

  @Override
  public final Actor createActor(ActorContext actor) {
    int environments = actor.environments();
    InitialPriorities priorities =
        initialPriorities ? new InitialPriorities(schema, environments, config.nStep()) : null;
    NStepWriter transitions =
        new NStepWriter(schema, environments, config.nStep(), config.discount(), priorities);
    Exploration explores = exploration.apply(actor); // before there is anything to close
    QPolicy policy = policy(exporter.actingModel(graph::addExploring), environments);
    qFunction.exploringInputs().forEach(policy::add);
    policy.addNoise(exported.noiseSize());
    return new ValueActor(
        policy,
        transitions,
        priorities,
        explores,
        environments,
        config.drawInterval(),
        actor.seed());
  }

  @Override
  public final void exportPolicy(ParameterSnapshot parameters, Path file) {
    PolicyMetadata metadata = PolicyMetadata.of(config.algorithm(), context, Map.of());
    exporter.writePolicy(parameters, metadata, graph::addPolicy, file);
  }

  @Override
  public void close() {}
}
