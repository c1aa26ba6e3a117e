package dev.rookery.endtoend;

import dev.rookery.a3c.A3cConfig;
import dev.rookery.a3c.A3cProvider;
import dev.rookery.a3c.AsyncNStepQProvider;
import dev.rookery.a3c.AsyncQConfig;
import dev.rookery.a3c.AsyncQProvider;
import dev.rookery.a3c.AsyncSarsaProvider;
import dev.rookery.a3c.AsyncTarget;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.apex.ApeXDpgConfig;
import dev.rookery.apex.ApeXDpgProvider;
import dev.rookery.apex.ApeXDqnConfig;
import dev.rookery.apex.ApeXDqnProvider;
import dev.rookery.distributeddqn.DistributedDqnConfig;
import dev.rookery.distributeddqn.DistributedDqnProvider;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.dqn.DqnProvider;
import dev.rookery.environment.Space;
import dev.rookery.impala.AppoConfig;
import dev.rookery.impala.AppoProvider;
import dev.rookery.impala.ImpalaConfig;
import dev.rookery.impala.ImpalaProvider;
import dev.rookery.iqn.IqnConfig;
import dev.rookery.iqn.IqnProvider;
import dev.rookery.ppo.PpoConfig;
import dev.rookery.ppo.PpoProvider;
import dev.rookery.qrdqn.QrDqnConfig;
import dev.rookery.qrdqn.QrDqnProvider;
import dev.rookery.rainbow.C51Config;
import dev.rookery.rainbow.C51Provider;
import dev.rookery.rainbow.RainbowConfig;
import dev.rookery.rainbow.RainbowProvider;
import dev.rookery.settings.Settings;
import dev.rookery.testkit.algorithm.RunContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** The test kit's contract of runs, for every algorithm of Rookery. */
class AlgorithmRunsTest {

  private static final Space CONTINUOUS = Space.box(-1, 1, 2);

  private static <C extends Record & AlgorithmConfig> C withReplay(C defaults) {
    return small(
        defaults,
        Map.of(
            "learningStarts", 200,
            "batchSize", 32,
            "samplesPerInsert", 8.0,
            "targetUpdateInterval", 10));
  }

  private static <C extends Record & AlgorithmConfig> C small(
      C defaults, Map<String, Object> changes) {
    return Settings.with(Settings.with(defaults, Map.of("hiddenLayers", List.of(16))), changes);
  }

  @Nested
  class Dqn extends RunContract<DqnConfig> {
    @Override
    protected AlgorithmProvider<DqnConfig> provider() {
      return new DqnProvider();
    }

    @Override
    protected DqnConfig settings() {
      return withReplay(DqnConfig.defaults());
    }
  }

  @Nested
  class QrDqn extends RunContract<QrDqnConfig> {
    @Override
    protected AlgorithmProvider<QrDqnConfig> provider() {
      return new QrDqnProvider();
    }

    @Override
    protected QrDqnConfig settings() {
      return withReplay(QrDqnConfig.defaults());
    }
  }

  @Nested
  class Iqn extends RunContract<IqnConfig> {
    @Override
    protected AlgorithmProvider<IqnConfig> provider() {
      return new IqnProvider();
    }

    @Override
    protected IqnConfig settings() {
      return withReplay(IqnConfig.defaults());
    }
  }

  @Nested
  class C51 extends RunContract<C51Config> {
    @Override
    protected AlgorithmProvider<C51Config> provider() {
      return new C51Provider();
    }

    @Override
    protected C51Config settings() {
      return withReplay(C51Config.defaults());
    }
  }

  @Nested
  class Rainbow extends RunContract<RainbowConfig> {
    @Override
    protected AlgorithmProvider<RainbowConfig> provider() {
      return new RainbowProvider();
    }

    @Override
    protected RainbowConfig settings() {
      return withReplay(RainbowConfig.defaults());
    }
  }

  @Nested
  class ApeX extends RunContract<ApeXDqnConfig> {
    @Override
    protected AlgorithmProvider<ApeXDqnConfig> provider() {
      return new ApeXDqnProvider();
    }

    @Override
    protected ApeXDqnConfig settings() {
      return withReplay(ApeXDqnConfig.defaults());
    }
  }

  @Nested
  class DistributedDqn extends RunContract<DistributedDqnConfig> {
    @Override
    protected AlgorithmProvider<DistributedDqnConfig> provider() {
      return new DistributedDqnProvider();
    }

    @Override
    protected DistributedDqnConfig settings() {
      return withReplay(DistributedDqnConfig.defaults());
    }
  }

  @Nested
  class ApeXDpg extends RunContract<ApeXDpgConfig> {
    @Override
    protected AlgorithmProvider<ApeXDpgConfig> provider() {
      return new ApeXDpgProvider();
    }

    @Override
    protected ApeXDpgConfig settings() {
      return Settings.with(
          ApeXDpgConfig.defaults(),
          Map.of(
              "policyLayers",
              List.of(16),
              "criticLayers",
              List.of(16),
              "learningStarts",
              200,
              "batchSize",
              32,
              "samplesPerInsert",
              8.0));
    }

    @Override
    protected Space actions() {
      return CONTINUOUS;
    }
  }

  @Nested
  class Ppo extends RunContract<PpoConfig> {
    @Override
    protected AlgorithmProvider<PpoConfig> provider() {
      return new PpoProvider();
    }

    @Override
    protected PpoConfig settings() {
      return small(PpoConfig.defaults().withStepsPerRound(32).withMinibatchSize(64), Map.of());
    }
  }

  @Nested
  class ContinuousPpo extends RunContract<PpoConfig> {
    @Override
    protected AlgorithmProvider<PpoConfig> provider() {
      return new PpoProvider();
    }

    @Override
    protected PpoConfig settings() {
      return small(PpoConfig.defaults().withStepsPerRound(32).withMinibatchSize(64), Map.of());
    }

    @Override
    protected Space actions() {
      return CONTINUOUS;
    }
  }

  @Nested
  class Impala extends RunContract<ImpalaConfig> {
    @Override
    protected AlgorithmProvider<ImpalaConfig> provider() {
      return new ImpalaProvider();
    }

    @Override
    protected ImpalaConfig settings() {
      return small(ImpalaConfig.defaults().withSegmentSteps(8).withBatchSegments(4), Map.of());
    }
  }

  @Nested
  class Appo extends RunContract<AppoConfig> {
    @Override
    protected AlgorithmProvider<AppoConfig> provider() {
      return new AppoProvider();
    }

    @Override
    protected AppoConfig settings() {
      return small(AppoConfig.defaults().withSegmentSteps(8).withBatchSegments(4), Map.of());
    }
  }

  @Nested
  class A3c extends RunContract<A3cConfig> {
    @Override
    protected AlgorithmProvider<A3cConfig> provider() {
      return new A3cProvider();
    }

    @Override
    protected A3cConfig settings() {
      return small(A3cConfig.defaults(), Map.of());
    }
  }

  @Nested
  class AsyncQ extends RunContract<AsyncQConfig> {
    @Override
    protected AlgorithmProvider<AsyncQConfig> provider() {
      return new AsyncQProvider();
    }

    @Override
    protected AsyncQConfig settings() {
      return small(AsyncQConfig.defaults(AsyncTarget.Q), Map.of());
    }
  }

  @Nested
  class AsyncNStepQ extends RunContract<AsyncQConfig> {
    @Override
    protected AlgorithmProvider<AsyncQConfig> provider() {
      return new AsyncNStepQProvider();
    }

    @Override
    protected AsyncQConfig settings() {
      return small(AsyncQConfig.defaults(AsyncTarget.N_STEP_Q), Map.of());
    }
  }

  @Nested
  class AsyncSarsa extends RunContract<AsyncQConfig> {
    @Override
    protected AlgorithmProvider<AsyncQConfig> provider() {
      return new AsyncSarsaProvider();
    }

    @Override
    protected AsyncQConfig settings() {
      return small(AsyncQConfig.defaults(AsyncTarget.SARSA), Map.of());
    }
  }
}
