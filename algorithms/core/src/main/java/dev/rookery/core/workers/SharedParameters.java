package dev.rookery.core.workers;

import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.optimizer.Optimizer;
import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.core.parameters.SavedVector;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The parameters that all workers of a run have in common, and the optimizer that moves them, whose
 * statistics are common too (Mnih et al. 2016, section 4). Any thread may {@link #apply} gradients
 * and {@link #read} at any time, without a lock: each number is read and written for itself, so an
 * update of one number may be lost where two threads change it in the same moment, and a copy may
 * have some numbers of before and some of after another's update. The number of updates, which each
 * of them counts when it is done, makes what was written before visible to who reads it.
 */
final class SharedParameters implements Checkpointable {

  private final ParameterLayout layout;
  private final float[] values;

  /** What target networks have: the values of some updates ago. */
  private final float[] target;

  private final Optimizer optimizer;
  private final Schedule learningRate;
  private final int targetInterval;
  private final AtomicLong updates = new AtomicLong();

  /**
   * Parameters before the first update.
   *
   * @param first their values
   * @param optimizer for as many numbers as are trained
   * @param learningRate by the number of updates
   * @param targetInterval updates between copies for target networks
   */
  SharedParameters(
      ParameterLayout layout,
      float[] first,
      Optimizer optimizer,
      Schedule learningRate,
      int targetInterval) {
    this.layout = layout;
    this.optimizer = optimizer;
    this.learningRate = learningRate;
    this.targetInterval = targetInterval;
    values = first.clone();
    target = first.clone();
  }

  /** How many updates were made. */
  long updates() {
    return updates.get();
  }

  /** The rate of the next update. */
  double learningRate() {
    return learningRate.at(updates.get());
  }

  /**
   * Moves the parameters.
   *
   * @param gradients of all that is trained
   * @param scale of the gradients
   * @return how many updates had been made before
   */
  long apply(float[] gradients, float scale) {
    optimizer.step(values, gradients, scale, GradientDescent.rate(learningRate, updates.get()));
    long before = updates.getAndIncrement();
    if ((before + 1) % targetInterval == 0) {
      System.arraycopy(values, 0, target, 0, values.length);
    }
    return before;
  }

  /** Replaces all values by others that workers have agreed on, which is an update too. */
  void replace(float[] agreed) {
    System.arraycopy(agreed, 0, values, 0, values.length);
    updates.getAndIncrement();
  }

  /**
   * Begins with other values.
   *
   * @throws IllegalArgumentException if they are those of another network
   */
  void startFrom(ParameterSnapshot other) {
    ParameterArena.requireLayout(other, layout);
    other.values().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
    System.arraycopy(values, 0, target, 0, values.length);
  }

  /** Copies the values out; they may be written meanwhile. */
  void read(float[] copy) {
    System.arraycopy(values, 0, copy, 0, values.length);
  }

  /** Copies what target networks have. */
  void readTarget(float[] copy) {
    System.arraycopy(target, 0, copy, 0, target.length);
  }

  /** Copies the values out as bytes, from the position on, which moves. */
  void copyTo(ByteBuffer copy) {
    for (float value : values) {
      copy.putFloat(value);
    }
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("layout", layout.layoutHash());
    state.putLong("updates", updates.get());
    SavedVector.save(state, "values", values);
    SavedVector.save(state, "target", target);
    optimizer.save(state.child("optimizer"));
  }

  @Override
  public void load(StateReader state) {
    ParameterArena.requireLayout(state, layout);
    SavedVector.load(state, "values", values);
    SavedVector.load(state, "target", target);
    optimizer.load(state.child("optimizer"));
    updates.set(state.getLong("updates"));
  }
}
