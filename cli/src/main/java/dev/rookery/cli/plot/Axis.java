package dev.rookery.cli.plot;

/**
 * A horizontal axis.
 *
 * @param unit what 1 on the axis stands for, so that its numbers stay short
 * @param label below the axis
 * @param minimum where it begins, before it is divided by the unit
 */
public record Axis(double unit, String label, double minimum) {

  /** Environment steps from 0 up to a number. */
  public static Axis steps(double most) {
    String label = "environment steps";
    return most < 1e4
        ? new Axis(1, label, 0)
        : most < 1e7
            ? new Axis(1e3, label + " in thousands", 0)
            : new Axis(1e6, label + " in millions", 0);
  }

  /** Wall time from 0 up to a number of seconds. */
  public static Axis time(double mostSeconds) {
    String label = "wall clock in ";
    return mostSeconds < 600
        ? new Axis(1, label + "seconds", 0)
        : mostSeconds < 6 * 3600
            ? new Axis(60, label + "minutes", 0)
            : new Axis(3600, label + "hours", 0);
  }
}
