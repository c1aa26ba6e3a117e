package dev.rookery.core.workers;

import dev.rookery.Seeds;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Pacing;
import dev.rookery.algorithm.Policy;
import dev.rookery.algorithm.RateLimit;
import dev.rookery.core.optimizer.Descent;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.core.replay.RateLimiter;
import dev.rookery.core.replay.RowQueue;
import dev.rookery.core.settings.OptimizerSettings;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.internal.Handover;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.settings.SettingsException;
import java.nio.file.Path;
import java.util.Objects;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/**
 * A distributed algorithm whose actors learn, each as a {@link LocalAlgorithm} says, and share what
 * they learn by an {@link Aggregation}.
 */
public final class WorkerAlgorithm implements Algorithm {

  /** How many rows may wait for the learner, which is faster than those who make them. */
  private static final int MAXIMUM_WAITING = 64;

  private final LocalAlgorithm local;
  private final Aggregation aggregation;
  private final OptimizerSettings<?> optimizer;
  private final int rolloutSteps;
  private final int roundSteps;
  private final int targetInterval;
  private final WorkerRows rows;

  /** The parameters of the learner in this process; null where there is none. */
  private volatile @Nullable SharedParameters shared;

  /**
   * An algorithm.
   *
   * @param local what each worker learns by; owned from now on
   * @param optimizer of the common parameters, or of each worker's where weights are averaged
   * @param shareSteps steps of each environment after which a worker shares its gradients, or
   *     learns for itself where weights are averaged
   * @param targetInterval updates from one target network to the next
   */
  public WorkerAlgorithm(
      LocalAlgorithm local,
      WorkerSettings<?> settings,
      OptimizerSettings<?> optimizer,
      int shareSteps,
      int targetInterval) {
    this.local = local;
    this.optimizer = optimizer;
    aggregation = settings.aggregation();
    rolloutSteps = local.pacing() instanceof Pacing.Rounds rounds ? rounds.steps() : 1;
    boolean weights = aggregation == Aggregation.AVERAGE_WEIGHTS;
    int updatesOfRound = weights ? settings.averagingInterval() : 1;
    roundSteps = Math.multiplyExact(shareSteps, updatesOfRound);
    this.targetInterval = Math.max(1, targetInterval / updatesOfRound);
    ParameterLayout layout = local.parameterLayout();
    rows =
        new WorkerRows(
            switch (aggregation) {
              case HOGWILD -> 0;
              case GRADIENTS, AVERAGE_GRADIENTS -> layout.trainedSize();
              case AVERAGE_WEIGHTS -> layout.size();
            });
  }

  @Override
  public ExperienceSchema experienceSchema() {
    return rows.schema();
  }

  @Override
  public ParameterLayout parameterLayout() {
    return local.parameterLayout();
  }

  @Override
  public Pacing pacing() {
    return aggregation.isInRounds()
        ? new Pacing.Rounds(roundSteps, 0)
        : new Pacing.Free(MAXIMUM_WAITING);
  }

  @Override
  public ExperienceStore createStore() {
    return new RowQueue(rows.schema());
  }

  @Override
  public Learner createLearner(LearnerContext run, ExperienceStore store) {
    SharedParameters made =
        new SharedParameters(
            local.parameterLayout(),
            local.firstValues(),
            optimizer.createOptimizer(local.parameterLayout().trainedSize()),
            optimizer.learningRateSchedule(updates(run)),
            targetInterval);
    shared = made;
    return new ParameterServer(aggregation, made, (RowQueue) store, rows);
  }

  /** How many updates the common parameters see in a run. */
  private long updates(LearnerContext run) {
    if (aggregation.isInRounds()) {
      return run.steps() / run.actors() / run.environmentsPerActor() / roundSteps;
    }
    return local.updates(part(run.actors(), run.environmentsPerActor(), run.steps(), run.seed()))
        * run.actors();
  }

  /** One worker's part of a run. */
  private static LearnerContext part(int actors, int environments, long steps, long seed) {
    return new LearnerContext(1, environments, Math.max(1, steps / actors), seed, Device.CPU);
  }

  @Override
  public boolean exploresByValues() {
    return local.exploresByValues();
  }

  @Override
  public Actor createActor(ActorContext context) {
    return Handover.of(
        local.createActor(context),
        actor -> Handover.of(local.createStore(), store -> createWorker(context, actor, store)));
  }

  private Worker createWorker(ActorContext context, Actor actor, ExperienceStore store) {
    LearnerContext part =
        part(
            context.actors(),
            context.environments(),
            context.steps(),
            Seeds.derive(context.seed(), "worker"));
    Binding binding = new Binding();
    return Handover.of(
        local.createLearner(part, store, binding),
        learner ->
            new Worker(
                actor,
                store,
                learner,
                Objects.requireNonNull(binding.parameters),
                Objects.requireNonNull(binding.sharing),
                rolloutSteps,
                roundSteps,
                local.pacing() instanceof RateLimit limit
                    ? new RateLimiter(limit, store, 1, SystemNanoClock.INSTANCE)
                    : null,
                parameterLayout().allocate()));
  }

  /** Binds a worker's learner to what the worker shares. */
  private final class Binding implements LocalAlgorithm.Descents {

    private @Nullable WorkerParameters parameters;
    private @Nullable Sharing sharing;

    @Override
    public Descent create(
        ParameterArena online, @Nullable ParameterArena target, GradientDescent own) {
      parameters = new WorkerParameters(online, target, targetInterval);
      Sharing made =
          switch (aggregation) {
            case HOGWILD -> new HogwildSharing(ofThisProcess(), rows, own);
            case GRADIENTS -> new GradientSharing(false, rows, own);
            case AVERAGE_GRADIENTS -> new GradientSharing(true, rows, own);
            case AVERAGE_WEIGHTS -> new WeightSharing(rows, own);
          };
      sharing = made;
      return made.descent();
    }
  }

  private SharedParameters ofThisProcess() {
    SharedParameters made = shared;
    if (made == null) {
      throw new SettingsException(
          "with aggregation hogwild, actors write into the learner's memory and have to be in its process: set aggregation to gradients for actors of other processes");
    }
    return made;
  }

  @Override
  public Policy createPolicy(int environments) {
    return local.createPolicy(environments);
  }

  @Override
  public void exportPolicy(ParameterSnapshot parameters, Path file) {
    local.exportPolicy(parameters, file);
  }

  @Override
  public void close() {
    local.close();
  }
}
