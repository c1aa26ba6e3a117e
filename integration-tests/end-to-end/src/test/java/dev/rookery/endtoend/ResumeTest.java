package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.runtime.checkpoint.CheckpointDirectory;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.Progress;
import dev.rookery.training.StopCondition;
import dev.rookery.training.StopReason;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that ended, was stopped, or lost a checkpoint goes on from where it was. */
class ResumeTest {

  private static final int ENVIRONMENTS = 8;

  /** An update each 4 steps, after the first 400. */
  private static final DqnConfig DQN =
      DqnConfig.defaults()
          .withHiddenLayers(List.of(32))
          .withBatchSize(32)
          .withSamplesPerInsert(8)
          .withLearningStarts(400);

  @TempDir private Path folder;

  @Test
  void countersGoOnFromTheCheckpoint() throws Exception {
    TrainingReport first = await(start(2000, true));
    assertEquals(2000, first.environmentSteps());
    assertEquals((2000 - 400) / 4, first.learnerSteps(), ENVIRONMENTS);

    TrainingReport second = await(Training.resume(run()).set("steps", 3000).start());
    assertEquals(3000, second.environmentSteps());
    assertEquals(first.learnerSteps() + 1000 / 4, second.learnerSteps(), ENVIRONMENTS);
    assertTrue(second.wallSeconds() > first.wallSeconds());
    assertEquals(run(), second.runDirectory());
  }

  @Test
  void episodesGoOnFromTheCheckpoint() throws Exception {
    Progress atTheEnd;
    try (TrainingRun first = start(2000, true)) {
      first.await();
      atTheEnd = first.progress();
    }
    try (TrainingRun second = Training.resume(run()).set("steps", 2400).start()) {
      second.await();
      assertTrue(second.progress().episodes() > atTheEnd.episodes());
      assertTrue(
          second.progress().episodes() < atTheEnd.episodes() + 400 / 8, "an episode of 8 steps");
    }
  }

  /** Without its rows the replay has to fill up again before learning goes on. */
  @Test
  void withoutItsReplayARunFillsItFirst() throws Exception {
    TrainingReport first = await(start(2000, false));
    TrainingReport little = await(Training.resume(run()).set("steps", 2300).start());
    assertEquals(first.learnerSteps(), little.learnerSteps());
    TrainingReport more = await(Training.resume(run()).set("steps", 3000).start());
    assertEquals(first.learnerSteps() + (700 - 400) / 4, more.learnerSteps(), ENVIRONMENTS);
  }

  @Test
  void aRunThatWasStoppedGoesOn() throws Exception {
    TrainingReport stopped;
    try (TrainingRun run = builder(10_000_000, true).lockstep(false).start()) {
      while (run.progress().learnerSteps() < 100) {
        assertFalse(run.await(Duration.ofMillis(10)));
      }
      run.stop();
      stopped = run.await();
    }
    assertEquals(StopReason.STOPPED, stopped.stoppedBecause());
    TrainingReport resumed =
        await(Training.resume(run()).set("steps", stopped.environmentSteps() + 1000).start());
    assertEquals(StopReason.STEPS_REACHED, resumed.stoppedBecause());
    assertTrue(resumed.environmentSteps() >= stopped.environmentSteps() + 1000);
    assertTrue(resumed.learnerSteps() > stopped.learnerSteps());
  }

  @Test
  void aDamagedCheckpointIsPassedOverForTheOneBefore() throws Exception {
    await(start(1000, true));
    await(Training.resume(run()).set("steps", 2000).start());
    List<Path> checkpoints = checkpoints();
    assertEquals(2, checkpoints.size());
    damage(checkpoints.get(1));

    TrainingReport report = await(Training.resume(run()).set("steps", 1200).start());
    assertEquals(1200, report.environmentSteps());
    assertEquals((1200 - 400) / 4, report.learnerSteps(), ENVIRONMENTS);
  }

  @Test
  void withoutAnyWholeCheckpointTheErrorNamesThemAll() throws Exception {
    await(start(500, true));
    await(Training.resume(run()).set("steps", 600).start());
    List<Path> checkpoints = checkpoints();
    for (Path checkpoint : checkpoints) {
      damage(checkpoint);
    }
    String message =
        assertThrows(RookeryException.class, () -> Training.resume(run()).start()).getMessage();
    assertTrue(
        message.startsWith("there is no usable checkpoint in " + run().resolve("checkpoints")),
        message);
    for (Path checkpoint : checkpoints) {
      assertTrue(message.contains(checkpoint.getFileName() + " is damaged"), message);
    }
  }

  @Test
  void aCheckpointOfAnotherNetworkIsRefusedAndTheRunsFilesStayAsTheyAre() throws Exception {
    await(start(1000, true));
    Path config = run().resolve("config.yaml");
    String settings = Files.readString(config);
    Files.writeString(config, settings.replaceFirst("(hiddenLayers:\\W*)32", "$164"));
    Map<Path, String> before = contents();
    String message =
        assertThrows(RookeryException.class, () -> Training.resume(run()).start()).getMessage();
    assertTrue(message.startsWith("the checkpoint has the parameters of another network"), message);
    assertEquals(before, contents());
  }

  /** A second run in its directory would mix its files with those of the first. */
  @Test
  void aRunThatIsUnderWayIsNotResumed() throws Exception {
    try (TrainingRun run = start(1_000_000, false)) {
      String message =
          assertThrows(SettingsException.class, () -> Training.resume(run()).start()).getMessage();
      assertTrue(message.startsWith(run() + " belongs to a run that is under way"), message);
      run.stop();
      run.await();
    }
  }

  @Test
  void settingsThatARunCannotBeResumedWithAreNotKept() throws Exception {
    await(start(1000, true));
    for (Path checkpoint : checkpoints()) {
      damage(checkpoint);
    }
    Map<Path, String> before = contents();
    assertThrows(
        RookeryException.class, () -> Training.resume(run()).set("steps", 123_456).start());
    assertEquals(before, contents());
  }

  @Test
  void aRunThatDoesNotStartLeavesNoDirectory() {
    AtomicInteger made = new AtomicInteger();
    Training.Builder builder =
        builder(1000, false)
            .environment(
                "Rare",
                () -> {
                  if (made.getAndIncrement() > 0) {
                    throw new IllegalStateException("there is only one");
                  }
                  return new Fragile();
                });
    assertThrows(RuntimeException.class, builder::start);
    assertTrue(made.get() > 1);
    assertFalse(Files.exists(run()));
  }

  /** Of all the run's files. */
  private Map<Path, String> contents() throws IOException {
    Map<Path, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  /** Whose only mistake is to end in the middle of an episode. */
  private static final class Fragile implements Environment {

    private int steps;

    @Override
    public Space observationSpace() {
      return Space.box(0, 1, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(long seed, Observation observation) {
      observation.set(0, 0);
    }

    @Override
    public void step(Action action, Step step) {
      if (++steps > 100) {
        throw new IllegalStateException("broken");
      }
      step.observation().set(0, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRunWhoseEnvironmentBreaksLeavesACheckpoint(boolean lockstep) throws Exception {
    try (TrainingRun run =
        builder(10_000, true).environment("Fragile", Fragile::new).lockstep(lockstep).start()) {
      String message = assertThrows(RookeryException.class, run::await).getMessage();
      assertTrue(message.startsWith("environment Fragile (copy 0) failed in step 101"), message);
    }
    assertEquals(1, checkpoints().size());
  }

  @Test
  void aDirectoryWithoutARunSaysSo() {
    assertEquals(
        folder + " is not a run directory: it has no config.yaml",
        assertThrows(SettingsException.class, () -> Training.resume(folder)).getMessage());
  }

  @Test
  void aRunsDirectoryIsNotUsedForAnother() throws Exception {
    await(start(100, false));
    String message = assertThrows(SettingsException.class, () -> start(100, false)).getMessage();
    assertTrue(message.startsWith(run() + " already holds a run"), message);
  }

  private Path run() {
    return folder.resolve("run");
  }

  private List<Path> checkpoints() {
    return new CheckpointDirectory(run().resolve("checkpoints"), 1).checkpoints();
  }

  private TrainingRun start(long steps, boolean keepReplay) {
    return builder(steps, keepReplay).start();
  }

  private Training.Builder builder(long steps, boolean keepReplay) {
    return Training.builder()
        .environment("CartPole-v1")
        .algorithm(DQN)
        .environmentsPerActor(ENVIRONMENTS)
        .lockstep(true)
        .stopWhen(StopCondition.steps(steps).overEpisodes(2))
        .set("evaluationInterval", 0)
        .set("checkpointReplay", keepReplay)
        .runDirectory(run());
  }

  private static TrainingReport await(TrainingRun started) throws InterruptedException {
    try (started) {
      return started.await();
    }
  }

  /** Flips one bit in the middle. */
  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}
