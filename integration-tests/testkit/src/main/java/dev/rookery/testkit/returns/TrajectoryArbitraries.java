package dev.rookery.testkit.returns;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitraries of trajectories. */
public final class TrajectoryArbitraries {

  private record OneStep(float reward, int end, float nextValue) {}

  private TrajectoryArbitraries() {}

  /**
   * Trajectories with terminations and truncations, one step in four each at most.
   *
   * @param longest how many steps they have at most
   */
  public static Arbitrary<Trajectory> trajectories(int longest) {
    Arbitrary<Float> numbers = Arbitraries.floats().between(-2, 2).ofScale(2).withoutEdgeCases();
    return Combinators.combine(
            numbers, Arbitraries.integers().between(0, 7).withoutEdgeCases(), numbers)
        .as(OneStep::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(longest)
        .withoutEdgeCases()
        .map(TrajectoryArbitraries::trajectory);
  }

  private static Trajectory trajectory(List<OneStep> steps) {
    int length = steps.size();
    Trajectory made =
        new Trajectory(
            new float[length], new boolean[length], new boolean[length], new float[length]);
    for (int t = 0; t < length; t++) {
      OneStep step = steps.get(t);
      made.rewards()[t] = step.reward();
      made.terminated()[t] = step.end() == 1;
      made.truncated()[t] = step.end() == 2;
      made.nextValues()[t] = step.nextValue();
    }
    return made;
  }
}
