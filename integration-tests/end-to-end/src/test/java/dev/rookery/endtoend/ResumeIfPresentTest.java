package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.core.file.FileTree;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.StopReason;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same program for the first start of a run and for every other. */
class ResumeIfPresentTest {

  private static final Map<String, Object> DQN =
      Map.of("hiddenLayers", List.of(16), "batchSize", 32, "learningStarts", 200);

  @TempDir private Path folder;

  private Training.Builder program(int steps) {
    return Training.builder()
        .environment("CartPole-v1")
        .algorithm("dqn", DQN)
        .seed(5)
        .lockstep(true)
        .set("steps", steps)
        .set("evaluationInterval", 0)
        .set("evaluationEpisodes", 2)
        .runDirectory(folder.resolve("run"))
        .resumeIfPresent();
  }

  private static TrainingReport complete(Training.Builder program) throws Exception {
    try (TrainingRun run = program.start()) {
      return run.await();
    }
  }

  @Test
  void theFirstStartBeginsAndTheNextGoesOn() throws Exception {
    TrainingReport first = complete(program(800));
    assertEquals(800, first.environmentSteps());
    TrainingReport second = complete(program(1600));
    assertEquals(1600, second.environmentSteps());
    assertTrue(second.learnerSteps() > first.learnerSteps());
    assertEquals(first.runDirectory(), second.runDirectory());
  }

  @Test
  void aRunThatIsOverEndsAtOnce() throws Exception {
    TrainingReport first = complete(program(800));
    TrainingReport again = complete(program(800));
    assertEquals(StopReason.STEPS_REACHED, again.stoppedBecause());
    assertEquals(first.environmentSteps(), again.environmentSteps());
    assertEquals(first.learnerSteps(), again.learnerSteps());
  }

  @Test
  void aRunThatWasKilledBeforeItsFirstCheckpointBeginsAnew() throws Exception {
    complete(program(800));
    FileTree.delete(folder.resolve("run/checkpoints"));
    Files.delete(folder.resolve("run/report.json"));
    assertEquals(600, complete(program(600)).environmentSteps());
    List<String> metrics = Files.readAllLines(folder.resolve("run/metrics.csv"));
    assertTrue(metrics.get(1).startsWith("0,"), metrics.get(1));
    assertTrue(metrics.get(metrics.size() - 1).startsWith("600,"), metrics::toString);
  }

  @Test
  void anotherRunInTheDirectoryIsRefusedAndLeftAlone() throws Exception {
    complete(program(400));
    long files = files();
    assertEquals(
        folder.resolve("run")
            + " holds a run with another run.seed: 5 there, 6 here; give the same settings, or"
            + " choose another run directory",
        refused(program(800).seed(6)));
    assertTrue(
        refused(program(800).algorithm("dqn", Map.of("hiddenLayers", List.of(32))))
            .contains("holds a run with another algorithm setting "));
    assertTrue(
        refused(program(800).environment("Acrobot-v1"))
            .contains("holds a run with another environment: CartPole-v1 there, Acrobot-v1 here"));
    assertEquals(files, files());
  }

  @Test
  void itNeedsARunDirectory() {
    Training.Builder program =
        Training.builder().environment("CartPole-v1").algorithm("dqn", DQN).resumeIfPresent();
    assertTrue(refused(program).contains("only where its run directory is given"));
    assertFalse(Files.exists(folder.resolve("run")));
  }

  private long files() throws Exception {
    try (var all = Files.walk(folder)) {
      return all.count();
    }
  }

  private static String refused(Training.Builder program) {
    return String.valueOf(
        assertThrows(SettingsException.class, () -> program.start().close()).getMessage());
  }
}
