package dev.rookery.compatibility.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.cli.Rookery;
import dev.rookery.core.onnx.OnnxPolicy;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What earlier releases wrote is read. Each release has a folder in the test resources, with the
 * configuration, the policy and the last checkpoint of a run: DQN on CartPole-v1, 10,000 steps in
 * lockstep, with replay in the checkpoint, and a policy that balances the pole for 200 steps or so.
 * A network that is read wrongly does so for 10.
 */
class EarlierReleasesTest {

  private static final int STEPS = 10_000;
  private static final double BALANCED = 100;

  @TempDir private Path folder;

  static Stream<Path> releases() throws IOException, URISyntaxException {
    Path resources = Path.of(EarlierReleasesTest.class.getResource("/releases").toURI());
    try (Stream<Path> releases = Files.list(resources)) {
      List<Path> all = releases.sorted().toList();
      assertTrue(all.size() > 0, resources.toString());
      return all.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void itsPolicyActsAsItDid(Path release) throws IOException {
    Path file = release.resolve("policy.onnx");
    try (OnnxPolicy policy = OnnxPolicy.load(file, 1)) {
      assertEquals(release.getFileName().toString(), policy.metadata().version());
      assertEquals("dqn", policy.metadata().algorithm());
    }
    assertTrue(meanReturn(file) > BALANCED, file + ": " + meanReturn(file));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void itsCheckpointHasThatPolicyToo(Path release) throws IOException {
    Path checkpoint = copy(release).resolve("checkpoints/checkpoint-000000010000.npz");
    assertEquals(meanReturn(release.resolve("policy.onnx")), meanReturn(checkpoint));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void itsRunGoesOn(Path release) throws Exception {
    Path run = copy(release);
    try (TrainingRun training = Training.resume(run).set("steps", STEPS + 400).start()) {
      assertTrue(training.await(Duration.ofMinutes(2)));
      TrainingReport report = training.await();
      assertEquals(STEPS + 400, report.environmentSteps());
      long before = 9_484; // in the runs that wrote the files
      assertTrue(report.learnerSteps() > before, report.toString());
    }
    assertTrue(meanReturn(run.resolve("policy.onnx")) > BALANCED / 2);
  }

  /** {@code rookery evaluate} over some episodes. */
  private static double meanReturn(Path policy) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter error = new StringWriter();
    int status =
        Rookery.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(error))
            .execute("evaluate", policy.toString(), "--episodes", "5", "--seed", "3", "--json");
    assertEquals(0, status, error.toString());
    return new ObjectMapper().readTree(out.toString()).path("meanReturn").asDouble();
  }

  private Path copy(Path release) throws IOException {
    Path run = folder.resolve("run");
    try (Stream<Path> files = Files.walk(release)) {
      for (Path file : files.toList()) {
        Files.copy(file, run.resolve(release.relativize(file).toString()));
      }
    }
    return run;
  }
}
