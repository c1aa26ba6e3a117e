package dev.rookery.endtoend.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What people see who make the most usual mistakes: one line, and nothing of the JVM's. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(600)
class BadInputProcessTest {

  @TempDir Path directory;

  private record Refusal(int status, String message) {}

  @Test
  void eachMistakeGetsOneLineAndAStatus() throws Exception {
    Path yaml = Files.writeString(directory.resolve("run.yaml"), "run:\n  steps: [\n");
    Path missing = directory.resolve("policy.onnx");
    try (Distribution distribution = new Distribution(directory)) {
      Map<RunningProcess, Refusal> processes = new LinkedHashMap<>();
      processes.put(
          distribution.start("train --algorithm dqnn --environment CartPole-v1"),
          new Refusal(CommandResult.USAGE, "unknown algorithm 'dqnn'; did you mean 'dqn'?"));
      processes.put(
          distribution.start("train -a dqn -e CartPole-v1 --set learningRate=-1"),
          new Refusal(
              CommandResult.USAGE,
              "--set learningRate=-1: algorithm dqn: setting 'learningRate' must be at least 0, at"
                  + " most 10, not -1.0"));
      processes.put(
          distribution.start("train --config", yaml),
          new Refusal(CommandResult.USAGE, yaml + ":3:1: this is not YAML: "));
      processes.put(
          distribution.start("train -a dqn -e Pendulum-v1"),
          new Refusal(
              CommandResult.USAGE, "dqn needs discrete actions, but those of Pendulum-v1 are box"));
      processes.put(
          distribution.start("evaluate", missing),
          new Refusal(CommandResult.FAILED, "cannot read the policy %s: ".formatted(missing)));
      for (var entry : processes.entrySet()) {
        Refusal refusal = entry.getValue();
        entry.getKey().result().refused(refusal.status(), refusal.message());
      }
    }
  }
}
