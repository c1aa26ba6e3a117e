package dev.rookery.testkit.returns;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The property of n-step returns, as a test class to extend: the target of a step is the discounted
 * sum of the rewards of a window that starts there and ends with the episode or the data, and of
 * the value that follows it, unless it ended in termination. A message says which mistake explains
 * what was found.
 */
public abstract class ReturnContract {

  private static final double TOLERANCE = 1e-4;

  /** How many steps a window has at most, at least 1. */
  protected abstract int window();

  /** The discount of one step, from 0 to 1; below 1, mistakes of discounts are found. */
  protected double discount() {
    return 0.75;
  }

  /**
   * The targets under test.
   *
   * @return {@code [T]}
   */
  protected abstract double[] targets(Trajectory trajectory);

  /** Trajectories that are longer than the window. */
  @Provide
  public Arbitrary<Trajectory> trajectories() {
    return TrajectoryArbitraries.trajectories(Math.min(3 * window() + 2, 40));
  }

  /** Asserts that the targets are those of the definition. */
  @Property(tries = 100)
  public void targetsAreThoseOfTheWindow(@ForAll("trajectories") Trajectory trajectory) {
    double[] actual = targets(trajectory);
    double[] expected = new Definition(window(), discount()).targets(trajectory);
    if (!areClose(expected, actual)) {
      throw new AssertionError(
          "the targets are %s, not %s: %s Of %s"
              .formatted(
                  Arrays.toString(actual),
                  Arrays.toString(expected),
                  diagnosis(trajectory, actual),
                  trajectory));
    }
  }

  private String diagnosis(Trajectory trajectory, double[] actual) {
    boolean[] never = new boolean[trajectory.length()];
    Trajectory cutMeansEnded =
        new Trajectory(trajectory.rewards(), ended(trajectory), never, trajectory.nextValues());
    Trajectory endMeansCut =
        new Trajectory(trajectory.rewards(), never, ended(trajectory), trajectory.nextValues());
    Trajectory endless =
        new Trajectory(trajectory.rewards(), never, never, trajectory.nextValues());
    Definition right = new Definition(window(), discount());
    Map<String, double[]> mistakes = new LinkedHashMap<>();
    mistakes.put("no bootstrapping through truncation?", right.targets(cutMeansEnded));
    mistakes.put("bootstrapping through termination?", right.targets(endMeansCut));
    mistakes.put("windows that go on into the next episode?", right.targets(endless));
    mistakes.put("a forgotten discount?", new Definition(window(), 1).targets(trajectory));
    mistakes.put(
        "an off-by-one window, of one step more?",
        new Definition(window() + 1, discount()).targets(trajectory));
    if (window() > 1) {
      mistakes.put(
          "an off-by-one window, of one step less?",
          new Definition(window() - 1, discount()).targets(trajectory));
    }
    return mistakes.entrySet().stream()
        .filter(mistake -> areClose(mistake.getValue(), actual))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("no mistake that is known here.");
  }

  private static boolean[] ended(Trajectory trajectory) {
    boolean[] ended = new boolean[trajectory.length()];
    for (int t = 0; t < ended.length; t++) {
      ended[t] = trajectory.ended(t);
    }
    return ended;
  }

  private static boolean areClose(double[] expected, double[] actual) {
    for (int t = 0; t < expected.length; t++) {
      if (!(Math.abs(expected[t] - actual[t]) <= TOLERANCE)) {
        return false;
      }
    }
    return expected.length == actual.length;
  }

  /** What n-step targets are. */
  private record Definition(int window, double discount) {

    double[] targets(Trajectory trajectory) {
      double[] targets = new double[trajectory.length()];
      for (int t = 0; t < targets.length; t++) {
        targets[t] = target(trajectory, t);
      }
      return targets;
    }

    private double target(Trajectory trajectory, int t) {
      double factor = 1;
      double sum = 0;
      int k = t;
      while (true) {
        sum += factor * trajectory.rewards()[k];
        factor *= discount;
        if (trajectory.ended(k) || k + 1 == t + window || k + 1 == trajectory.length()) {
          break;
        }
        k++;
      }
      return trajectory.terminated()[k] ? sum : sum + factor * trajectory.nextValues()[k];
    }
  }
}
