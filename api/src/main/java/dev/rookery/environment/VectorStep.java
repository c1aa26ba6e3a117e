package dev.rookery.environment;

import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;

/**
 * What one step of {@code K} environments led to; written by a {@link VectorEnvironment}, used
 * again for every step. The buffers are direct, in the machine's byte order, with the {@code K}
 * elements packed one after the other.
 */
public final class VectorStep {

  private final int count;
  private final ByteBuffer observations;
  private final ByteBuffer nextObservations;
  private final float[] rewards;
  private final boolean[] terminated;
  private final boolean[] truncated;
  private final double[] episodeReturns;
  private final double[] learnerReturns;
  private final int[] episodeLengths;

  /** Room for {@code count} environments with observations of {@code observationSpace}. */
  public VectorStep(int count, Space observationSpace) {
    this.count = count;
    observations = DirectBuffers.allocate(count, observationSpace.byteSize());
    nextObservations = DirectBuffers.allocate(count, observationSpace.byteSize());
    rewards = new float[count];
    terminated = new boolean[count];
    truncated = new boolean[count];
    episodeReturns = new double[count];
    learnerReturns = new double[count];
    episodeLengths = new int[count];
  }

  /** How many environments. */
  public int count() {
    return count;
  }

  /** {@code [K]} observations to act on next: where an episode ended, the next one's first. */
  public ByteBuffer observations() {
    return observations;
  }

  /** {@code [K]} observations that the step led to: where an episode ended, its true last one. */
  public ByteBuffer nextObservations() {
    return nextObservations;
  }

  /** {@code [K]} rewards as the learner gets them, after all wrappers. */
  public float[] rewards() {
    return rewards;
  }

  /** {@code [K]}: whether the task itself ended. */
  public boolean[] terminated() {
    return terminated;
  }

  /** {@code [K]}: whether the episode was cut. */
  public boolean[] truncated() {
    return truncated;
  }

  /** Whether environment {@code index}'s episode ended in this step, for either reason. */
  public boolean ended(int index) {
    return terminated[index] || truncated[index];
  }

  /**
   * {@code [K]} undiscounted sums of the rewards that the environments themselves gave, before
   * wrappers changed them; valid where {@link #ended} says so.
   */
  public double[] episodeReturns() {
    return episodeReturns;
  }

  /** {@code [K]} undiscounted sums of {@link #rewards()}; valid where {@link #ended} says so. */
  public double[] learnerReturns() {
    return learnerReturns;
  }

  /** {@code [K]} lengths in steps; valid where {@link #ended} says so. */
  public int[] episodeLengths() {
    return episodeLengths;
  }
}
