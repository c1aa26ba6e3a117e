package dev.rookery.core.value;

import dev.rookery.SeededRandom;
import dev.rookery.algorithm.ActionValues;
import dev.rookery.algorithm.Policy;
import dev.rookery.core.network.FactorisedNoise;
import dev.rookery.core.network.RandomInput;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.environment.VectorStep;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the action with the highest value, the first of equals, of those that are legal. Allocates
 * nothing per step.
 */
final class QPolicy implements Policy {

  private final OnnxNetwork network;
  private final FloatBuffer qValues;
  private final int environments;
  private final int actions;
  private final List<Drawn> drawn = new ArrayList<>();
  private final Values values = new Values();

  /** An input that is drawn for each run. */
  private static final class Drawn {
    final RandomInput source;
    final float[] values;
    final FloatBuffer memory;

    Drawn(RandomInput source, float[] values, FloatBuffer memory) {
      this.source = source;
      this.values = values;
      this.memory = memory;
    }
  }

  /**
   * A policy that owns {@code network}.
   *
   * @param network an {@link ActingGraph}, exploring or greedy
   */
  QPolicy(OnnxNetwork network, int environments, int actions) {
    this.network = network;
    this.environments = environments;
    this.actions = actions;
    qValues = network.output(QFunction.HEAD);
  }

  /** Draws this input of the network in {@link #draw}. */
  void add(RandomInput source) {
    float[] memory = new float[environments * source.input().size()];
    drawn.add(new Drawn(source, memory, network.input(source.input().name())));
  }

  /** Draws noise for the network, where it has noisy layers. */
  void addNoise(int size) {
    if (size > 0) {
      add(new FactorisedNoise(size));
    }
  }

  /** Draws what the next runs see. */
  void draw(SeededRandom random) {
    for (int i = 0; i < drawn.size(); i++) {
      Drawn one = drawn.get(i);
      one.source.draw(one.values, random);
      one.memory.put(0, one.values);
    }
  }

  @Override
  public void update(ParameterSnapshot parameters) {
    network.update(parameters);
  }

  @Override
  public void act(VectorStep step, ByteBuffer chosen) {
    evaluate(step);
    for (int k = 0; k < environments; k++) {
      chosen.putInt(k * Integer.BYTES, best(k));
    }
  }

  /** Computes the values of what is to be acted on. */
  void evaluate(VectorStep step) {
    network.run(step);
  }

  /** Computes the values of what the step led to. */
  void evaluateNext(VectorStep step) {
    network.runNext(step);
  }

  /** The values in environment {@code k}, after an evaluation of {@code step}. */
  ActionValues values(VectorStep step, int k) {
    values.step = step;
    values.environment = k;
    return values;
  }

  /** The Q-value of an action in environment {@code k}, after {@link #act} or an evaluation. */
  float qValue(int k, int action) {
    return qValues.get(k * actions + action);
  }

  /**
   * The action with the highest Q-value in environment {@code k}, the first of equals, after {@link
   * #act} or an evaluation.
   */
  int best(int k) {
    int row = k * actions;
    int best = 0;
    float highest = qValues.get(row);
    for (int a = 1; a < actions; a++) {
      float value = qValues.get(row + a);
      if (value > highest || highest == ActingGraph.ILLEGAL) { // legal values may be NaN
        highest = value;
        best = a;
      }
    }
    return best;
  }

  @Override
  public void close() {
    network.close();
  }

  private final class Values implements ActionValues {
    private @Nullable VectorStep step;
    private int environment;

    @Override
    public VectorStep step() {
      return Objects.requireNonNull(step);
    }

    @Override
    public int count() {
      return actions;
    }

    @Override
    public float value(int action) {
      return qValue(environment, action);
    }

    @Override
    public boolean isLegal(int action) {
      return qValue(environment, action) != ActingGraph.ILLEGAL;
    }

    @Override
    public int best() {
      return QPolicy.this.best(environment);
    }
  }
}
