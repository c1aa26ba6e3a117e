package dev.rookery.core.value;

import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.core.network.Head;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.environment.Space;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Settings;
import java.util.List;

/** A value-based algorithm as a user might write it: heads and exploration of its own. */
final class TestAlgorithm extends ValueAlgorithm {

  static final Space OBSERVATIONS = Space.box(-5, 5, 4);

  private final Exploration exploration;

  TestAlgorithm(List<Head> heads) {
    this(heads, (environment, environmentSteps) -> 0);
  }

  TestAlgorithm(List<Head> heads, Exploration exploration) {
    super(Settings.defaults(Config.class), context(), network(heads));
    this.exploration = exploration;
  }

  private static AlgorithmContext context() {
    return new AlgorithmContext("Test-v0", OBSERVATIONS, Space.discrete(3), 1);
  }

  private static NetworkSpec network(List<Head> heads) {
    return NetworkSpec.forObservations(OBSERVATIONS)
        .withHidden(List.of(8))
        .withHeads(heads.toArray(Head[]::new));
  }

  @Override
  protected Exploration exploration(ActorContext actor) {
    return exploration;
  }

  @Override
  public Learner createLearner(LearnerContext learner, ExperienceStore store) {
    throw new UnsupportedOperationException("these tests do not learn");
  }

  /** Settings that no test depends on. */
  private record Config(
      int nStep,
      double discount,
      List<Integer> hiddenLayers,
      int batchSize,
      int replayCapacity,
      int learningStarts,
      double samplesPerInsert,
      double priorityExponent,
      double importanceExponent,
      Explicit explicit)
      implements ValueConfig<Config> {

    @Override
    public String algorithm() {
      return "test";
    }

    @Override
    public boolean prioritized() {
      return false;
    }
  }
}
