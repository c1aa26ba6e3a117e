package dev.rookery.benchmarks.load;

import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Pacing;
import dev.rookery.algorithm.Policy;
import dev.rookery.algorithm.RateLimit;
import dev.rookery.apex.ApeXDqnConfig;
import dev.rookery.apex.ApeXDqnProvider;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.file.Path;

/**
 * Ape-X without its networks: rows, replay and parameters are its own, but actors do not think and
 * the learner does not train.
 */
final class LoadProvider implements AlgorithmProvider<ApeXDqnConfig> {

  static final String NAME = "load";

  private final ApeXDqnProvider apeX = new ApeXDqnProvider();
  private final LoadCounters counters;
  private final int batchesPerSecond;
  private final int rowsPerSecond;

  private LoadProvider(LoadCounters counters, int batchesPerSecond, int rowsPerSecond) {
    this.counters = counters;
    this.batchesPerSecond = batchesPerSecond;
    this.rowsPerSecond = rowsPerSecond;
  }

  /** For the learner's process. */
  static LoadProvider ofLearner(LoadCounters counters, int batchesPerSecond) {
    return new LoadProvider(counters, batchesPerSecond, 0);
  }

  /**
   * For a process of actors.
   *
   * @param rowsPerSecond of each actor at most; 0: no limit
   */
  static LoadProvider ofActors(int rowsPerSecond) {
    return new LoadProvider(new LoadCounters(), 1, rowsPerSecond);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "what a learner's host does for many actors, without their networks";
  }

  @Override
  public ApeXDqnConfig defaultSettings() {
    return apeX.defaultSettings();
  }

  @Override
  public Algorithm create(ApeXDqnConfig settings, AlgorithmContext context) {
    return new Load(apeX.create(settings, context));
  }

  private final class Load implements Algorithm {

    private final Algorithm real;

    Load(Algorithm real) {
      this.real = real;
    }

    @Override
    public ExperienceSchema experienceSchema() {
      return real.experienceSchema();
    }

    @Override
    public ParameterLayout parameterLayout() {
      return real.parameterLayout();
    }

    /** Neither waits for the other. */
    @Override
    public Pacing pacing() {
      return new RateLimit(DrawingLearner.BATCH, 1, DrawingLearner.BATCH, 1e15);
    }

    @Override
    public ExperienceStore createStore() {
      return new CheckedReplay((ReplayBuffer) real.createStore(), counters);
    }

    @Override
    public Learner createLearner(LearnerContext context, ExperienceStore store) {
      ReplayBuffer replay = ((CheckedReplay) store).replay();
      return new DrawingLearner(
          real.createLearner(context, replay), replay, counters, batchesPerSecond);
    }

    @Override
    public Actor createActor(ActorContext context) {
      return new LightActor(experienceSchema(), rowsPerSecond);
    }

    @Override
    public Policy createPolicy(int environments) {
      return real.createPolicy(environments);
    }

    @Override
    public void exportPolicy(ParameterSnapshot parameters, Path file) {
      real.exportPolicy(parameters, file);
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
