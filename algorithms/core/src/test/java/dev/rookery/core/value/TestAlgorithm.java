package dev.rookery.core.value;

import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Exploration;
import dev.rookery.core.network.Head;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.environment.Space;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.Settings;
import java.util.List;

/** A value-based algorithm as a user might write it: a Q-function and exploration of its own. */
final class TestAlgorithm extends ValueAlgorithm {

  static final Space OBSERVATIONS = Space.box(-5, 5, 4);

  TestAlgorithm(QFunction qFunction) {
    this(qFunction, Explorations.greedy());
  }

  TestAlgorithm(QFunction qFunction, Exploration exploration) {
    super(
        Settings.defaults(Config.class).withHiddenLayers(List.of(8)),
        new AlgorithmContext("Test-v0", OBSERVATIONS, Space.discrete(3), 1),
        qFunction,
        actor -> exploration);
  }

  /** Q-values as they are, of a network with these heads. */
  record OwnHeads(List<Head> heads) implements QFunction {

    OwnHeads(Head... heads) {
      this(List.of(heads));
    }

    @Override
    public NetworkSpec addTo(NetworkSpec base, int actions, int duelingUnits) {
      return base.withHeads(heads.toArray(Head[]::new));
    }

    @Override
    public String values(OnnxGraph graph, Network network, String outputs, int actions) {
      return outputs;
    }

    @Override
    public QLoss createLoss(int batch, int actions) {
      throw new UnsupportedOperationException("these tests do not learn");
    }
  }

  /** Settings that no test depends on. */
  private record Config(
      boolean doubleQ,
      boolean dueling,
      int duelingUnits,
      boolean noisy,
      double noisySigma,
      int drawInterval,
      int nStep,
      double discount,
      List<Integer> hiddenLayers,
      OptimizerKind optimizer,
      double learningRate,
      double finalLearningRate,
      long learningRateSteps,
      double optimizerEpsilon,
      double maximumGradientNorm,
      int batchSize,
      int replayCapacity,
      int learningStarts,
      double samplesPerInsert,
      int targetUpdateInterval,
      double targetUpdateStep,
      long averagingUpdates,
      double priorityExponent,
      double importanceExponent,
      Explicit explicit)
      implements ValueConfig<Config> {

    @Override
    public String algorithm() {
      return "test";
    }

    @Override
    public boolean prioritized() {
      return false;
    }

    @Override
    public long importanceExponentSteps() {
      return 0;
    }
  }
}
