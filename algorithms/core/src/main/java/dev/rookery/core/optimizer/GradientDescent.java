package dev.rookery.core.optimizer;

import dev.rookery.RookeryException;
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
public final class GradientDescent implements Descent {

  private final ParameterArena arena;
  private final ParameterRange range;
  private final Optimizer optimizer;
  private final Schedule learningRate;
  private final float[] parameters;
  private final ClippedGradients gradients;
  private long steps;

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
    parameters = new float[range.size()];
    gradients = new ClippedGradients(arena, range, maximumNorm);
    readParameters();
  }

  @Override
  public void readParameters() {
    arena.read(range, parameters);
  }

  /**
   * {@inheritDoc}
   *
   * @throws RookeryException if the schedule gives no learning rate; the parameters stay as they
   *     are
   */
  @Override
  public void step() {
    float scale = takeGradients();
    optimizer.step(parameters, gradients.values(), scale, rate(learningRate, steps));
    arena.write(range, parameters);
    steps++;
  }

  /**
   * The learning rate of an update.
   *
   * @param steps how many were made before
   * @throws RookeryException if the schedule gives none
   */
  public static double rate(Schedule learningRate, long steps) {
    double rate = learningRate.at(steps);
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new RookeryException(
          "the learning rate of update %s is %s; a schedule must give finite numbers of at least 0"
              .formatted(steps + 1, rate));
    }
    return rate;
  }

  /**
   * Takes the gradients that the arena has gathered and clears them, for somebody else to use.
   *
   * @return what {@link #gradients()} are to be multiplied by, so that their norm is small enough
   * @throws dev.rookery.algorithm.DivergenceException if the gradients' norm is not finite
   */
  public float takeGradients() {
    return gradients.take(steps + 1);
  }

  /** Those of the last step as they were taken; always the same array. */
  public float[] gradients() {
    return gradients.values();
  }

  @Override
  public double learningRate() {
    return learningRate.at(steps);
  }

  @Override
  public double gradientNorm() {
    return gradients.norm();
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
