package dev.rookery.endtoend.process;

import static dev.rookery.endtoend.process.CommandResult.FAILED;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
        "environment LACKS_A_LIBRARY (copy 0) failed in step 1: java.lang.NoClassDefFoundError:"
            + " some/Library"),
    RECURSES(
        "step(action, step); step.reward(1);",
        "environment RECURSES (copy 0) failed in step 1: java.lang.StackOverflowError"),
    OUT_OF_BOUNDS(
        "step.observation().setAll(0, 1e30);",
        "environment OUT_OF_BOUNDS (copy 0) observed 1.0E30 at index 1 after 1 steps, outside"
            + " -1.0..1.0");

    private final String step;
    private final String message;

    Fault(String step, String message) {
      this.step = step;
      this.message = message;
    }

    /** A class that is both the environment and its provider. */
    String source() {
      return source(className(), name(), step);
    }

    static String source(String className, String name, String step) {
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
          .formatted(className, name, step);
    }

    String className() {
      return "Fault" + ordinal();
    }
  }

  /** Each can be held, but not three of them together. */
  private static final String HUGE_REWARDS = "HUGE_REWARDS";

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
            try {
              return getClass().getDeclaredConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
              throw new IllegalStateException(e);
            }
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
    source.append(
        Fault.source(
            "HugeRewards", HUGE_REWARDS, "step.observation().setAll(0, 0); step.reward(3e38);"));
    PluginJar.write(
        plugins.resolve("broken.jar"),
        "plugin.Broken",
        source.append("}").toString(),
        Stream.concat(Arrays.stream(Fault.values()).map(Fault::className), Stream.of("HugeRewards"))
            .map(name -> "plugin.Broken$" + name)
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void theRunFailsWithOneLine(Fault fault) {
    run("dqn", fault.name()).refused(FAILED, fault.message);
  }

  /** What a learner has then is not worth going on from. */
  @Test
  void rewardsTooLargeToLearnFromLeaveNoCheckpoint() {
    CommandResult result = run("ape-x", HUGE_REWARDS);
    result.refused(
        FAILED, "an actor's TD error became Infinity, of the reward Infinity, the value ");
    assertFalse(result.err().contains("checkpoint"), result.err());
    assertFalse(Files.exists(directory.resolve(HUGE_REWARDS).resolve("checkpoints")));
  }

  private static CommandResult run(String algorithm, String environment) {
    return InProcess.runWithPlugins(
        plugins,
        "train --steps 1000 --quiet --algorithm",
        algorithm,
        "--environment",
        environment,
        "--run-directory",
        directory.resolve(environment));
  }
}
