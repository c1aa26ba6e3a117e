package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code learner} and {@code actor}, each a process, over UDP. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class LearnerAndActorsTest {

  private static final int TERMINATE = 15;

  @TempDir Path directory;
  private final String address = Ports.freeAddress();
  private Distribution distribution;
  private RunFiles run;

  @BeforeEach
  void prepare() throws Exception {
    distribution = new Distribution(directory);
    run = new RunFiles(directory.resolve("run"));
  }

  @AfterEach
  void endAll() {
    distribution.close();
  }

  private RunningProcess learner(String more) throws Exception {
    return distribution.start(
        "learner --algorithm dqn --environment CartPole-v1 --set hiddenLayers=32"
            + " --set learningStarts=200 --set run.metricsInterval=100"
            + " --set run.evaluationInterval=0 --set run.evaluationEpisodes=4 --listen "
            + address
            + more
            + " --run-directory",
        run.directory());
  }

  private RunningProcess actor(String more) throws Exception {
    return distribution.start("actor --connect " + address + more);
  }

  @Test
  void theRunEndsAllThatTakePartInOrder() throws Exception {
    RunningProcess actors = actor(" --actors 2");
    RunningProcess learner = learner(" --actors 3 --steps 1e9");
    RunningProcess one = actor(" --actor-id 2 --environment CartPole-v1 --algorithm dqn");
    learner.awaitWhileAlive(
        "all actors", () -> joined(actors) == 2 && joined(one) == 1 && run.measuredSteps() > 2000);
    assertTrue(
        learner.err().contains("Actors join with: rookery actor --connect " + address),
        learner.err());
    learner.signal(TERMINATE);
    assertEquals(128 + TERMINATE, learner.result().status());
    for (RunningProcess each : new RunningProcess[] {actors, one}) {
      CommandResult result = each.result();
      assertEquals(0, result.status(), result::toString);
      assertTrue(result.err().contains("The run is over, "), result::toString);
    }
  }

  @Test
  void anActorThatIsAskedToEndLeavesAndAnotherTakesItsPlace() throws Exception {
    RunningProcess learner = learner(" --steps 1e9 --quiet");
    RunningProcess first = actor("");
    first.awaitWhileAlive("an actor", () -> joined(first) == 1 && run.measuredSteps() > 500);
    first.signal(TERMINATE);
    CommandResult left = first.result();
    assertEquals(128 + TERMINATE, left.status());
    assertTrue(left.err().contains("Left the run, "), left::toString);
    RunningProcess second = actor(" --wait 30");
    second.awaitWhileAlive("another actor", () -> joined(second) == 1);
    actor(" --quiet").result().refused(CommandResult.USAGE, "the learner at ");
    learner.signal(TERMINATE);
    assertEquals(128 + TERMINATE, learner.result().status());
    assertEquals(0, second.result().status());
  }

  private static long joined(RunningProcess actor) {
    return actor.err().lines().filter(line -> line.startsWith("Joined as actor ")).count();
  }
}
