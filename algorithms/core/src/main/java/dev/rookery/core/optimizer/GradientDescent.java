package dev.rookery.core.optimizer;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.DivergenceException;
import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.core.parameters.ParameterRange;
import dev.rookery.core.schedule.Schedule;

/**
 * One step from gradients to parameters: takes the arena's gradients, clips them by their global
 * norm, lets the optimizer move the parameters, writes these back. It may be for a part of the
 * parameters only, and several of them share an arena. Allocates nothing per step.
 */
public final class GradientDescent implements Checkpointable {

  private final ParameterArena arena;
  private final ParameterRange range;
  private final Optimizer optimizer;
  private final Schedule learningRate;
  private final double maximumNorm;
  private final float[] parameters;
  private final float[] gradients;
  private long steps;
  private double gradientNorm = Double.NaN;

  /** Binds an optimizer to all of an arena that is trained. */
  public GradientDescent(
      ParameterArena arena, Optimizer optimizer, Schedule learningRate, double maximumNorm) {
    this(arena, ParameterRange.trained(arena.layout()), optimizer, learningRate, maximumNorm);
  }

  /**
   * Binds an optimizer to a range of an arena; from now on only this writes the range's values, or
   * {@link #readParameters} is called.
   *
   * @param optimizer for vectors of the range's size
   * @param learningRate by the number of steps made
   * @param maximumNorm gradients with a larger Euclidean norm are scaled down to it; infinity:
   *     never
   */
  public GradientDescent(
      ParameterArena arena,
      ParameterRange range,
      Optimizer optimizer,
      Schedule learningRate,
      double maximumNorm) {
    this.arena = arena;
    this.range = range;
    this.optimizer = optimizer;
    this.learningRate = learningRate;
    this.maximumNorm = maximumNorm;
    parameters = new float[range.size()];
    gradients = new float[range.size()];
    readParameters();
  }

  /** Takes the arena's values as they are now, where something else has written them. */
  public void readParameters() {
    arena.read(range, parameters);
  }

  /**
   * Makes one step with the gradients that the arena has gathered, and clears them.
   *
   * @throws DivergenceException if the gradients' norm is not finite; the parameters stay as they
   *     are
   * @throws RookeryException if the schedule gives no learning rate; the parameters stay as they
   *     are
   */
  public void step() {
    arena.takeGradients(range, gradients);
    float scale = 1;
    gradientNorm = Math.sqrt(sumOfSquares(gradients));
    if (!Double.isFinite(gradientNorm)) {
      throw new DivergenceException(
          ("the gradient's norm became %s in update %s; the learning rate may be too high, or"
                  + " rewards or observations far too large")
              .formatted(gradientNorm, steps + 1));
    }
    if (gradientNorm > maximumNorm) {
      scale = (float) (maximumNorm / (gradientNorm + 1e-6));
    }
    double rate = learningRate();
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new RookeryException(
          "the learning rate of update %s is %s; a schedule must give finite numbers of at least 0"
              .formatted(steps + 1, rate));
    }
    optimizer.step(parameters, gradients, scale, rate);
    arena.write(range, parameters);
    steps++;
  }

  /** The rate of the next step. */
  public double learningRate() {
    return learningRate.at(steps);
  }

  /** The norm of the last step's gradients before clipping; NaN before the first. */
  public double gradientNorm() {
    return gradientNorm;
  }

  /** The sum of squares, as eight sums side by side: a single sum would wait for each addition. */
  static double sumOfSquares(float[] x) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + 8 <= x.length; i += 8) {
      s0 += x[i] * x[i];
      s1 += x[i + 1] * x[i + 1];
      s2 += x[i + 2] * x[i + 2];
      s3 += x[i + 3] * x[i + 3];
      s4 += x[i + 4] * x[i + 4];
      s5 += x[i + 5] * x[i + 5];
      s6 += x[i + 6] * x[i + 6];
      s7 += x[i + 7] * x[i + 7];
    }
    double sum = ((double) s0 + s1) + ((double) s2 + s3) + ((double) s4 + s5) + ((double) s6 + s7);
    for (; i < x.length; i++) {
      sum += (double) x[i] * x[i];
    }
    return sum;
  }

  /** Saves the number of steps and the optimizer's state; the learner saves the arena. */
  @Override
  public void save(StateWriter state) {
    state.putLong("steps", steps);
    optimizer.save(state.child("optimizer"));
  }

  /** The arena's values have been loaded before. */
  @Override
  public void load(StateReader state) {
    steps = state.getLong("steps");
    readParameters();
    optimizer.load(state.child("optimizer"));
  }
}
