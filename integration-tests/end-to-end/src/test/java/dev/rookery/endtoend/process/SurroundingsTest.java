package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.core.natives.NativeCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the system around a process may withhold: room for output, letters, options for Java. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class SurroundingsTest {

  /** Short, and with all that a run writes. */
  private static final List<String> TRAIN =
      List.of(
          "train",
          "-a",
          "dqn",
          "-e",
          "CartPole-v1",
          "--steps",
          "300",
          "--quiet",
          "--set",
          "hiddenLayers=8",
          "--set",
          "learningStarts=100",
          "--set",
          "run.evaluationEpisodes=1");

  /** Changes to a directory whose name is not ASCII, which it writes itself, and goes on there. */
  private static final String IN_UMLAUT =
      "d=$(printf '\\303\\274bung'); mkdir -p \"$d\" && cd \"$d\" && exec \"$@\"";

  @TempDir Path directory;
  private Distribution distribution;

  @BeforeEach
  void makeDistribution() throws IOException {
    distribution = new Distribution(directory);
  }

  @AfterEach
  void endAll() {
    distribution.close();
  }

  @Test
  void anAnswerThatCannotBeWrittenIsAFailure() throws Exception {
    for (String command :
        new String[] {"list --json", "--help", "train -a dqn -e CartPole-v1 --print-config"}) {
      CommandResult result =
          sh(
              "exec \"$@\" >/dev/full",
              Stream.concat(Stream.of(launcher()), Stream.of(command.split(" "))).toList());
      assertTrue(
          result.err().startsWith("rookery: cannot write to the standard output: "),
          () -> command + ": " + result);
      assertEquals(CommandResult.FAILED, result.status(), command);
    }
  }

  @Test
  void theReportOfARunToo() throws Exception {
    List<String> words = new ArrayList<>(List.of(launcher()));
    words.addAll(TRAIN);
    words.addAll(List.of("--json", "--run-directory", directory.resolve("run").toString()));
    CommandResult train = sh("exec \"$@\" >/dev/full", words);
    assertTrue(train.err().contains("cannot write to the standard output"), train::toString);
    assertEquals(CommandResult.FAILED, train.status());
    Path policy = directory.resolve("run/policy.onnx");
    CommandResult evaluate =
        sh("exec \"$@\" >/dev/full", List.of(launcher(), "evaluate", policy.toString(), "--json"));
    assertTrue(evaluate.err().contains("cannot write to the standard output"), evaluate::toString);
    assertEquals(CommandResult.FAILED, evaluate.status());
  }

  @Test
  void aDirectoryWithAnUmlautWorksWithoutALocale() throws Exception {
    distribution.setVariable("LC_ALL", "C");
    List<String> words = new ArrayList<>(List.of(launcher()));
    words.addAll(TRAIN);
    sh(IN_UMLAUT, words).succeeded();
    assertEquals(List.of("runs"), names(onlyUmlaut()));
  }

  @Test
  void withoutTheLauncherNothingIsWrittenInAWrongPlace() throws Exception {
    distribution.setVariable("LC_ALL", "C");
    List<String> words = new ArrayList<>(List.of(java(), "-jar", distribution.jar().toString()));
    words.addAll(TRAIN);
    sh(IN_UMLAUT, words).refused(CommandResult.FAILED, "Java takes the working directory for ");
    assertEquals(List.of(), names(onlyUmlaut()));
    CommandResult named =
        sh(
            "exec \"$@\" --run-directory \"$(printf 'r\\303\\274n')\"",
            Stream.concat(Stream.of(java(), "-jar", distribution.jar().toString()), TRAIN.stream())
                .toList());
    named.refused(CommandResult.USAGE, "Invalid value for option '--run-directory'");
    assertTrue(named.err().contains("LC_ALL=C.UTF-8"), named::toString);
  }

  /** Java calls the home of a user whom the system does not know "?". */
  @Test
  void aUserWithoutAHomeGetsNoLibrariesInTheWorkingDirectory() throws Exception {
    distribution.setVariable("ROOKERY_CACHE", NativeCache.directory().toString());
    distribution.setVariable("ROOKERY_JAVA_OPTIONS", "-Duser.home=?");
    distribution.setVariable("XDG_CACHE_HOME", "");
    Path working = Files.createDirectory(directory.resolve("working"));
    List<String> words = new ArrayList<>(List.of(launcher()));
    words.addAll(TRAIN);
    distribution.start(working, words).result().succeeded();
    assertEquals(List.of("runs"), names(working));
  }

  @Test
  void missingOptionsOfJavaAreNamed() throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                java(), "-cp", System.getProperty("java.class.path"), "dev.rookery.cli.Rookery"));
    words.addAll(TRAIN);
    CommandResult result = distribution.start(directory, words).result();
    result.refused(
        CommandResult.FAILED,
        "Java must be started with --add-opens java.base/jdk.internal.misc=ALL-UNNAMED --add-opens"
            + " java.base/java.util.zip=ALL-UNNAMED: ");
    assertTrue(Files.notExists(directory.resolve("runs")));
  }

  private CommandResult sh(String script, List<String> words) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(words);
    return distribution.start(directory, command).result();
  }

  private String launcher() {
    return distribution.launcher().toString();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** What is in the one directory that is none of the distribution's, by the bytes of its name. */
  private Path onlyUmlaut() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      List<Path> others =
          all.filter(path -> !path.getFileName().toString().matches("distribution|run.*")).toList();
      assertEquals(1, others.size(), others::toString);
      return others.get(0);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }
}
