package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Pacing;
import dev.rookery.algorithm.Policy;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.dqn.DqnProvider;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.testkit.algorithm.RunContract;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in an algorithm that the test kit's contract of runs finds, with what it says. */
class MistakenRunsTest {

  @TempDir Path folder;

  @Test
  void anExportOfOtherParametersIsFound() {
    assertFound(
        "the exported policy acts otherwise",
        runs(WrongExport::new)::theExportedPolicyActsAsItsOwn);
  }

  @Test
  void randomNumbersThatAreNotSeededAreFound() {
    AtomicLong seeds = new AtomicLong();
    assertFound(
        "is something random not seeded?",
        runs(dqn -> new OwnSeeds(dqn, seeds))::theSameSeedGivesTheSamePolicy);
  }

  private static void assertFound(String message, Executable test) {
    String said = String.valueOf(assertThrows(AssertionError.class, test).getMessage());
    assertTrue(said.contains(message), said);
  }

  private Runs runs(Function<Algorithm, Algorithm> mistake) {
    Runs runs = new Runs(new Mistaken(mistake));
    runs.useDirectory(folder);
    return runs;
  }

  /** The contract, whose tests are called one by one. */
  private static final class Runs extends RunContract<DqnConfig> {

    private final Mistaken provider;

    Runs(Mistaken provider) {
      this.provider = provider;
    }

    void useDirectory(Path folder) {
      directory = folder;
    }

    @Override
    protected AlgorithmProvider<DqnConfig> provider() {
      return provider;
    }

    @Override
    protected DqnConfig settings() {
      return DqnConfig.defaults()
          .withHiddenLayers(List.of(16))
          .withBatchSize(32)
          .withLearningStarts(200);
    }
  }

  /** DQN with a mistake. */
  private static final class Mistaken implements AlgorithmProvider<DqnConfig> {

    private final DqnProvider dqn = new DqnProvider();
    private final Function<Algorithm, Algorithm> mistake;

    Mistaken(Function<Algorithm, Algorithm> mistake) {
      this.mistake = mistake;
    }

    @Override
    public String name() {
      return "mistaken-dqn";
    }

    @Override
    public String description() {
      return "DQN with a mistake";
    }

    @Override
    public DqnConfig defaultSettings() {
      return dqn.defaultSettings();
    }

    @Override
    public Algorithm create(DqnConfig config, AlgorithmContext context) {
      return mistake.apply(dqn.create(config, context));
    }
  }

  /** Exports parameters with the wrong sign. */
  private static final class WrongExport extends Passed {

    WrongExport(Algorithm right) {
      super(right);
    }

    @Override
    public void exportPolicy(ParameterSnapshot parameters, Path file) {
      ByteBuffer values = parameters.values();
      ByteBuffer negative = DirectBuffers.allocate(values.remaining(), 1);
      for (int i = 0; i < values.limit(); i += Float.BYTES) {
        negative.putFloat(-values.getFloat(i));
      }
      super.exportPolicy(
          new ParameterSnapshot(
              parameters.version(),
              0,
              parameters.learnerSteps(),
              parameters.layoutHash(),
              negative.flip()),
          file);
    }
  }

  /** Gives actors other seeds than those of the run. */
  private static final class OwnSeeds extends Passed {

    private final AtomicLong seeds;

    OwnSeeds(Algorithm right, AtomicLong seeds) {
      super(right);
      this.seeds = seeds;
    }

    @Override
    public Actor createActor(ActorContext context) {
      return super.createActor(
          new ActorContext(
              context.actorId(),
              context.actors(),
              context.environments(),
              context.steps(),
              seeds.incrementAndGet()));
    }
  }

  /** Passes every call on. */
  private abstract static class Passed implements Algorithm {

    private final Algorithm right;

    Passed(Algorithm right) {
      this.right = right;
    }

    @Override
    public ExperienceSchema experienceSchema() {
      return right.experienceSchema();
    }

    @Override
    public ParameterLayout parameterLayout() {
      return right.parameterLayout();
    }

    @Override
    public Pacing pacing() {
      return right.pacing();
    }

    @Override
    public ExperienceStore createStore() {
      return right.createStore();
    }

    @Override
    public Learner createLearner(LearnerContext context, ExperienceStore store) {
      return right.createLearner(context, store);
    }

    @Override
    public Actor createActor(ActorContext context) {
      return right.createActor(context);
    }

    @Override
    public Policy createPolicy(int environments) {
      return right.createPolicy(environments);
    }

    @Override
    public void exportPolicy(ParameterSnapshot parameters, Path file) {
      right.exportPolicy(parameters, file);
    }

    @Override
    public void close() {
      right.close();
    }
  }
}
