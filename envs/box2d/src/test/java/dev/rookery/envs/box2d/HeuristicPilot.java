package dev.rookery.envs.box2d;

import dev.rookery.environment.Action;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.Observation;

/** Gymnasium's controller for the lunar landers, which lands most of the time. */
final class HeuristicPilot {

  private HeuristicPilot() {}

  /** Writes the controller's action. */
  static void act(Observation seen, Action action) {
    double targetAngle = clip(0.5 * seen.getFloat(0) + seen.getFloat(2), 0.4);
    double targetHeight = 0.55 * Math.abs(seen.getFloat(0));
    double turn = 0.5 * (targetAngle - seen.getFloat(4)) - seen.getFloat(5);
    double climb = 0.5 * (targetHeight - seen.getFloat(1)) - 0.5 * seen.getFloat(3);
    if (seen.getFloat(6) != 0 || seen.getFloat(7) != 0) {
      turn = 0;
      climb = -0.5 * seen.getFloat(3);
    }
    if (action.space() instanceof DiscreteSpace) {
      action.set(0, choice(turn, climb));
    } else {
      action.setAll(clip(20 * climb - 1, 1), clip(-20 * turn, 1));
    }
  }

  private static int choice(double turn, double climb) {
    if (climb > Math.abs(turn) && climb > 0.05) {
      return 2;
    }
    return turn < -0.05 ? 3 : turn > 0.05 ? 1 : 0;
  }

  private static double clip(double value, double limit) {
    return Math.min(Math.max(value, -limit), limit);
  }
}
