package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rookery.endtoend.process.RunFiles.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run with actor processes over shared memory whose own process, and the media driver in it, is
 * stopped for as long as a laptop's lid is closed.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class StoppedTrainTest {

  private static final int ACTORS = 3;
  private static final Duration LONG_STOP = Duration.ofSeconds(8);
  private static final Duration STOP = Duration.ofSeconds(20);

  /** What a process may take in more for reasons of its own, such as its heap's growth. */
  private static final long SLACK_BYTES = 64L << 20;

  private static final String TRAIN =
      "train -a dqn -e CartPole-v1 --transport aeron --steps 2e9 --set hiddenLayers=32"
          + " --set learningStarts=200 --set run.metricsInterval=2000"
          + " --set run.evaluationInterval=0 --set run.evaluationEpisodes=2";

  @TempDir Path directory;

  @Test
  void itsActorProcessesWaitAndNothingIsLost() throws Exception {
    RunFiles files = new RunFiles(directory.resolve("run"));
    try (Distribution distribution = new Distribution(directory)) {
      RunningProcess train =
          distribution.start(
              TRAIN + " --set prioritized=true --set dueling=true --set nStep=3 --actor-processes",
              ACTORS,
              "--run-directory",
              files.directory());
      train.awaitWhileAlive("all actors", () -> connected(files) == ACTORS);
      awaitSteps(train, files, 5000);
      List<Long> actors = train.children().stream().map(ProcessHandle::pid).toList();
      assertEquals(ACTORS, actors.size());

      train.suspend();
      List<Long> memory = actors.stream().map(Footprint::residentBytes).toList();
      long transport = Footprint.driverBytes(train.pid());
      train.assertWhileAlive(
          "actors hold no more than before",
          STOP,
          () -> {
            for (int i = 0; i < ACTORS; i++) {
              if (Footprint.residentBytes(actors.get(i)) > memory.get(i) + SLACK_BYTES) {
                return false;
              }
            }
            return Footprint.driverBytes(train.pid()) <= transport;
          });
      train.resume();

      awaitSteps(train, files, 20_000);
      train.awaitWhileAlive("all actors again", () -> connected(files) == ACTORS);
      Row row = last(files);
      JoinedRun.assertNothingLost(row);
      assertEquals(0, row.values().get("experience/stale_blocks"), row::toString);
      assertEquals(ACTORS, row.values().get("actors/joined"), row::toString);
      train.signal(15);
      CommandResult result = train.result();
      assertEquals(128 + 15, result.status(), result::toString);
      assertFalse(result.err().contains("WARN"), result::toString);
      for (int i = 0; i < ACTORS; i++) {
        String log =
            Files.readString(files.directory().resolve("actors/actor-%d.log".formatted(i)));
        assertFalse(log.contains("left"), log);
      }
      assertEquals(List.of(), Footprint.driverDirectories(train.pid()));
    }
  }

  @Test
  void afterAStopOfMoreThanItsLivenessItFailsWithACheckpoint() throws Exception {
    RunFiles files = new RunFiles(directory.resolve("run"));
    try (Distribution distribution = new Distribution(directory)) {
      RunningProcess train =
          distribution.start(
              TRAIN
                  + " --quiet --actor-processes 1 --set transport.livenessSeconds=3"
                  + " --set run.checkpointSeconds=0 --run-directory",
              files.directory());
      train.awaitWhileAlive("an actor", () -> connected(files) == 1);
      List<ProcessHandle> actors = train.children();
      train.suspend();
      train.assertWhileAlive("no checkpoint", LONG_STOP, () -> files.checkpoints().isEmpty());
      train.resume();
      train
          .result()
          .refused(
              CommandResult.FAILED,
              "this process was stopped for so long that the Aeron media driver in "
                  + Footprint.memory());
      RunningProcess.awaitEnd(actors);
      assertEquals(1, files.checkpoints().size());
      assertEquals(List.of(), Footprint.driverDirectories(train.pid()));
    }
  }

  private static Row last(RunFiles files) {
    List<Row> rows = files.metrics();
    return rows.get(rows.size() - 1);
  }

  private static double connected(RunFiles files) {
    return files.metrics().isEmpty() ? 0 : last(files).values().get("actors/connected");
  }

  private static void awaitSteps(RunningProcess train, RunFiles files, long more) throws Exception {
    long limit = last(files).environmentSteps() + more;
    train.awaitWhileAlive("more steps", () -> last(files).environmentSteps() >= limit);
  }
}
