package dev.rookery.benchmarks;

import dev.rookery.core.file.FileTree;
import dev.rookery.environment.Action;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Step;
import dev.rookery.envs.classic.CartPole;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether a fast actor waits for a slow one: eight actors train together whose environments take
 * from 0.1 to 20 ms for each step, drawn once for each of them; and each of the eight trains alone,
 * which is the baseline. Prints the steps per second of both, and their ratio:
 *
 * <pre>{@code
 * ./benchmark slow-actors [ALGORITHM...] (default: impala appo)
 * }</pre>
 */
final class SlowActors {

  /** What {@code ./benchmark} is given to run this. */
  static final String NAME = "slow-actors";

  private static final int ACTORS = 8;
  private static final double SHORTEST_SECONDS = 1e-4;
  private static final double LONGEST_SECONDS = 2e-2;

  private SlowActors() {}

  static void main(List<String> algorithms, Duration warmUp, Duration measured) throws Exception {
    double[] seconds = seconds(1);
    for (String algorithm : algorithms.isEmpty() ? List.of("impala", "appo") : algorithms) {
      double together = stepsPerSecond(algorithm, seconds, warmUp, measured);
      double alone = 0;
      for (double one : seconds) {
        alone += stepsPerSecond(algorithm, new double[] {one}, warmUp, measured);
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %d actors together %,.0f steps/s; each alone, summed up: %,.0f; ratio %.2f%n",
          algorithm,
          ACTORS,
          together,
          alone,
          together / alone);
    }
  }

  /** Equally likely on a logarithmic scale. */
  static double[] seconds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] seconds = new double[ACTORS];
    for (int i = 0; i < ACTORS; i++) {
      seconds[i] =
          SHORTEST_SECONDS * Math.pow(LONGEST_SECONDS / SHORTEST_SECONDS, random.nextDouble());
    }
    return seconds;
  }

  private static double stepsPerSecond(
      String algorithm, double[] seconds, Duration warmUp, Duration measured) throws Exception {
    AtomicInteger copies = new AtomicInteger();
    Path directory = Files.createTempDirectory("slow-actors");
    try (TrainingRun run =
        Training.builder()
            .environment("SlowCartPole", () -> new Slow(copies.getAndIncrement(), seconds))
            .algorithm(algorithm, Map.of())
            .actors(seconds.length)
            .environmentsPerActor(1)
            .stopWhen(StopCondition.steps(Long.MAX_VALUE / 2).overEpisodes(1))
            .set("evaluationInterval", 0)
            .set("metrics", List.of())
            .runDirectory(directory.resolve("run"))
            .start()) {
      run.await(warmUp);
      long steps = run.progress().environmentSteps();
      long start = System.nanoTime();
      run.await(measured);
      return (run.progress().environmentSteps() - steps) / ((System.nanoTime() - start) * 1e-9);
    } finally {
      FileTree.delete(directory);
    }
  }

  /** CartPole whose steps take a time of the copy's own, which every eighth has again. */
  private static final class Slow extends EnvironmentWrapper {

    private final long nanos;

    Slow(int copy, double[] seconds) {
      super(new CartPole(CartPole.Settings.defaults()));
      nanos = (long) (seconds[copy % seconds.length] * 1e9);
    }

    @Override
    public void step(Action action, Step step) {
      long end = System.nanoTime() + nanos;
      for (long left = nanos; left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      inner.step(action, step);
    }
  }
}
