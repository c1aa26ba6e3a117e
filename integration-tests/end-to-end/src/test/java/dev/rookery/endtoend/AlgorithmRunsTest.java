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

  private static final Space DISCRETE = Space.discrete(3);
  private static final Space CONTINUOUS = Space.box(-1, 1, 2);

  private static <C extends Record & AlgorithmConfig> C withReplay(C defaults) {
    return Settings.with(
        small(defaults),
        Map.of(
            "learningStarts", 200,
            "batchSize", 32,
            "samplesPerInsert", 8.0,
            "targetUpdateInterval", 10));
  }

  private static <C extends Record & AlgorithmConfig> C small(C defaults) {
    return Settings.with(defaults, Map.of("hiddenLayers", List.of(16)));
  }

  /** The runs of one algorithm. */
  private abstract static class Runs<C extends Record & AlgorithmConfig> extends RunContract<C> {

    private final AlgorithmProvider<C> provider;
    private final C settings;
    private final Space actions;

    Runs(AlgorithmProvider<C> provider, C settings) {
      this(provider, settings, DISCRETE);
    }

    Runs(AlgorithmProvider<C> provider, C settings, Space actions) {
      this.provider = provider;
      this.settings = settings;
      this.actions = actions;
    }

    @Override
    protected AlgorithmProvider<C> provider() {
      return provider;
    }

    @Override
    protected C settings() {
      return settings;
    }

    @Override
    protected Space actions() {
      return actions;
    }
  }

  @Nested
  class Dqn extends Runs<DqnConfig> {
    Dqn() {
      super(new DqnProvider(), withReplay(DqnConfig.defaults()));
    }
  }

  @Nested
  class QrDqn extends Runs<QrDqnConfig> {
    QrDqn() {
      super(new QrDqnProvider(), withReplay(QrDqnConfig.defaults()));
    }
  }

  @Nested
  class Iqn extends Runs<IqnConfig> {
    Iqn() {
      super(new IqnProvider(), withReplay(IqnConfig.defaults()));
    }
  }

  @Nested
  class C51 extends Runs<C51Config> {
    C51() {
      super(new C51Provider(), withReplay(C51Config.defaults()));
    }
  }

  @Nested
  class Rainbow extends Runs<RainbowConfig> {
    Rainbow() {
      super(new RainbowProvider(), withReplay(RainbowConfig.defaults()));
    }
  }

  @Nested
  class ApeX extends Runs<ApeXDqnConfig> {
    ApeX() {
      super(new ApeXDqnProvider(), withReplay(ApeXDqnConfig.defaults()));
    }
  }

  @Nested
  class DistributedDqn extends Runs<DistributedDqnConfig> {
    DistributedDqn() {
      super(new DistributedDqnProvider(), withReplay(DistributedDqnConfig.defaults()));
    }
  }

  @Nested
  class ApeXDpg extends Runs<ApeXDpgConfig> {
    ApeXDpg() {
      super(
          new ApeXDpgProvider(),
          Settings.with(
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
                  8.0)),
          CONTINUOUS);
    }
  }

  @Nested
  class Ppo extends Runs<PpoConfig> {
    Ppo() {
      super(
          new PpoProvider(),
          small(PpoConfig.defaults().withStepsPerRound(32).withMinibatchSize(64)));
    }
  }

  @Nested
  class ContinuousPpo extends Runs<PpoConfig> {
    ContinuousPpo() {
      super(
          new PpoProvider(),
          small(PpoConfig.defaults().withStepsPerRound(32).withMinibatchSize(64)),
          CONTINUOUS);
    }
  }

  @Nested
  class Impala extends Runs<ImpalaConfig> {
    Impala() {
      super(
          new ImpalaProvider(),
          small(ImpalaConfig.defaults().withSegmentSteps(8).withBatchSegments(4)));
    }
  }

  @Nested
  class Appo extends Runs<AppoConfig> {
    Appo() {
      super(
          new AppoProvider(),
          small(AppoConfig.defaults().withSegmentSteps(8).withBatchSegments(4)));
    }
  }

  @Nested
  class A3c extends Runs<A3cConfig> {
    A3c() {
      super(new A3cProvider(), small(A3cConfig.defaults()));
    }
  }

  @Nested
  class AsyncQ extends Runs<AsyncQConfig> {
    AsyncQ() {
      super(new AsyncQProvider(), small(AsyncQConfig.defaults(AsyncTarget.Q)));
    }
  }

  @Nested
  class AsyncNStepQ extends Runs<AsyncQConfig> {
    AsyncNStepQ() {
      super(new AsyncNStepQProvider(), small(AsyncQConfig.defaults(AsyncTarget.N_STEP_Q)));
    }
  }

  @Nested
  class AsyncSarsa extends Runs<AsyncQConfig> {
    AsyncSarsa() {
      super(new AsyncSarsaProvider(), small(AsyncQConfig.defaults(AsyncTarget.SARSA)));
    }
  }
}
