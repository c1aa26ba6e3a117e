package dev.rookery.core.value;

import dev.rookery.Seeds;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Exploration;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Pacing;
import dev.rookery.algorithm.Policy;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.learning.TargetUpdate;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.core.onnx.PolicyMetadata;
import dev.rookery.core.replay.PrioritizedReplayBuffer;
import dev.rookery.core.replay.UniformReplayBuffer;
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.core.returns.NStepWriter;
import dev.rookery.core.returns.RowListener;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.core.workers.LocalAlgorithm;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.experience.Column;
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
import org.jspecify.annotations.Nullable;

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

  /**
   * An algorithm.
   *
   * @param exploration how an actor explores: a new one for each, unless the actor is given one
   * @param columns of rows besides the usual ones: {@link InitialPriorities#column()}, which actors
   *     fill from the values that they act on (Horgan et al. 2018), and {@link
   *     TransitionSchema#nextAction()}, with which the values of what is done are learned
   * @throws SettingsException if the actions are not discrete, or learning could never begin
   * @throws IllegalArgumentException if the network has no head called {@link QFunction#HEAD}
   */
  public ValueAlgorithm(
      ValueConfig<?> config,
      AlgorithmContext context,
      QFunction qFunction,
      Function<ActorContext, Exploration> exploration,
      Column... columns) {
    this.config = config;
    this.context = context;
    this.qFunction = qFunction;
    this.exploration = exploration;
    actions = actionsOf(config, context);
    config.requireRoomToLearn();
    networkSpec = networkSpec();
    schema = TransitionSchema.of(context, columns);
    initialPriorities = schema.has(InitialPriorities.COLUMN);
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
  public Pacing pacing() {
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
    return createLearner(
        run,
        store,
        config.batchSize(),
        new TargetUpdate(config.targetUpdateInterval(), config.targetUpdateStep()),
        (online, target, own) -> own);
  }

  /**
   * Makes a learner that learns otherwise than the settings say.
   *
   * @param rows of one update
   * @param descents what moves its parameters
   */
  protected final Learner createLearner(
      LearnerContext run,
      ExperienceStore store,
      int rows,
      TargetUpdate targetUpdate,
      LocalAlgorithm.Descents descents) {
    return Handover.of(
        createNetwork(true, run.device()),
        online ->
            Handover.of(
                createNetwork(false, run.device()),
                target ->
                    new QLearner(
                        config,
                        rows,
                        targetUpdate,
                        importanceExponent(run),
                        qFunction.createLoss(rows, actions),
                        exported,
                        online,
                        target,
                        descents.create(
                            online.arena(),
                            target.arena(),
                            config.createDescent(online.arena(), updates(run))),
                        actions,
                        (ReplayBuffer) store,
                        Seeds.derive(run.seed(), "sampling"))));
  }

  private TrainableNetwork createNetwork(boolean trainable, Device device) {
    TrainableNetwork network =
        new TrainableNetwork(networkSpec.build(), trainable, TensorMemory.of(device));
    network.arena().write(firstValues());
    return network;
  }

  /** The parameters that a run begins with; a new array. */
  public final float[] firstValues() {
    return Initializers.firstValues(exported, Seeds.derive(context.seed(), "network"));
  }

  private Schedule importanceExponent(LearnerContext run) {
    long updates = config.importanceExponentSteps();
    return Schedule.linear(
        config.importanceExponent(),
        config.finalImportanceExponent(),
        updates == 0 ? updates(run) : updates);
  }

  /** How many updates a run makes, at least 1. */
  public long updates(LearnerContext run) {
    double rows = Math.max(0, run.steps() - config.learningStarts());
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
  public final boolean exploresByValues() {
    return true;
  }

  @Override
  public final Actor createActor(ActorContext actor) {
    int environments = actor.environments();
    InitialPriorities priorities =
        initialPriorities ? new InitialPriorities(schema, environments, config.nStep()) : null;
    NStepWriter transitions = createWriter(environments, priorities);
    // Before there is anything to close.
    Exploration explores = actor.exploration().orElseGet(() -> exploration.apply(actor));
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

  /**
   * Makes what an actor writes its rows with.
   *
   * @param listener fills the rows' initial priorities; null where they have none
   */
  protected NStepWriter createWriter(int environments, @Nullable RowListener listener) {
    return new NStepWriter(schema, environments, config.nStep(), config.discount(), listener);
  }

  @Override
  public final void exportPolicy(ParameterSnapshot parameters, Path file) {
    PolicyMetadata metadata = PolicyMetadata.of(config.algorithm(), context, Map.of());
    exporter.writePolicy(parameters, metadata, graph::addPolicy, file);
  }

  @Override
  public void close() {}
}
