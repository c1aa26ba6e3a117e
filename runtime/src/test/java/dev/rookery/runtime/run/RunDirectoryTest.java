package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.settings.SettingsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunDirectoryTest {

  private static final String UNDER_WAY = "belongs to a run that is under way";

  @TempDir private Path folder;

  /** Opens the run in a directory, says what came of it, and ends when its input does. */
  static final class OtherProcess {

    private OtherProcess() {}

    public static void main(String[] arguments) throws IOException {
      try (RunDirectory directory = RunDirectory.open(Path.of(arguments[0]))) {
        System.out.println("owner of " + directory.path());
        while (System.in.read() >= 0) {}
      } catch (SettingsException e) {
        System.out.println(e.getMessage());
      }
    }

    static Process start(Path directory) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  OtherProcess.class.getName(),
                  directory.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
      return builder.start();
    }
  }

  @Test
  void aDirectoryBelongsToOneRunAtATime() throws IOException {
    Path path = folder.resolve("run");
    try (RunDirectory directory = RunDirectory.create(path)) {
      refused(UNDER_WAY, () -> RunDirectory.create(path));
      Files.createFile(directory.config());
      refused(UNDER_WAY, () -> RunDirectory.open(path));
      assertEquals(directory.config(), RunDirectory.configIn(path));
    }
    RunDirectory.open(path).close();
    RunDirectory.open(path).close();
    refused("already holds a run", () -> RunDirectory.create(path));
  }

  @Test
  void aRunOfAnotherProcessKeepsItUntilThatDies() throws Exception {
    Path path = runOf("run");
    Process other = OtherProcess.start(path);
    try (BufferedReader lines = other.inputReader()) {
      assertEquals("owner of " + path, lines.readLine());
      refused(UNDER_WAY + " (process " + other.pid() + ")", () -> RunDirectory.open(path));
    } finally {
      other.destroyForcibly().waitFor();
    }
    RunDirectory.open(path).close();
  }

  /** Where a second channel of the locked file were closed, this process would lose its lock. */
  @Test
  void whatThisProcessRefusesItselfIsStillRefusedToOthers() throws Exception {
    Path path = runOf("run");
    try (RunDirectory directory = RunDirectory.open(path)) {
      refused(UNDER_WAY, () -> RunDirectory.open(directory.path()));
      Process other = OtherProcess.start(path);
      try (BufferedReader lines = other.inputReader()) {
        String said = lines.readLine();
        assertTrue(said.contains(UNDER_WAY), said);
      } finally {
        other.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void aCopyOfADirectoryThatIsInUseIsFree() throws IOException {
    Path copy = runOf("copy");
    Path path = runOf("run");
    try (RunDirectory directory = RunDirectory.open(path)) {
      try (Stream<Path> files = Files.list(directory.path())) {
        for (Path file : files.filter(f -> !f.equals(directory.config())).toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
      RunDirectory.open(copy).close();
    }
  }

  @Test
  void runsThatStartInTheSameSecondGetDirectoriesOfTheirOwn() throws Exception {
    LocalDateTime now = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
    Path runs = folder.resolve("runs");
    Callable<RunDirectory> start = () -> RunDirectory.createBelow(runs, "dqn", "A b", 7, now);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    Set<Path> paths = new HashSet<>();
    try {
      for (Future<RunDirectory> started : threads.invokeAll(List.of(start, start, start, start))) {
        try (RunDirectory directory = started.get()) {
          paths.add(directory.path());
        }
      }
    } finally {
      threads.shutdown();
    }
    String name = "dqn-A_b-seed7-20260102-030405";
    assertEquals(
        Set.of(
            runs.resolve(name),
            runs.resolve(name + "-2"),
            runs.resolve(name + "-3"),
            runs.resolve(name + "-4")),
        paths);
  }

  @Test
  void aRunThatDoesNotStartLeavesNothing() throws IOException {
    RunDirectory directory = RunDirectory.create(folder.resolve("a/b"));
    Files.createFile(directory.config());
    Files.createFile(Files.createDirectory(directory.path().resolve("tensorboard")).resolve("x"));
    directory.abandon();
    assertFalse(Files.exists(folder.resolve("a")));
    LocalDateTime now = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
    RunDirectory.createBelow(folder.resolve("runs"), "dqn", "A", 7, now).abandon();
    assertFalse(Files.exists(folder.resolve("runs")));
  }

  @Test
  void aRunThatDoesNotStartLeavesWhatWasThere() throws IOException {
    Path path = Files.createDirectory(folder.resolve("mine"));
    Path notes = Files.createFile(path.resolve("notes.txt"));
    RunDirectory directory = RunDirectory.create(path);
    Files.createFile(directory.config());
    directory.abandon();
    try (Stream<Path> files = Files.list(path)) {
      assertEquals(List.of(notes), files.toList());
    }
  }

  @Test
  void aRunThatIsNotResumedStaysAsItWas() throws IOException {
    Path path = runOf("run");
    RunDirectory.open(path).close();
    RunDirectory.open(path).abandon();
    assertTrue(Files.exists(RunDirectory.configIn(path)));
  }

  private Path runOf(String name) throws IOException {
    Path path = Files.createDirectory(folder.resolve(name));
    Files.createFile(path.resolve("config.yaml"));
    return path;
  }

  private static void refused(String message, Executable use) {
    String said = assertThrows(SettingsException.class, use).getMessage();
    assertTrue(said.contains(message), said);
  }
}
