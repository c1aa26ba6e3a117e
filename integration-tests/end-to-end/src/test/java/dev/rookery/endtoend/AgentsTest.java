package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.endtoend.process.Ports;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentException;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.environment.ExternalEnvironment;
import dev.rookery.environment.Space;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.ActorRun;
import dev.rookery.training.Agent;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulators that own their loop and call agents, by the API alone. */
@Timeout(120)
class AgentsTest {

  private static final Space OBSERVATIONS = Space.box(0, 1, 3);
  private static final Space ACTIONS = Space.discrete(3);
  private static final ExternalEnvironment MATCHING =
      new ExternalEnvironment("Matching", OBSERVATIONS, ACTIONS);

  @TempDir private Path folder;

  /** A simulator of its own loop: who answers with the light that is on is paid 1. */
  private static final class Matching {

    private static final int LENGTH = 5;

    private final Agent agent;
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    private int light;
    private int left;
    private int answer;
    private double paid;

    Matching(Agent agent) {
      this.agent = agent;
    }

    private void show() {
      light = random.nextInt(3);
      for (int i = 0; i < 3; i++) {
        agent.observation().set(i, i == light ? 1.0 : 0.0);
      }
    }

    /** One decision; an episode may begin or end with it. */
    void decide() {
      if (left == 0) {
        left = LENGTH;
        show();
        answer = agent.begin().asInt();
        return;
      }
      double reward = answer == light ? 1 : 0;
      paid += reward;
      show();
      if (--left > 0) {
        answer = agent.act(reward).asInt();
      } else if (random.nextBoolean()) {
        agent.terminate(reward);
      } else {
        agent.truncate(reward);
      }
    }

    void forget() {
      agent.abandon();
      left = 0;
    }

    double paidIn(int decisions) {
      paid = 0;
      for (int i = 0; i < decisions; i++) {
        decide();
      }
      return paid;
    }
  }

  private Training.Builder builder(String algorithm, Map<String, Object> settings, long steps) {
    return Training.builder()
        .environment(MATCHING)
        .algorithm(algorithm, settings)
        .stopWhen(StopCondition.steps(steps))
        .set("timeoutSeconds", 20.0)
        .runDirectory(folder.resolve("run"));
  }

  @Test
  void twoSimulatorsOnOneThreadTeachThePolicyThatAThirdUses() throws Exception {
    Map<String, Object> settings =
        Map.of("hiddenLayers", List.of(32), "learningStarts", 200, "learningRate", 3e-3);
    TrainingReport report;
    try (TrainingRun run = builder("dqn", settings, 5_000).actors(2).start()) {
      assertEquals(2, run.agents().size());
      List<Matching> simulators = run.agents().stream().map(Matching::new).toList();
      for (int i = 0; !run.agents().get(0).isOver(); i++) {
        simulators.get(i % 2).decide();
        if (i % 97 == 0) {
          simulators.get(i % 2).forget();
        }
      }
      report = run.await();
      simulators.get(0).paidIn(20); // Nobody is left without an answer.
      assertEquals(0, report.evaluation().episodes());
    }
    try (Agent agent = Training.agent(report.runDirectory().resolve("policy.onnx"))) {
      assertTrue(agent.isOver());
      double paid = new Matching(agent).paidIn(600);
      assertTrue(paid > 450, "paid " + paid); // 500 decisions are paid; by chance a third.
    }
  }

  /** Each acts, observes and abandons in a way of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rainbow",
        "iqn",
        "ape-x",
        "ppo",
        "impala",
        "a3c",
        "async-sarsa",
        "distributed-dqn"
      })
  void everyAlgorithmIsCalledBySimulators(String algorithm) throws Exception {
    Map<String, Object> settings = algorithm.equals("ppo") ? Map.of("minibatchSize", 64) : Map.of();
    try (TrainingRun run = builder(algorithm, settings, 3_000).start()) {
      Agent agent = run.agents().get(0);
      Matching simulator = new Matching(agent);
      for (int i = 1; !agent.isOver(); i++) {
        simulator.decide();
        if (i % 31 == 0) {
          simulator.forget();
        }
      }
      assertTrue(run.await().environmentSteps() >= 3_000);
    }
  }

  @Test
  void simulatorsJoinALearnerElsewhereAndMayBeSilent() throws Exception {
    Map<String, Object> udp = Map.of("channel", "udp", "address", Ports.freeAddress());
    try (TrainingRun run =
            builder("dqn", Map.of("learningStarts", 100), 2_000)
                .set("timeoutSeconds", 4.0)
                .transport("aeron", udp)
                .remoteActors()
                .actors(2)
                .start();
        ActorRun actors =
            Training.join()
                .environment(MATCHING)
                .transport("aeron", udp)
                .actors(2)
                .waitFor(Duration.ofSeconds(30))
                .start()) {
      assertEquals(List.of(), run.agents());
      List<Matching> simulators = actors.agents().stream().map(Matching::new).toList();
      simulators.forEach(simulator -> simulator.paidIn(100));
      Thread.sleep(8_000); // Longer than the learner waits for a sign of life.
      assertEquals(2, actors.sessions());
      while (!actors.agents().get(0).isOver()) {
        simulators.forEach(Matching::decide);
      }
      assertTrue(run.await().environmentSteps() >= 2_000);
      actors.await();
    }
  }

  @Test
  void legalActionsAreSaidWithEachObservation() throws Exception {
    ExternalEnvironment masked =
        new ExternalEnvironment("Masked", Space.box(0, 1, 1), Space.discrete(4), true);
    TrainingReport report;
    try (TrainingRun run =
        builder("dqn", Map.of("learningStarts", 100), 1_000).environment(masked).start()) {
      report = legal(run.agents().get(0), run);
    }
    try (Agent agent = Training.agent(report.runDirectory().resolve("policy.onnx"))) {
      decideLegally(agent, 200);
    }
  }

  private static TrainingReport legal(Agent agent, TrainingRun run) throws InterruptedException {
    while (!agent.isOver()) {
      decideLegally(agent, 12);
    }
    assertThrows(IllegalStateException.class, () -> agent.act(1));
    agent.observation().set(0, 0.5);
    assertThrows(EnvironmentException.class, agent::begin); // No action was made legal.
    return run.await();
  }

  private static void decideLegally(Agent agent, int decisions) {
    int legal = 1;
    agent.observation().set(0, 0.25);
    agent.legalActions().set(legal, true);
    int action = agent.begin().asInt();
    for (int i = 0; i < decisions; i++) {
      assertEquals(legal, action);
      legal = i % 4;
      agent.observation().set(0, legal / 4.0);
      agent.legalActions().set(legal, true);
      action = agent.act(i % 2).asInt();
    }
    agent.terminate(0);
  }

  @Test
  void whatSimulatorsGetWrongIsToldThemAndDoesNotEndTheRun() throws Exception {
    try (TrainingRun run = builder("dqn", Map.of(), 1_000_000).start()) {
      Agent agent = run.agents().get(0);
      assertThrows(IllegalStateException.class, agent::legalActions);
      assertThrows(IllegalStateException.class, () -> agent.act(0));
      assertThrows(IllegalStateException.class, () -> agent.terminate(0));
      agent.abandon(); // There is nothing to abandon.
      agent.observation().setAll(0, 0, 1);
      agent.begin();
      assertThrows(IllegalStateException.class, agent::begin);
      agent.act(1);
      agent.observation().setAll(0, Double.NaN, 1);
      String message = assertThrows(EnvironmentException.class, () -> agent.act(1)).getMessage();
      assertTrue(message.contains("Matching") && message.contains("NaN"), message);
      agent.observation().setAll(0, 0, 1);
      agent.begin();
      assertThrows(EnvironmentException.class, () -> agent.act(1, -1));
      agent.begin();
      assertThrows(EnvironmentException.class, () -> agent.act(Double.NaN));
      new Matching(agent).paidIn(100);
      assertFalse(run.await(Duration.ZERO));
    }
  }

  private static final class FewerActions implements EnvironmentWrapperProvider {

    @Override
    public String name() {
      return "fewer-actions";
    }

    @Override
    public String description() {
      return "of this test";
    }

    @Override
    public Environment wrap(Environment inner, Record settings) {
      return new EnvironmentWrapper(inner) {
        @Override
        public Space actionSpace() {
          return Space.discrete(2);
        }
      };
    }
  }

  @Test
  void wrappersChangeWhatIsObservedButNoActions() throws Exception {
    Map<String, Object> small = Map.of("hiddenLayers", List.of(8), "learningStarts", 50);
    try (TrainingRun run =
        builder("dqn", small, 300).wrapper("frame-stack").wrapper("reward-scale").start()) {
      Matching simulator = new Matching(run.agents().get(0));
      while (!run.agents().get(0).isOver()) {
        simulator.decide();
      }
      assertTrue(run.await().environmentSteps() >= 300);
    }
    try (TrainingRun run =
        builder("dqn", small, 300)
            .wrapper("action-repeat")
            .runDirectory(folder.resolve("repeated"))
            .start()) {
      Agent agent = run.agents().get(0);
      agent.begin();
      String message = assertThrows(EnvironmentException.class, () -> agent.act(1)).getMessage();
      assertTrue(message.contains("changes or repeats actions"), message);
    }
    RookeryException refusal =
        assertThrows(
            RookeryException.class,
            () ->
                builder("dqn", small, 300)
                    .provide(new FewerActions())
                    .wrapper("fewer-actions")
                    .runDirectory(folder.resolve("refused"))
                    .start());
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("changes its actions"), refusal::toString);
  }

  @Test
  void whatNeedsAnEnvironmentToStepIsRefused() {
    refused("environmentsPerActor", 4);
    refused("evaluationInterval", 500);
    refused("keep", "best");
    refused("lockstep", true);
  }

  private void refused(String setting, Object value) {
    Training.Builder builder = builder("dqn", Map.of(), 100).set(setting, value);
    String message = assertThrows(SettingsException.class, builder::start).getMessage();
    assertTrue(message.startsWith("the simulator of Matching owns its loop"), message);
  }
}
