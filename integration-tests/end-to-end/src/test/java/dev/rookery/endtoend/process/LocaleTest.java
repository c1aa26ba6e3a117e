package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run, its continuation and its evaluation where the user's locale writes numbers in other digits
 * (Arabic) or has another lower case of I (Turkish): whatever programs read is the same everywhere.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class LocaleTest {

  private static final int KEPT = 2;

  /** So few that no pole falls: each step has a reward of 1. */
  private static final int STEPS = 5;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"-Duser.language=ar -Duser.country=EG", "-Duser.language=tr -Duser.country=TR"})
  void aRunIsWrittenContinuedAndEvaluatedInAnyLocale(String locale) throws Exception {
    RunFiles files = new RunFiles(directory.resolve("run"));
    try (Distribution distribution = new Distribution(directory)) {
      distribution.setVariable("ROOKERY_JAVA_OPTIONS", locale);
      distribution
          .run(
              "train -a dqn -e CartPole-v1 --quiet --steps 2000 --transport aeron --actor-processes 1"
                  + " --wrap time-limit:maxEpisodeSteps="
                  + STEPS
                  + " --wrap frame-stack:frames=2"
                  + " --set hiddenLayers=16 --set learningStarts=200 --set run.checkpointSeconds=0.1"
                  + " --set run.metrics=csv,jsonl,tensorboard --set run.evaluationEpisodes=2"
                  + " --set run.checkpointsKept="
                  + KEPT
                  + " --run-directory",
              files.directory())
          .succeeded();
      assertEquals(KEPT, files.checkpoints().size());
      distribution.run("train --quiet --steps 3000 --resume", files.directory()).succeeded();
      assertEquals(KEPT, files.checkpoints().size());
      assertEquals(
          files.report().path("environmentSteps").asLong(),
          RunFiles.counters(files.lastCheckpoint()).environmentSteps());
      JsonNode evaluation =
          distribution
              .run("evaluate --json --episodes 2", files.directory().resolve("policy.onnx"))
              .succeeded()
              .json();
      assertEquals(STEPS, evaluation.path("meanReturn").asDouble(), evaluation::toString);
      distribution.run("list --json").succeeded().json();
      distribution.run("describe dqn --json").succeeded().json();
    }
  }
}
