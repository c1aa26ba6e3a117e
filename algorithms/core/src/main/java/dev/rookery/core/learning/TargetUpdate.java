package dev.rookery.core.learning;

import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.settings.SettingsException;

/**
 * How a target network follows the online one: every {@code interval} steps it moves the fraction
 * {@code step} of the way. A step of 1 is the periodic copy of Mnih et al. (2015); an interval of 1
 * with a small step is the Polyak averaging of Lillicrap et al. (2016).
 *
 * @param interval in learner steps, at least 1
 * @param step above 0, at most 1
 */
public record TargetUpdate(int interval, double step) {

  /**
   * Refuses numbers out of range.
   *
   * @throws SettingsException if one is
   */
  public TargetUpdate {
    if (interval < 1 || !(step > 0 && step <= 1)) {
      throw new SettingsException(
          "a target network needs an interval of at least 1 and a step above 0, at most 1, not %s and %s"
              .formatted(interval, step));
    }
  }

  /** Never, because something else writes the target network. */
  public static TargetUpdate never() {
    return new TargetUpdate(Integer.MAX_VALUE, 1);
  }

  /** Updates the target, if it is time. */
  void apply(long steps, ParameterArena online, ParameterArena target) {
    if (steps % interval == 0) {
      if (step == 1) {
        target.copyFrom(online);
      } else {
        target.moveTowards(online, (float) step);
      }
    }
  }
}
