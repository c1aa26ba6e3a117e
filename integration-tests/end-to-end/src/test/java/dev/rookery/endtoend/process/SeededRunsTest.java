package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.Seeds;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three lockstep runs. Two have the same seed, and differ only in how closely they are watched; the
 * third has another seed.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(600)
class SeededRunsTest {

  private static final long SEED = 5;

  /** Settings of which docs/reproducibility.md says that they change nothing in what is learned. */
  private static final String WATCHED =
      " --set run.evaluationInterval=1000 --set run.metricsInterval=77"
          + " --set run.checkpointSeconds=0.1 --set run.checkpointsKept=1";

  private static final String HARDLY_WATCHED =
      " --set run.evaluationInterval=0 --set run.metrics=csv";

  @TempDir static Path directory;
  private static Distribution distribution;
  private static RunFiles first;
  private static RunFiles second;
  private static RunFiles other;

  @BeforeAll
  static void train() throws Exception {
    distribution = new Distribution(directory);
    first = new RunFiles(directory.resolve("first"));
    second = new RunFiles(directory.resolve("second"));
    other = new RunFiles(directory.resolve("other"));
    List<RunningProcess> processes =
        List.of(
            start(first, SEED, WATCHED),
            start(second, SEED, HARDLY_WATCHED),
            start(other, SEED + 1, WATCHED));
    for (RunningProcess process : processes) {
      process.result().succeeded();
    }
  }

  private static RunningProcess start(RunFiles run, long seed, String watching) throws IOException {
    return distribution.start(
        "train -a dqn -e CartPole-v1 --lockstep --steps 2000 --actors 2 --quiet"
            + " --set hiddenLayers=32 --set learningStarts=200 --set run.evaluationEpisodes=8"
            + watching
            + " --run-directory",
        run.directory(),
        "--seed",
        seed);
  }

  @AfterAll
  static void endAll() {
    distribution.close();
  }

  @Test
  void theSameSeedGivesTheSamePolicyByteForByteHoweverItIsWatched() throws IOException {
    assertEquals(-1, Files.mismatch(policy(first), policy(second)));
    assertEquals(first.report().path("evaluation"), second.report().path("evaluation"));
    assertEquals(
        first.report().path("learnerSteps").asLong(),
        second.report().path("learnerSteps").asLong());
  }

  @Test
  void anotherSeedGivesAnotherPolicy() throws IOException {
    assertTrue(Files.mismatch(policy(first), policy(other)) >= 0);
  }

  @Test
  void thePolicyPlaysTheReportsEpisodesAgain() throws Exception {
    JsonNode evaluation =
        distribution
            .run(
                "evaluate --episodes 8 --json --seed",
                Seeds.derive(SEED, "confirmation"),
                policy(first))
            .succeeded()
            .json();
    assertEquals(first.report().path("evaluation"), evaluation);
  }

  @Test
  void runsAreDrawnAsAPicture() throws Exception {
    Path picture = directory.resolve("curves.png");
    distribution
        .run("plot --size 800x600 --output", picture, first.directory(), other.directory())
        .succeeded();
    BufferedImage image = ImageIO.read(picture.toFile());
    assertEquals(800, image.getWidth());
    assertEquals(600, image.getHeight());
  }

  private static Path policy(RunFiles run) {
    return run.directory().resolve("policy.onnx");
  }
}
