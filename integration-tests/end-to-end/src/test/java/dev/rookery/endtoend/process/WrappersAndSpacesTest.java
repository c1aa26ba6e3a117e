package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every wrapper and every kind of space goes through training, evaluation and resuming. That {@code
 * evaluate} finds the report's own mean return shows that nothing which decides behaviour lies
 * outside of what is saved.
 */
@Timeout(600)
class WrappersAndSpacesTest {

  private static final String SHORT =
      " --quiet --lockstep --seed 7 --set run.evaluationInterval=0 --set run.evaluationEpisodes=5"
          + " --set learningStarts=64 --set batchSize=16";

  /** Observations, rewards and ends at random, whatever the spaces. */
  private static final String SOURCE =
      """
      package plugin;

      import dev.rookery.core.onnx.SpaceText;
      import dev.rookery.environment.*;
      import dev.rookery.settings.Setting;
      import java.util.SplittableRandom;

      public final class AnySpace implements Environment {
        public record Settings(
            @Setting("The observations' space.") String observation,
            @Setting("The actions' space.") String action) {}

        public static final class Provider implements EnvironmentProvider {
          public String name() {
            return "AnySpace";
          }

          public String description() {
            return "any space";
          }

          public Record defaultSettings() {
            return new Settings("discrete(3)", "discrete(2)");
          }

          public Environment create(Record settings) {
            return new AnySpace((Settings) settings);
          }
        }

        private final Space observationSpace;
        private final Space actionSpace;
        private SplittableRandom random;

        AnySpace(Settings settings) {
          observationSpace = SpaceText.parse(settings.observation());
          actionSpace = SpaceText.parse(settings.action());
        }

        public Space observationSpace() {
          return observationSpace;
        }

        public Space actionSpace() {
          return actionSpace;
        }

        public void reset(long seed, Observation observation) {
          random = new SplittableRandom(seed);
          observe(observation);
        }

        public void step(Action action, Step step) {
          observe(step.observation());
          step.reward(action.getFloat(0) + random.nextDouble());
          step.terminated(random.nextInt(6) == 0);
        }

        private void observe(Observation observation) {
          for (SpacePart part : observationSpace.parts()) {
            observe(observation.part(part.name()), part.space());
          }
        }

        private void observe(Observation part, TensorSpace space) {
          for (int i = 0; i < part.size(); i++) {
            if (space instanceof BoxSpace box) {
              double low = Math.max(box.low(i), -50);
              part.set(i, low + random.nextDouble() * (Math.min(box.high(i), 50) - low));
            } else if (space instanceof MultiDiscreteSpace several) {
              part.set(i, random.nextInt(several.sizes().get(i)));
            } else {
              part.set(i, random.nextInt(((DiscreteSpace) space).n()));
            }
          }
        }
      }
      """;

  @TempDir static Path directory;
  private static Path plugins;

  @BeforeAll
  static void makeJar() throws IOException {
    plugins = Files.createDirectory(directory.resolve("plugins"));
    PluginJar.write(
        plugins.resolve("spaces.jar"), "plugin.AnySpace", SOURCE, "plugin.AnySpace$Provider");
  }

  @ParameterizedTest(name = "{0}: {1}, {2} {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          dqn       | discrete(4)                                      | discrete(3)               | -
          dqn       | discrete(4)                                      | discrete(3)               | time-limit:maxEpisodeSteps=4
          dqn       | multi_discrete(3,2)                              | discrete(1)               | action-repeat:times=3
          dqn       | box(float32,[3],-1.0,1.0)                        | discrete(3)               | rescale-observation
          dqn       | box(float32,[2],[-4.8,-Infinity],[4.8,Infinity]) | discrete(3)               | -
          dqn       | box(float32,[2],[-4.8,-Infinity],[4.8,Infinity]) | discrete(3)               | frame-stack
          dqn       | box(float32,[2,3],[0,1,2,3,4,5],[5,5,5,5,5,5])   | discrete(3)               | frame-stack:frames=2 rescale-observation
          dqn       | box(uint8,[6,5,2],0.0,1.0)                       | discrete(3)               | frame-stack:frames=3
          dqn       | box(uint8,[4],[0,1,2,3],[9,9,9,255])             | discrete(2)               | frame-stack:frames=2 reward-scale:factor=-3
          dqn       | box(uint8,[5],0.0,255.0)                         | discrete(3)               | rescale-observation reward-clip
          dqn       | dict(image=box(uint8,[6,5,1],0.0,9.0),gear=discrete(3)) | discrete(3)        | frame-stack:frames=3,part=image
          ape-x     | dict(a=box(float32,[2],-4.0,2.0),b=multi_discrete(3,2)) | discrete(3)        | rescale-observation:part=a time-limit:maxEpisodeSteps=4
          ape-x-dpg | dict(c=box(uint8,[3],0.0,9.0),b=box(float32,[2],-1.0,1.0)) | box(float32,[1],-2.0,2.0) | action-repeat:times=2
          ape-x     | box(int32,[3],-7.0,12.0)                         | discrete(3)               | reward-clip:low=0,high=0.5 frame-stack:frames=2
          ape-x-dpg | box(float32,[2],[-4.8,-Infinity],[4.8,Infinity]) | box(float32,[1],-2.0,2.0) | reward-scale:factor=0.1
          ape-x-dpg | multi_discrete(3,2)                              | box(float32,[2,2],[0,0,-1,-1],[1,2,0.1,0]) | action-repeat:times=2
          ape-x-dpg | box(uint8,[4],0.0,255.0)                         | box(float32,[2],-1.0,1.0) | frame-stack:frames=2 rescale-observation
          """)
  void isTrainedEvaluatedAndResumed(
      String algorithm, String observation, String action, String wrappers) throws IOException {
    Path run = Files.createTempDirectory(directory, "runs").resolve("run");
    List<Object> more = new ArrayList<>(List.of(run));
    more.addAll(List.of("--set", "environment.observation=" + observation));
    more.addAll(List.of("--set", "environment.action=" + action));
    if (wrappers != null) {
      for (String wrapper : wrappers.split(" ")) {
        more.addAll(List.of("--wrap", wrapper));
      }
    }
    InProcess.runWithPlugins(
            plugins,
            "train --steps 200 --environment AnySpace --algorithm "
                + algorithm
                + SHORT
                + " --run-directory",
            more.toArray())
        .succeeded();
    assertEquals(reported(run), evaluated(run));
    InProcess.runWithPlugins(plugins, "train --quiet --steps 304 --resume", run).succeeded();
    assertEquals(304, new RunFiles(run).report().get("environmentSteps").asLong());
    assertEquals(reported(run), evaluated(run));
  }

  private static double reported(Path run) throws IOException {
    return new RunFiles(run).report().get("evaluation").get("meanReturn").asDouble();
  }

  private static double evaluated(Path run) {
    return InProcess.runWithPlugins(
            plugins,
            "evaluate --json --episodes 5 --seed",
            Seeds.derive(7, "confirmation"),
            run.resolve("policy.onnx"),
            "--config",
            run.resolve("config.yaml"))
        .succeeded()
        .json()
        .get("meanReturn")
        .asDouble();
  }

  /** Returns are the environment's own; what the learner sees is a measurement beside them. */
  @Test
  void aWrapperThatScalesRewardsScalesNoReturn() throws IOException {
    Path run = directory.resolve("scaled");
    InProcess.run(
            "train --algorithm dqn --environment ProbeConstantReward-v0 --wrap"
                + " reward-scale:factor=0.1 --wrap reward-clip:low=0.05,high=0.25 --stop-at-return 1"
                + " --quiet --lockstep --steps 2000 --set run.evaluationInterval=200"
                + " --run-directory",
            run)
        .succeeded();
    RunFiles files = new RunFiles(run);
    assertEquals("return-reached", files.report().get("stoppedBecause").asText());
    assertEquals(1, reported(run));
    List<RunFiles.Row> rows = files.metrics();
    RunFiles.Row last = rows.get(rows.size() - 1);
    assertEquals(1, last.values().get("episode/return_mean"));
    assertEquals(0.1, last.values().get("episode/learner_return_mean"), 1e-12);
    assertEquals(1, last.values().get("evaluation/return_mean"));
  }
}
