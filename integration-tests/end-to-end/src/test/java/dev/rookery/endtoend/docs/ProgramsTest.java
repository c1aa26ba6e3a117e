package dev.rookery.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.rookery.endtoend.docs.MarkdownPage.CodeBlock;
import dev.rookery.endtoend.process.CommandResult;
import dev.rookery.endtoend.process.Distribution;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Programs of the documentation, run in a process as it says. */
@Timeout(300)
class ProgramsTest {

  @TempDir Path directory;

  /** The C51 of docs/algorithms.md. */
  @Test
  void anAlgorithmOfOnesOwnLearnsCartPole() throws Exception {
    learnsCartPole(
        "fifty-one",
        "documentation.FiftyOneProvider",
        "--steps=60000",
        "--set=nStep=3",
        "--set=batchSize=128",
        "--set=hiddenLayers=128,128",
        "--set=targetUpdateInterval=50");
  }

  /** Trains an algorithm of a page, as a plugin on the class path. */
  private void learnsCartPole(String algorithm, String provider, String... options)
      throws Exception {
    Path classes = Files.createDirectory(directory.resolve("classes"));
    assertEquals(Map.of(), JavaBlocks.compile(JavaBlocks.all(), classes));
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve("dev.rookery.algorithm.AlgorithmProvider"), provider);
    try (Distribution distribution = new Distribution(directory)) {
      List<String> command = java(distribution.jar() + File.pathSeparator + classes);
      command.addAll(
          List.of(
              "dev.rookery.cli.Rookery",
              "train",
              "--quiet",
              "--algorithm=" + algorithm,
              "--environment=CartPole-v1",
              "--stop-at-return=475"));
      command.addAll(List.of(options));
      CommandResult result = distribution.start(directory, command).result().succeeded();
      assertTrue(result.out().contains("reached the return"), result::toString);
    }
  }

  @Test
  void munchausenDqnLearnsCartPole() throws Exception {
    learnsCartPole(
        "munchausen-dqn",
        "documentation.MunchausenProvider",
        "--steps=200000",
        "--set=hiddenLayers=128,128",
        "--set=batchSize=128",
        "--set=targetUpdateInterval=1",
        "--set=targetUpdateStep=0.01");
  }

  @Test
  void munchausenDqnPassesItsTests() throws Exception {
    Path classes = Files.createDirectory(directory.resolve("classes"));
    assertEquals(Map.of(), JavaBlocks.compile(JavaBlocks.all(), classes));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(
                      selectClass(loader.loadClass("documentation.MunchausenLossTest")),
                      selectClass(loader.loadClass("documentation.MunchausenLearnerTest")))
                  .configurationParameter("jqwik.database", directory.resolve("jqwik").toString())
                  .build(),
              listener);
      StringWriter failures = new StringWriter();
      listener.getSummary().printFailuresTo(new PrintWriter(failures), 5);
      assertEquals(0, listener.getSummary().getTotalFailureCount(), failures::toString);
      assertTrue(listener.getSummary().getTestsSucceededCount() > 20);
    }
  }

  @Test
  void aProgramWithItsOwnEnvironmentTrains() throws Exception {
    String out = runJava("docs/getting-started.md", 0);
    assertTrue(out.lines().anyMatch(line -> line.startsWith("Evaluation[")), out);
    assertTrue(Files.isDirectory(directory.resolve("runs")));
  }

  /** Holding always or never earns nothing; the best that can be known earns 13. */
  @Test
  void aBackTesterThatCallsTheAgentTeachesItToEarn() throws Exception {
    String out = runJava("docs/simulators.md", 1);
    double earned = Double.parseDouble(out.strip().replaceFirst("(?s).*average: ", ""));
    assertTrue(earned > 8, out);
  }

  @Test
  void aDiscreteEventSimulationCallsThreeAgents() throws Exception {
    String out = runJava("docs/simulators.md", 3);
    assertTrue(Long.parseLong(out.strip().replaceFirst("(?s).*\\n", "")) >= 5_000, out);
  }

  /** Runs a Java program of a page; returns what it printed. */
  private String runJava(String page, int number) throws Exception {
    CodeBlock program =
        MarkdownPage.of(page).blocks().stream()
            .filter(block -> block.language().equals("java"))
            .toList()
            .get(number);
    Path classes = Files.createDirectory(directory.resolve("classes"));
    assertEquals(Map.of(), JavaBlocks.compile(JavaBlocks.all(), classes));
    try (Distribution distribution = new Distribution(directory)) {
      List<String> command = java(distribution.jar() + File.pathSeparator + classes);
      command.add(JavaBlocks.className(program));
      return distribution.start(directory, command).result().succeeded().out();
    }
  }

  private static List<String> java(String classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions());
    command.add("-cp");
    command.add(classPath);
    return command;
  }

  /** What docs/using.md says that Java must be started with. */
  private static List<String> javaOptions() {
    List<String> options = new ArrayList<>();
    List<String> parts =
        MarkdownPage.of("docs/using.md").inlineCode().stream()
            .filter(code -> code.startsWith("--add-opens") || code.startsWith("--enable-native"))
            .toList();
    assertEquals(2, parts.size(), parts::toString);
    options.addAll(List.of(parts.get(0).split(" ")));
    if (Runtime.version().feature() >= 24) {
      options.addAll(List.of(parts.get(1).split(" ")));
    }
    return options;
  }
}
