package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.apex.ApeXDpgConfig;
import dev.rookery.apex.ApeXDqnConfig;
import dev.rookery.core.file.FileTree;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.environment.Environment;
import dev.rookery.envs.classic.CartPole;
import dev.rookery.rainbow.C51Config;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run begins with the parameters of another one, and with nothing else of it. */
@Timeout(300)
class StartFromTest {

  private static final DqnConfig DQN =
      DqnConfig.defaults()
          .withHiddenLayers(List.of(32, 32))
          .withBatchSize(32)
          .withLearningStarts(400);

  private static final C51Config C51 =
      C51Config.defaults().withHiddenLayers(List.of(32)).withBatchSize(32).withLearningStarts(400);

  private static final ApeXDpgConfig DPG =
      ApeXDpgConfig.defaults()
          .withPolicyLayers(List.of(16))
          .withCriticLayers(List.of(16))
          .withBatchSize(32)
          .withReplayCapacity(2000)
          .withLearningStarts(400);

  @TempDir private Path folder;

  private Path run(String name) {
    return folder.resolve(name);
  }

  private Training.Builder builder(String name, AlgorithmConfig algorithm, long steps) {
    return Training.builder()
        .environment(algorithm == DPG ? "Pendulum-v1" : "CartPole-v1")
        .algorithm(algorithm)
        .lockstep(true)
        .stopWhen(StopCondition.steps(steps).overEpisodes(5))
        .set("evaluationInterval", 0)
        .set("metrics", List.of())
        .runDirectory(run(name));
  }

  private static TrainingReport await(Training.Builder builder) throws InterruptedException {
    try (TrainingRun run = builder.start()) {
      return run.await();
    }
  }

  /** Whether a run that starts from there and learns nothing plays as the source does. */
  private void assertStarts(TrainingReport source, AlgorithmConfig algorithm, Path from)
      throws Exception {
    Path run = run("started");
    TrainingReport started = await(builder("started", algorithm, 8).startFrom(from));
    assertEquals(0, started.learnerSteps());
    assertEquals(source.evaluation(), started.evaluation(), from.toString());
    FileTree.delete(run);
  }

  private Path checkpoint(String name) {
    return run(name).resolve("checkpoints/checkpoint-000000001000.npz");
  }

  private Path policy(String name) {
    return run(name).resolve("policy.onnx");
  }

  @Test
  void aRunStartsFromADirectoryACheckpointOrAPolicy() throws Exception {
    for (AlgorithmConfig algorithm : List.of(DQN, C51)) {
      String name = algorithm.algorithm();
      TrainingReport source = await(builder(name, algorithm, 1000));
      assertTrue(source.learnerSteps() > 0);
      assertStarts(source, algorithm, run(name));
      assertStarts(source, algorithm, checkpoint(name));
      assertStarts(source, algorithm, policy(name));
      // Random parameters play otherwise.
      assertNotEquals(source.evaluation(), await(builder("random", algorithm, 8)).evaluation());
      FileTree.delete(run("random"));
    }
  }

  /** Their policy files have no critic and no deviations of noise. */
  @Test
  void whereThePolicyLacksParametersTheDirectorysCheckpointHasThem() throws Exception {
    for (AlgorithmConfig algorithm : List.of(DPG, DQN.withNoisy(true))) {
      String name = algorithm.algorithm();
      TrainingReport source = await(builder(name, algorithm, 1000));
      assertStarts(source, algorithm, run(name));
      String refused = refused(builder("no", algorithm, 8), policy(name));
      assertTrue(refused.contains(": it has no parameter "), refused);
      assertTrue(
          refused.endsWith(
              "; a policy file has only what its actions depend on: give a checkpoint"),
          refused);
    }
  }

  @Test
  void theDirectoryOfARunThatKeepsItsBestPolicyStandsForThat() throws Exception {
    for (AlgorithmConfig algorithm : List.of(DQN, DQN.withNoisy(true))) {
      TrainingReport source =
          await(
              builder("best", algorithm, 2000).set("keep", "best").set("evaluationInterval", 300));
      assertStarts(source, algorithm, run("best"));
      FileTree.delete(run("best"));
    }
  }

  @Test
  void whatStartsFromAnotherRunLearnsOn() throws Exception {
    await(builder("source", DQN, 1000));
    TrainingReport report = await(builder("started", DQN, 1000).startFrom(run("source")));
    assertEquals(1000, report.environmentSteps());
    assertTrue(report.learnerSteps() > 0);
  }

  /** The network is the same, and means the same. */
  @Test
  void anotherAlgorithmMayGoOnWithTheSameNetwork() throws Exception {
    TrainingReport source = await(builder("source", DQN.withDueling(true), 1000));
    ApeXDqnConfig apeX =
        ApeXDqnConfig.defaults().withHiddenLayers(List.of(32, 32)).withLearningStarts(400);
    assertStarts(source, apeX.withDuelingUnits(DQN.duelingUnits()), run("source"));
  }

  @Test
  void aResumedRunGoesOnFromItsCheckpoint() throws Exception {
    await(builder("source", DQN, 1000));
    TrainingReport first = await(builder("started", DQN, 1000).startFrom(run("source")));
    FileTree.delete(run("source"));
    TrainingReport resumed = await(Training.resume(run("started")).set("steps", 1008));
    assertEquals(1008, resumed.environmentSteps());
    assertEquals(first.learnerSteps(), resumed.learnerSteps());
    assertEquals(first.evaluation(), resumed.evaluation());
  }

  @Test
  void whatDiffersIsNamedInOneLineAndNothingIsLeft() throws Exception {
    await(builder("dqn", DQN, 1000));
    await(builder("deep", DQN.withHiddenLayers(List.of(32, 32, 32)), 500));
    for (Path from : List.of(run("dqn"), checkpoint("dqn"), policy("dqn"))) {
      assertRefused(
          builder("no", DQN, 8).environment("Acrobot-v1"),
          from,
          "it was learned in CartPole-v1 and observes box(float32,[4],",
          ", but Acrobot-v1 has box(float32,[6],");
      assertRefused(
          builder("no", DQN.withHiddenLayers(List.of(64, 32)), 8),
          from,
          "the network of its algorithm dqn is not that of this run's dqn: its parameter"
              + " hidden0.weight has the shape [32, 4], not [64, 4]");
      assertRefused(
          builder("no", C51.withHiddenLayers(List.of(32, 32)), 8),
          from,
          "the network of its algorithm dqn is not that of this run's c51: its parameter"
              + " q_values.weight has the shape [2, 32], not [102, 32]");
    }
    // All that is wanted is there with the right shapes, and more.
    for (Path from : List.of(run("deep"), policy("deep"))) {
      assertRefused(
          builder("no", DQN, 8),
          from,
          "its parameter hidden2.weight [32, 32] is not in this run's network");
    }
    assertRefused(
        builder("no", DQN, 8).environment("FrozenLake-v1"), run("dqn"), "but FrozenLake-v1 has");
  }

  @Test
  void whatIsNoRunCheckpointOrPolicyIsRefused() throws Exception {
    assertRefused(builder("no", DQN, 8), folder, "is not a run directory: it has no config.yaml");
    assertRefused(builder("no", DQN, 8), run("missing.npz"), "missing.npz");
    assertRefused(builder("no", DQN, 8), run("missing.onnx"), "cannot read the policy");
    Path text = Files.writeString(run("text.npz"), "no archive");
    assertRefused(builder("no", DQN, 8), text, "damaged, or no Rookery checkpoint");
    await(builder("dqn", DQN, 1000));
    Path alone = Files.copy(checkpoint("dqn"), run("alone.npz"));
    assertRefused(builder("no", DQN, 8), alone, "it has no config.yaml");
  }

  private void assertRefused(Training.Builder builder, Path from, String... reasons) {
    String message = refused(builder, from);
    assertTrue(message.startsWith("cannot start from " + from + ": "), message);
    for (String reason : reasons) {
      assertTrue(message.contains(reason), message);
    }
    assertEquals(1, message.lines().count(), message);
  }

  private String refused(Training.Builder builder, Path from) {
    String message =
        assertThrows(SettingsException.class, () -> builder.startFrom(from).start()).getMessage();
    assertFalse(Files.exists(run("no")));
    return message;
  }

  /** The program knows the other run's environment too. */
  @Test
  void aProgramsOwnEnvironmentMayBeTheOtherRuns() throws Exception {
    CartPole.Provider provider = new CartPole.Provider();
    Supplier<Environment> own = () -> provider.create(provider.defaultSettings());
    TrainingReport source = await(builder("source", DQN, 1000).environment("Own", own));
    TrainingReport started =
        await(builder("started", DQN, 8).environment("Own", own).startFrom(checkpoint("source")));
    assertEquals(source.evaluation(), started.evaluation());
  }
}
