package dev.rookery.testkit.environment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rookery.environment.VectorEnvironment;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The tests that every {@link VectorEnvironment} passes, as a test class to extend. They step it
 * with random actions:
 *
 * <pre>{@code
 * class MySimulatorTest extends VectorEnvironmentContract {
 *   @Override
 *   protected VectorEnvironment create(int count, long seed) {
 *     return new MySimulator(count, seed);
 *   }
 * }
 * }</pre>
 */
public abstract class VectorEnvironmentContract {

  private static final int COUNT = 3;
  private static final double TOLERANCE = 1e-4;

  /** Makes the environments; every call makes new ones. */
  protected abstract VectorEnvironment create(int count, long seed);

  /** Whether episodes of different seeds differ under the same actions. */
  protected boolean isRandom() {
    return true;
  }

  /** After how many steps of each environment several episodes have ended. */
  protected int steps() {
    return 500;
  }

  /** Steps environments at random, and shows each outcome, that of the reset too. */
  private void run(long seed, Consumer<VectorStep> outcome) {
    try (VectorEnvironment environments = create(COUNT, seed)) {
      VectorStep step = VectorStep.of(environments);
      RandomPolicy policy = new RandomPolicy(environments.actionSpace(), 5);
      ByteBuffer actions = DirectBuffers.allocate(COUNT, environments.actionSpace().byteSize());
      environments.reset(step);
      outcome.accept(step);
      for (int t = 0; t < steps(); t++) {
        policy.act(step, actions);
        environments.step(actions, step);
        outcome.accept(step);
      }
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.capacity()];
    buffer.get(0, copy);
    return copy;
  }

  @Test
  public void thereAreAsManyAsWereAskedFor() {
    for (int count : new int[] {1, COUNT}) {
      try (VectorEnvironment environments = create(count, 1)) {
        assertEquals(count, environments.count());
      }
    }
  }

  @Test
  public void theSameSeedAndActionsGiveTheSameTrajectories() {
    assertArrayEquals(
        trajectory(7), trajectory(7), "the same seed and actions led elsewhere the second time");
  }

  @Test
  public void differentSeedsDiffer() {
    assumeTrue(isRandom(), "nothing is random here");
    assertFalse(Arrays.equals(trajectory(7), trajectory(8)));
  }

  /** A hash of each step. */
  private int[] trajectory(long seed) {
    int[] hashes = new int[steps() + 1];
    int[] next = {0};
    run(
        seed,
        step ->
            hashes[next[0]++] =
                Arrays.deepHashCode(
                    new Object[] {
                      bytes(step.observations()),
                      step.rewards().clone(),
                      step.terminated().clone(),
                      step.truncated().clone()
                    }));
    return hashes;
  }

  /** Rows of replay go from one observation to the next: these must be the same in the middle. */
  @Test
  public void inTheMiddleOfAnEpisodeTheNextObservationIsTheObservation() {
    int[] before = {-1};
    run(
        7,
        step -> {
          if (before[0]++ < 0) {
            return;
          }
          int bytes = step.observations().capacity() / COUNT;
          for (int k = 0; k < COUNT; k++) {
            if (!step.ended(k)) {
              assertEquals(
                  step.nextObservations().slice(k * bytes, bytes),
                  step.observations().slice(k * bytes, bytes),
                  "environment %s shows another observation than its step led to".formatted(k));
            }
          }
        });
  }

  @Test
  public void returnsAndLengthsAreThoseOfTheEpisodes() {
    double[] sums = new double[COUNT];
    int[] lengths = new int[COUNT];
    int[] calls = {0};
    int[] ended = {0};
    run(
        7,
        step -> {
          if (calls[0]++ == 0) {
            return;
          }
          for (int k = 0; k < COUNT; k++) {
            sums[k] += step.rewards()[k];
            lengths[k]++;
            assertTrue(Float.isFinite(step.rewards()[k]), "a reward that is not finite");
            if (step.ended(k)) {
              ended[0]++;
              assertEquals(lengths[k], step.episodeLengths()[k], "the length of an episode");
              assertEquals(
                  sums[k],
                  step.learnerReturns()[k],
                  TOLERANCE * (1 + Math.abs(sums[k])),
                  "the sum of an episode's rewards");
              sums[k] = 0;
              lengths[k] = 0;
            }
          }
        });
    assertTrue(ended[0] > 1, () -> "%s episodes ended in %s steps".formatted(ended[0], steps()));
  }

  @Test
  public void resettingStartsNewEpisodesInAll() {
    try (VectorEnvironment environments = create(COUNT, 7)) {
      VectorStep step = VectorStep.of(environments);
      ByteBuffer actions = DirectBuffers.allocate(COUNT, environments.actionSpace().byteSize());
      RandomPolicy policy = new RandomPolicy(environments.actionSpace(), 5);
      environments.reset(step);
      policy.act(step, actions);
      environments.step(actions, step);
      environments.reset(step);
      int t = 1;
      do {
        policy.act(step, actions);
        environments.step(actions, step);
      } while (!step.ended(0) && t++ < steps());
      assertEquals(t, step.episodeLengths()[0], "the episode before the reset counts");
    }
  }
}
