package dev.rookery.core.settings;

import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.optimizer.Optimizer;
import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.settings.Setting;

/**
 * The optimizer of one network, and its step size.
 *
 * @param <C> the record that has them
 */
public interface OptimizerSettings<C extends Record> extends GradientSettings<C> {

  @Setting(value = "Which optimizer moves the parameters.", defaultValue = "adam")
  OptimizerKind optimizer();

  /** With another {@link #optimizer()}. */
  default C withOptimizer(OptimizerKind value) {
    return with("optimizer", value);
  }

  @Setting(
      value = "Step size of the optimizer at the start.",
      min = 0,
      max = 10,
      defaultValue = "1e-3")
  double learningRate();

  /** With another {@link #learningRate()}. */
  default C withLearningRate(double value) {
    return with("learningRate", value);
  }

  @Setting(
      value = "Step size of the optimizer after its schedule.",
      min = 0,
      max = 10,
      defaultValue = "0")
  double finalLearningRate();

  /** With another {@link #finalLearningRate()}. */
  default C withFinalLearningRate(double value) {
    return with("finalLearningRate", value);
  }

  @Setting(
      value =
          "Updates over which the step size changes in a straight line; 0: those of the whole run.",
      min = 0,
      defaultValue = "0")
  long learningRateSteps();

  /** With another {@link #learningRateSteps()}. */
  default C withLearningRateSteps(long value) {
    return with("learningRateSteps", value);
  }

  /**
   * Makes the optimizer.
   *
   * @param size of the vector of parameters
   */
  default Optimizer createOptimizer(int size) {
    return optimizer().create(size, optimizerEpsilon());
  }

  /**
   * The step size by the number of updates made.
   *
   * @param updates of the whole run
   */
  default Schedule learningRateSchedule(long updates) {
    long duration = learningRateSteps() == 0 ? Math.max(1, updates) : learningRateSteps();
    return Schedule.linear(learningRate(), finalLearningRate(), duration);
  }

  /**
   * What moves all of an arena that is trained.
   *
   * @param updates of the whole run
   */
  default GradientDescent createDescent(ParameterArena arena, long updates) {
    return new GradientDescent(
        arena,
        createOptimizer(arena.layout().trainedSize()),
        learningRateSchedule(updates),
        maximumGradientNorm());
  }
}
