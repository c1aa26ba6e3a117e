package dev.rookery.benchmarks;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.core.loss.RiskMeasure;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.value.CategoricalQ;
import dev.rookery.core.value.ImplicitQuantileQ;
import dev.rookery.core.value.QFunction;
import dev.rookery.core.value.QuantileQ;
import dev.rookery.core.value.ScalarQ;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.dqn.DqnProvider;
import dev.rookery.environment.Space;
import dev.rookery.environment.TensorSpace;
import dev.rookery.iqn.IqnConfig;
import dev.rookery.iqn.IqnProvider;
import dev.rookery.qrdqn.QrDqnConfig;
import dev.rookery.qrdqn.QrDqnProvider;
import dev.rookery.rainbow.RainbowConfig;
import dev.rookery.rainbow.RainbowProvider;
import java.util.List;

/**
 * The updates of value-based algorithms that are measured: QR-DQN with 200 quantiles, IQN with 32
 * levels each way and Rainbow with 51 atoms, all with two hidden layers of 256 units and batches of
 * 64 on CartPole; DQN on MinAtar's images with batches of 32.
 */
@SuppressWarnings("ImmutableEnumChecker") // Spaces and unmodifiable lists are immutable.
enum ValueUpdate {
  QR_DQN(64, Space.box(-10, 10, 4), 2, List.of(256, 256)) {
    @Override
    Algorithm algorithm() {
      QrDqnConfig config =
          QrDqnConfig.defaults()
              .withQuantiles(200)
              .withHiddenLayers(hidden)
              .withDoubleQ(false)
              .withNStep(1)
              .withAveragingUpdates(0)
              .withTargetUpdateInterval(100)
              .withBatchSize(batch);
      return new QrDqnProvider().create(config, context());
    }

    @Override
    QFunction qFunction() {
      return new QuantileQ(200, 1);
    }
  },
  IQN(64, Space.box(-10, 10, 4), 2, List.of(256, 256)) {
    @Override
    Algorithm algorithm() {
      IqnConfig config =
          IqnConfig.defaults()
              .withHiddenLayers(hidden)
              .withSamples(32)
              .withTargetSamples(32)
              .withDoubleQ(false)
              .withNStep(1)
              .withAveragingUpdates(0)
              .withTargetUpdateInterval(100)
              .withBatchSize(batch);
      return new IqnProvider().create(config, context());
    }

    @Override
    QFunction qFunction() {
      return new ImplicitQuantileQ(32, 32, 32, 64, 1, new RiskMeasure.Neutral());
    }
  },
  RAINBOW(64, Space.box(-10, 10, 4), 2, List.of(256, 256)) {
    @Override
    Algorithm algorithm() {
      RainbowConfig config =
          RainbowConfig.defaults()
              .withHiddenLayers(hidden)
              .withVMin(0)
              .withVMax(100)
              .withAveragingUpdates(0)
              .withTargetUpdateInterval(100)
              .withBatchSize(batch);
      return new RainbowProvider().create(config, context());
    }

    @Override
    QFunction qFunction() {
      return new CategoricalQ(51, 0, 100);
    }

    @Override
    Network network() {
      return qFunction().addTo(spec().withNoise(0.5), actions, 0).build();
    }
  },
  MINATAR_DQN(32, Space.image(10, 10, 4, 1), 6, List.of(128)) {
    @Override
    Algorithm algorithm() {
      DqnConfig config =
          DqnConfig.defaults()
              .withDoubleQ(false)
              .withNStep(1)
              .withHiddenLayers(hidden)
              .withAveragingUpdates(0)
              .withTargetUpdateInterval(100)
              .withBatchSize(batch);
      return new DqnProvider().create(config, context());
    }

    @Override
    QFunction qFunction() {
      return new ScalarQ(Double.POSITIVE_INFINITY);
    }
  };

  final int batch;
  final TensorSpace observations;
  final int actions;
  final List<Integer> hidden;

  ValueUpdate(int batch, TensorSpace observations, int actions, List<Integer> hidden) {
    this.batch = batch;
    this.observations = observations;
    this.actions = actions;
    this.hidden = hidden;
  }

  /** The algorithm, with the options that cost time off unless they are its own. */
  abstract Algorithm algorithm();

  /** What its network's outputs mean. */
  abstract QFunction qFunction();

  /** The network that the algorithm has. */
  Network network() {
    return qFunction().addTo(spec(), actions, -1).build();
  }

  NetworkSpec spec() {
    return NetworkSpec.forObservations(observations).withHidden(hidden);
  }

  AlgorithmContext context() {
    return new AlgorithmContext("Benchmark", observations, Space.discrete(actions), 1);
  }
}
