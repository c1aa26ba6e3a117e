package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way once: train, go on, evaluate, draw. */
@Timeout(300)
class CommandsTest {

  @TempDir Path directory;

  @Test
  void aRunIsTrainedResumedEvaluatedAndDrawn() throws Exception {
    Path run = directory.resolve("a run");
    JsonNode report =
        json(
            "train",
            "-a",
            "dqn",
            "-e",
            "ProbeIdentity-v0",
            "--steps",
            "512",
            "--lockstep",
            "--set",
            "learningStarts=64",
            "--set",
            "run.evaluationEpisodes=10",
            "--set",
            "run.evaluationInterval=256",
            "--run-directory",
            run.toString(),
            "--quiet",
            "--json");
    assertEquals("dqn", report.path("algorithm").asText());
    assertEquals("steps-reached", report.path("stoppedBecause").asText());
    assertEquals(run.toString(), report.path("runDirectory").asText());
    assertEquals(report, new ObjectMapper().readTree(run.resolve("report.json").toFile()));

    String summary =
        Cli.run("train", "--resume", run.toString(), "--steps", "1024", "-q").succeeded().out();
    assertTrue(
        summary.startsWith("dqn on ProbeIdentity-v0: reached the limit of steps\n"), summary);
    assertTrue(summary.contains("1,024 environment steps"), summary);
    assertTrue(summary.contains("Policy: " + run.resolve("policy.onnx")), summary);

    String policy = run.resolve("policy.onnx").toString();
    JsonNode evaluation = json("evaluate", policy, "--episodes", "7", "--json");
    assertEquals(7, evaluation.path("episodes").asInt());
    assertEquals(
        evaluation, json("evaluate", policy, "-n", "7", "--json", "-e", "ProbeIdentity-v0"));
    assertTrue(
        Cli.run("evaluate", policy, "--config", run.resolve("config.yaml").toString())
            .succeeded()
            .out()
            .matches("Mean return \\S+ over 100 greedy episodes .*\\R"));
    Cli.Result misfit = Cli.run("evaluate", policy, "-e", "CartPole-v1");
    assertEquals(1, misfit.status());
    assertTrue(misfit.err().startsWith("rookery: the policy does not fit the environment"));

    Path picture = directory.resolve("curves.png");
    Cli.run("plot", run.toString(), "--output", picture.toString(), "--range").succeeded();
    assertTrue(Files.size(picture) > 1000);
    Cli.Result unknown = Cli.run("plot", run.toString(), "--metric", "evaluation/return");
    assertEquals(2, unknown.status());
    assertTrue(unknown.err().contains("did you mean 'evaluation/return_"), unknown.err());
  }

  private static JsonNode json(String... args) throws Exception {
    return new ObjectMapper().readTree(Cli.run(args).succeeded().out());
  }
}
