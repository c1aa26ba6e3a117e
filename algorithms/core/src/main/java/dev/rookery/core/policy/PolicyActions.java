package dev.rookery.core.policy;

import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.core.continuous.ActionScale;
import dev.rookery.core.distribution.ActionDistribution;
import dev.rookery.core.distribution.Categorical;
import dev.rookery.core.distribution.DiagonalGaussian;
import dev.rookery.core.distribution.SquashedGaussian;
import dev.rookery.core.network.GaussianHead;
import dev.rookery.core.network.Head;
import dev.rookery.core.network.StateNoiseHead;
import dev.rookery.core.network.TowerHead;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.core.onnx.OnnxType;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.MultiDiscreteSpace;
import dev.rookery.environment.TensorSpace;
import dev.rookery.settings.SettingsException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the numbers that a policy's distribution is over become an environment's actions. Discrete
 * ones are the same. Continuous ones are numbers from -1 to 1 that are scaled to the action's
 * bounds: those of a normal distribution are cut there, those of a squashed one never reach them.
 */
public final class PolicyActions {

  private final TensorSpace space;
  private final ActionDistribution distribution;
  private final @Nullable ActionScale scale;
  private final boolean squashed;
  private final int noiseInterval;
  private final boolean stateNoise;

  private PolicyActions(
      TensorSpace space,
      ActionDistribution distribution,
      @Nullable ActionScale scale,
      boolean squashed,
      boolean stateNoise,
      int noiseInterval) {
    this.space = space;
    this.distribution = distribution;
    this.scale = scale;
    this.squashed = squashed;
    this.stateNoise = stateNoise;
    this.noiseInterval = noiseInterval;
  }

  /**
   * Chooses the distribution that goes with an environment's actions.
   *
   * @param algorithm its name, for messages
   * @param squashed whether continuous actions are squashed
   * @throws SettingsException if the actions are a box, but not of float32 between finite bounds
   */
  public static PolicyActions of(String algorithm, AlgorithmContext context, boolean squashed) {
    TensorSpace space = context.actionSpace().asTensor();
    if (space instanceof DiscreteSpace discrete) {
      return new PolicyActions(space, new Categorical(discrete.n()), null, false, false, 1);
    }
    if (space instanceof MultiDiscreteSpace multi) {
      int[] sizes = multi.sizes().stream().mapToInt(Integer::intValue).toArray();
      return new PolicyActions(space, new Categorical(sizes), null, false, false, 1);
    }
    ActionScale scale = ActionScale.of(algorithm, context.environment(), space, "dqn");
    int size = scale.size();
    return new PolicyActions(
        space,
        squashed ? new SquashedGaussian(size) : new DiagonalGaussian(size),
        scale,
        squashed,
        false,
        1);
  }

  /**
   * The same actions, explored by noise that depends on the state; see {@link StateNoiseHead}.
   *
   * @param algorithm its name, for messages
   * @param interval after how many steps it is drawn anew
   * @throws SettingsException if the actions are discrete
   */
  public PolicyActions withStateNoise(String algorithm, int interval) {
    if (scale == null) {
      throw new SettingsException(
          "%s explores by noise that depends on the state only with continuous actions, not %s"
              .formatted(algorithm, space));
    }
    return new PolicyActions(space, distribution, scale, squashed, true, interval);
  }

  /** After how many steps an actor draws its noise anew. */
  int noiseInterval() {
    return noiseInterval;
  }

  /** The distribution. */
  public ActionDistribution distribution() {
    return distribution;
  }

  /**
   * The head that makes the distribution's parameters.
   *
   * @param hidden the sizes of the hidden layers that it has of its own
   * @param deviation the first one of continuous actions, where half an action's range is 1
   */
  public Head head(String name, List<Integer> hidden, double deviation) {
    if (scale == null) {
      return new TowerHead(name, distribution.parameters(), hidden, TowerHead.POLICY_GAIN);
    }
    return stateNoise
        ? new StateNoiseHead(name, scale.size(), hidden, deviation)
        : new GaussianHead(name, scale.size(), hidden, deviation);
  }

  /**
   * Adds to a graph what makes actions of numbers.
   *
   * @param numbers {@code [batch, numbers]} of the distribution
   * @return float32 {@code [batch, …]}, for {@link #write}
   */
  String export(OnnxGraph graph, String numbers) {
    if (scale == null) {
      return numbers;
    }
    return scale.export(graph, squashed ? graph.node("Tanh", numbers) : numbers);
  }

  /** Adds the actions as the output of a policy's file, in the type that such files have. */
  void addOutput(OnnxGraph graph, String numbers) {
    String actions = export(graph, numbers);
    if (scale == null) {
      String whole = graph.cast(actions, OnnxType.INT64);
      boolean single = space instanceof DiscreteSpace; // a number, not a list of one
      List<Integer> shape = single ? List.of() : space.shape();
      graph.output(
          OnnxExporter.ACTION, single ? graph.reshape(whole, shape) : whole, OnnxType.INT64, shape);
    } else {
      graph.output(OnnxExporter.ACTION, actions, OnnxType.FLOAT32, space.shape());
    }
  }

  /** The shape of what {@link #export} makes, without the batch. */
  List<Integer> exportedShape() {
    return scale == null ? List.of(distribution.numbers()) : scale.shape();
  }

  /** Writes actions as the environment takes them. */
  void write(FloatBuffer computed, ByteBuffer actions) {
    for (int i = 0; i < computed.capacity(); i++) {
      if (scale == null) {
        actions.putInt(i * Integer.BYTES, (int) computed.get(i));
      } else {
        actions.putFloat(i * Float.BYTES, computed.get(i));
      }
    }
  }
}
