package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.training.ActorRun;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingRun;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that trains again and again holds no more after each run than before. */
@Timeout(300)
class ManyRunsTest {

  private static final int ROUNDS = 5;

  /** What loading of classes and libraries may open once. */
  private static final int SLACK_FILES = 10;

  @TempDir private Path folder;
  private int runs;

  @Test
  void noThreadFileOrDriverStaysBehind() throws Exception {
    oneOfEach();
    Set<Thread> threads = threads();
    int files = openFiles();
    for (int i = 0; i < ROUNDS; i++) {
      oneOfEach();
    }
    Set<String> more =
        threads().stream()
            .filter(thread -> !threads.contains(thread))
            .map(Thread::getName)
            .filter(name -> !name.startsWith("process reaper"))
            .collect(Collectors.toSet());
    assertEquals(Set.of(), more);
    assertTrue(openFiles() <= files + SLACK_FILES, () -> openFiles() + " files, before " + files);
    assertEquals(List.of(), Footprint.driverDirectories(ProcessHandle.current().pid()));
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  /** Where the system does not tell, 0. */
  private static int openFiles() {
    String[] files = new File("/proc/self/fd").list();
    return files == null ? 0 : files.length;
  }

  private void oneOfEach() throws Exception {
    train(NamedSettings.of("local"), false, "dqn");
    train(NamedSettings.of("aeron"), false, "ape-x");
    train(NamedSettings.of("aeron"), true, "dqn");
    Map<String, Object> udp = Map.of("channel", "udp", "address", Ports.freeAddress());
    train(new NamedSettings("aeron", udp), true, "ape-x");
  }

  private void train(NamedSettings transport, boolean remote, String algorithm) throws Exception {
    Training.Builder builder =
        Training.builder()
            .environment("CartPole-v1")
            .algorithm(algorithm, Map.of("hiddenLayers", List.of(16), "learningStarts", 100))
            .transport(transport.name(), transport.settings())
            .actors(2)
            .stopWhen(StopCondition.steps(600).overEpisodes(2))
            .set("evaluationInterval", 200)
            .runDirectory(folder.resolve("run-" + runs++));
    try (TrainingRun run = (remote ? builder.remoteActors() : builder).start()) {
      if (remote) {
        NamedSettings invitation = run.invitation().orElseThrow();
        try (ActorRun actors =
            Training.join().transport(invitation.name(), invitation.settings()).actors(2).start()) {
          actors.await();
        }
      }
      run.await();
    }
  }
}
