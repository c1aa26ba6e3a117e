package dev.rookery.endtoend.process;

import static dev.rookery.endtoend.process.CommandResult.FAILED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Environments of a plugin that do what none may: the run fails and says which did what. */
@Timeout(300)
class BrokenEnvironmentsTest {

  /** What an environment does, and what is said of it. */
  enum Fault {
    NOT_A_NUMBER(
        "step.observation().setAll(0, Double.NaN);",
        "environment NOT_A_NUMBER (copy 0) observed NaN at index 1 after 1 steps"),
    TOO_FEW(
        "step.observation().set(0, 1);",
        "environment TOO_FEW (copy 0) observed NaN at index 1 after 1 steps; was the value written?"),
    TOO_MANY(
        "step.observation().setAll(0, 0, 0);",
        "environment TOO_MANY (copy 0) failed in step 1: java.lang.IllegalArgumentException: 3"
            + " values for the space"),
    BEYOND_THE_END(
        "step.observation().set(2, 1);",
        "environment BEYOND_THE_END (copy 0) failed in step 1:"
            + " java.lang.IndexOutOfBoundsException: index 2 in the space"),
    ENDLESS_REWARD(
        "step.observation().setAll(0, 0); step.reward(1 / 0.0);",
        "environment ENDLESS_REWARD (copy 0) gave the reward Infinity in step 1"),
    THROWS(
        "throw new IllegalStateException(\"out of order\");",
        "environment THROWS (copy 0) failed in step 1: java.lang.IllegalStateException: out of"
            + " order"),
    LACKS_A_LIBRARY(
        "throw new NoClassDefFoundError(\"some/Library\");",
        "the run failed: java.lang.NoClassDefFoundError: some/Library");

    private final String step;
    private final String message;

    Fault(String step, String message) {
      this.step = step;
      this.message = message;
    }

    /** A provider that is its own environment. */
    String source() {
      return """
        public static final class %s extends Base {
          public String name() {
            return "%s";
          }

          public void step(Action action, Step step) {
            %s
          }
        }
      """
          .formatted(className(), name(), step);
    }

    String className() {
      return "Fault" + ordinal();
    }
  }

  private static final String BASE =
      """
      package plugin;

      import dev.rookery.environment.*;

      public final class Broken {
        private abstract static class Base implements Environment, EnvironmentProvider {
          public String description() {
            return "broken";
          }

          public Environment create(Record settings) {
            return this;
          }

          public Space observationSpace() {
            return Space.box(-1, 1, 2);
          }

          public Space actionSpace() {
            return Space.discrete(2);
          }

          public void reset(long seed, Observation observation) {
            observation.setAll(0, 0);
          }
        }

      """;

  @TempDir static Path directory;
  private static Path plugins;

  @BeforeAll
  static void makeJar() throws IOException {
    plugins = Files.createDirectory(directory.resolve("plugins"));
    StringBuilder source = new StringBuilder(BASE);
    for (Fault fault : Fault.values()) {
      source.append(fault.source());
    }
    PluginJar.write(
        plugins.resolve("broken.jar"),
        "plugin.Broken",
        source.append("}").toString(),
        Arrays.stream(Fault.values())
            .map(fault -> "plugin.Broken$" + fault.className())
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void theRunFailsWithOneLine(Fault fault) {
    InProcess.runWithPlugins(
            plugins,
            "train --algorithm dqn --steps 1000 --quiet --environment",
            fault,
            "--run-directory",
            directory.resolve(fault.name()))
        .refused(FAILED, fault.message);
  }
}
