package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.a3c.A3cConfig;
import dev.rookery.a3c.AsyncQConfig;
import dev.rookery.a3c.AsyncTarget;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.apex.ApeXDqnConfig;
import dev.rookery.core.workers.Aggregation;
import dev.rookery.distributeddqn.DistributedDqnConfig;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.endtoend.process.Ports;
import dev.rookery.impala.AppoConfig;
import dev.rookery.impala.ImpalaConfig;
import dev.rookery.iqn.IqnConfig;
import dev.rookery.ppo.PpoConfig;
import dev.rookery.qrdqn.QrDqnConfig;
import dev.rookery.rainbow.C51Config;
import dev.rookery.rainbow.RainbowConfig;
import dev.rookery.settings.Settings;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In lockstep the seed decides everything: the same one gives the same policy, byte for byte. */
class LockstepTest {

  private static final DqnConfig DQN =
      DqnConfig.defaults()
          .withHiddenLayers(List.of(64, 64))
          .withLearningStarts(500)
          .withTargetUpdateInterval(50)
          .withEpsilonSteps(1500);

  private static final ApeXDqnConfig APE_X =
      ApeXDqnConfig.defaults()
          .withHiddenLayers(List.of(64, 64))
          .withBatchSize(64)
          .withLearningStarts(500)
          .withReplayCapacity(1000)
          .withTrimInterval(20);

  /** Rounds of 256 steps with two actors, as all tests here have 4 environments for each. */
  private static final PpoConfig PPO =
      PpoConfig.defaults()
          .withHiddenLayers(List.of(32, 32))
          .withStepsPerRound(32)
          .withMinibatchSize(64)
          .withEpochs(3);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1, false, 1", "2, false, 1", "2, true, 3"})
  void theSeedDecidesThePolicy(int actors, boolean prioritized, int nStep) throws Exception {
    assertTheSeedDecides(
        DQN.withPrioritized(prioritized).withDueling(prioritized).withNStep(nStep), actors);
  }

  /** Batches are drawn on a thread of their own, and old rows go from time to time. */
  @Test
  void theSeedDecidesThePolicyWhereBatchesArePrefetched() throws Exception {
    assertTheSeedDecides(APE_X, 2);
  }

  @Test
  void theSeedDecidesThePolicyOfRounds() throws Exception {
    assertTheSeedDecides(PPO, 2);
  }

  /** Each environment keeps its noise for some steps, and its return from round to round. */
  @Test
  void theSeedDecidesThePolicyOfStatesWithNoise() throws Exception {
    PpoConfig config =
        PPO.withStateDependentNoise(true)
            .withNoiseInterval(20)
            .withNormalizeRewards(true)
            .withNormalizeObservations(true);
    TrainingReport first = train("first", "Pendulum-v1", config, 2, 1, NamedSettings.of("local"));
    TrainingReport again = train("again", "Pendulum-v1", config, 2, 1, NamedSettings.of("local"));
    TrainingReport other = train("other", "Pendulum-v1", config, 2, 2, NamedSettings.of("local"));
    assertArrayEquals(policy(first), policy(again));
    assertEquals(first.evaluation(), again.evaluation());
    assertFalse(Arrays.equals(policy(first), policy(other)));
  }

  private void assertTheSeedDecides(AlgorithmConfig config, int actors) throws Exception {
    TrainingReport first = train("first", config, actors, 1);
    TrainingReport again = train("again", config, actors, 1);
    TrainingReport other = train("other", config, actors, 2);

    assertArrayEquals(policy(first), policy(again));
    assertEquals(first.evaluation(), again.evaluation());
    assertEquals(first.learnerSteps(), again.learnerSteps());
    assertEquals(first.environmentSteps(), again.environmentSteps());
    assertFalse(Arrays.equals(policy(first), policy(other)));
  }

  /** All roles are on one thread then, and still meet on the transport only. */
  @ParameterizedTest
  @CsvSource({
    "dqn, ipc",
    "dqn, udp",
    "ape-x, ipc",
    "ape-x, udp",
    "c51, ipc",
    "qr-dqn, udp",
    "iqn, ipc",
    "rainbow, udp",
    "ppo, ipc",
    "ppo, udp",
    "impala, ipc",
    "appo, udp",
    "a3c, ipc",
    "a3c sent, udp",
    "async-sarsa, ipc",
    "distributed-dqn, udp"
  })
  void theTransportDoesNotMatter(String algorithm, String channel) throws Exception {
    AlgorithmConfig config = config(algorithm);
    TrainingReport local = train("local", config, 2, 1);
    TrainingReport aeron = train("aeron", config, 2, 1, aeron(channel));
    assertArrayEquals(policy(local), policy(aeron));
    assertEquals(local.evaluation(), aeron.evaluation());
    assertEquals(local.learnerSteps(), aeron.learnerSteps());
    assertEquals(local.environmentSteps(), aeron.environmentSteps());
  }

  private static AlgorithmConfig config(String algorithm) {
    return switch (algorithm) {
      case "dqn" -> DQN.withPrioritized(true).withDueling(true).withNStep(3);
      case "ape-x" -> APE_X;
      case "c51" -> small(C51Config.defaults());
      case "qr-dqn" -> small(QrDqnConfig.defaults().withQuantiles(20));
      case "iqn" -> small(IqnConfig.defaults());
      case "ppo" -> PPO;
      case "impala" -> ImpalaConfig.defaults().withHiddenLayers(List.of(32, 32));
      case "appo" -> AppoConfig.defaults().withHiddenLayers(List.of(32, 32));
      case "a3c" -> A3cConfig.defaults().withHiddenLayers(List.of(32, 32));
      case "a3c sent" ->
          A3cConfig.defaults()
              .withHiddenLayers(List.of(32, 32))
              .withAggregation(Aggregation.GRADIENTS);
      case "async-sarsa" -> AsyncQConfig.defaults(AsyncTarget.SARSA);
      case "distributed-dqn" ->
          small(DistributedDqnConfig.defaults().withAggregation(Aggregation.AVERAGE_WEIGHTS));
      case "rainbow" -> small(RainbowConfig.defaults());
      default -> throw new IllegalArgumentException(algorithm);
    };
  }

  private static <C extends Record & AlgorithmConfig> C small(C config) {
    return Settings.with(
        config, Map.of("hiddenLayers", List.of(32, 32), "batchSize", 32, "samplesPerInsert", 8.0));
  }

  /** A megabyte each time, with several that wait for it on one thread. */
  @ParameterizedTest
  @ValueSource(strings = {"ipc", "udp"})
  void parametersMayBeLongerThanTheTransportHolds(String channel) throws Exception {
    DqnConfig large = DQN.withHiddenLayers(List.of(512, 512)).withLearningStarts(2900);
    TrainingReport local = train("local", large, 3, 1);
    TrainingReport aeron = train("aeron", large, 3, 1, aeron(channel));
    assertTrue(local.learnerSteps() > 0);
    assertArrayEquals(policy(local), policy(aeron));
  }

  private static NamedSettings aeron(String channel) {
    return new NamedSettings(
        "aeron",
        channel.equals("udp")
            ? Map.of("channel", channel, "address", Ports.freeAddress())
            : Map.of("channel", channel));
  }

  private TrainingReport train(String name, AlgorithmConfig config, int actors, long seed)
      throws InterruptedException {
    return train(name, config, actors, seed, NamedSettings.of("local"));
  }

  private TrainingReport train(
      String name, AlgorithmConfig config, int actors, long seed, NamedSettings transport)
      throws InterruptedException {
    return train(name, "CartPole-v1", config, actors, seed, transport);
  }

  private TrainingReport train(
      String name,
      String environment,
      AlgorithmConfig config,
      int actors,
      long seed,
      NamedSettings transport)
      throws InterruptedException {
    try (TrainingRun run =
        Training.builder()
            .environment(environment)
            .algorithm(config)
            .transport(transport.name(), transport.settings())
            .actors(actors)
            .environmentsPerActor(4)
            .seed(seed)
            .lockstep(true)
            .stopWhen(StopCondition.steps(3000).overEpisodes(5))
            .set("evaluationInterval", 1000)
            .runDirectory(folder.resolve(name))
            .start()) {
      return run.await();
    }
  }

  private static byte[] policy(TrainingReport report) throws Exception {
    return Files.readAllBytes(report.runDirectory().resolve("policy.onnx"));
  }
}
