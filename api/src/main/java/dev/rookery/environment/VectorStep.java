package dev.rookery.environment;

import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one step of {@code K} environments led to; written by a {@link VectorEnvironment}, used
 * again for every step. The buffers are direct, in the machine's byte order, with the {@code K}
 * elements packed one after the other.
 */
public final class VectorStep {

  private final int count;
  private final ByteBuffer observations;
  private final ByteBuffer nextObservations;
  private final Space observationSpace;
  private final @Nullable Space maskedSpace;
  private final @Nullable ByteBuffer actionMasks;
  private final @Nullable ByteBuffer nextActionMasks;
  private final float[] rewards;
  private final boolean[] terminated;
  private final boolean[] truncated;
  private final double[] elapsed;
  private final double[] episodeReturns;
  private final double[] learnerReturns;
  private final int[] episodeLengths;

  /** Room for {@code count} environments with observations of {@code observationSpace}. */
  public VectorStep(int count, Space observationSpace) {
    this(count, observationSpace, (ActionMask) null);
  }

  /**
   * Room for {@code count} environments that say which actions are legal.
   *
   * @param actionSpace discrete or multi-discrete
   * @throws IllegalArgumentException if the actions are a box
   */
  public VectorStep(int count, Space observationSpace, Space actionSpace) {
    this(count, observationSpace, new ActionMask(actionSpace));
  }

  private VectorStep(int count, Space observationSpace, @Nullable ActionMask mask) {
    this.count = count;
    this.observationSpace = observationSpace;
    maskedSpace = mask == null ? null : mask.actionSpace();
    actionMasks = mask == null ? null : DirectBuffers.allocate(count, mask.size());
    nextActionMasks = mask == null ? null : DirectBuffers.allocate(count, mask.size());
    observations = DirectBuffers.allocate(count, observationSpace.byteSize());
    nextObservations = DirectBuffers.allocate(count, observationSpace.byteSize());
    rewards = new float[count];
    terminated = new boolean[count];
    truncated = new boolean[count];
    elapsed = new double[count];
    Arrays.fill(elapsed, 1);
    episodeReturns = new double[count];
    learnerReturns = new double[count];
    episodeLengths = new int[count];
  }

  /** Room for what environments lead to, with masks if they have legal actions. */
  public static VectorStep of(VectorEnvironment environments) {
    int count = environments.count();
    Space observations = environments.observationSpace();
    return environments.hasLegalActions()
        ? new VectorStep(count, observations, environments.actionSpace())
        : new VectorStep(count, observations);
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

  /** A new view of environment {@code index}'s part of {@link #observations()}. */
  public Observation observation(int index) {
    Observation view = new Observation(observationSpace);
    view.wrapElement(observations, Objects.checkIndex(index, count));
    return view;
  }

  /** Whether the environments say which actions are legal. */
  public boolean hasActionMasks() {
    return maskedSpace != null;
  }

  /**
   * {@code [K, size]} bytes, 1 for each action that is legal on {@link #observations()}, 0 for the
   * others, as {@link ActionMask} views them.
   *
   * @throws IllegalStateException if there are no masks
   */
  public ByteBuffer actionMasks() {
    return requireMasks(actionMasks);
  }

  /**
   * {@code [K, size]} bytes, 1 for each action that is legal on {@link #nextObservations()}: where
   * an episode was truncated, those with which it would have gone on; where it terminated, none.
   *
   * @throws IllegalStateException if there are no masks
   */
  public ByteBuffer nextActionMasks() {
    return requireMasks(nextActionMasks);
  }

  /**
   * A new view of environment {@code index}'s part of {@link #actionMasks()}.
   *
   * @throws IllegalStateException if there are no masks
   */
  public ActionMask actionMask(int index) {
    ActionMask view = new ActionMask(requireMasks(maskedSpace));
    view.wrapElement(actionMasks(), Objects.checkIndex(index, count));
    return view;
  }

  private static <T> T requireMasks(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException(
          "this step has no masks of legal actions: make it with VectorStep.of(environments), or with the action space");
    }
    return part;
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

  /** {@code [K]}: how much time the step took, as {@link Step#elapsed(double)} says. */
  public double[] elapsed() {
    return elapsed;
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
