package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.Seeds;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Three lockstep runs of the same settings, of which two have the same seed. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(600)
class SeededRunsTest {

  private static final long SEED = 5;

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
    List<RunningProcess> processes = new ArrayList<>();
    for (RunFiles run : List.of(first, second, other)) {
      processes.add(
          distribution.start(
              "train -a dqn -e CartPole-v1 --lockstep --steps 2000 --actors 2 --quiet"
                  + " --set hiddenLayers=32 --set learningStarts=200"
                  + " --set run.evaluationInterval=1000 --set run.evaluationEpisodes=8"
                  + " --run-directory",
              run.directory(),
              "--seed",
              run == other ? SEED + 1 : SEED));
    }
    for (RunningProcess process : processes) {
      process.result().succeeded();
    }
  }

  @AfterAll
  static void endAll() {
    distribution.close();
  }

  @Test
  void theSameSeedGivesTheSamePolicyByteForByte() throws IOException {
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
