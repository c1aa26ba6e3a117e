package dev.rookery.environment;

import dev.rookery.RookeryException;
import dev.rookery.Seeds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps {@code K} ordinary environments one after the other on the caller's thread, or all at once
 * where they are {@linkplain OverlappingEnvironment overlapping}, and checks what they do. Always
 * checked is that every number of an observation is written, and is finite or a choice that exists,
 * that a reward is finite, and that an action is a choice that exists. In the first {@value
 * #CHECKED_STEPS} steps the bounds of observations and actions are checked too, and that every byte
 * of an image is written. Where environments have legal actions, at least one must be legal unless
 * the episode terminated, and illegal actions are refused. What an environment throws, errors
 * included, is told with the environment's name, copy and step.
 *
 * <p>The seed of an episode is derived from the run's seed, the environment's index and the
 * episode's number, so it does not depend on how long other episodes last.
 */
public final class SerialVectorEnvironment implements VectorEnvironment {

  /** Steps of each environment in which everything is checked. */
  public static final int CHECKED_STEPS = 1_000;

  private final EnvironmentCopies copies;
  private final int count;
  private final int maximumSteps;
  private final Space observationSpace;
  private final TensorSpace actionSpace;
  private final boolean hasLegalActions;
  private final boolean overlap;
  private final @Nullable WrappedEnvironment[] wrapped;
  private final CopyCheck[] copyChecks;
  private final @Nullable LegalActions legalActions;
  private final ObservationCheck observationCheck;
  private final SpaceCheck actionCheck;
  private final ByteBuffer unwritten;
  private final Observation firstObservation;
  private final Step step;
  private final Action action;
  private final long[] episodes;
  private final double[] returns;
  private final double[] learnerReturns;
  private final int[] lengths;
  private final boolean[] cut;
  private long seed;
  private int closelyCheckedSteps;

  /**
   * Takes over the environments.
   *
   * @param name the environment's name, for messages
   * @param environments at least one, all with the same spaces
   * @param seed the root of all episodes' seeds
   * @throws EnvironmentException if two are the same object, their spaces or what they say of legal
   *     actions differ, one has no spaces, or its actions have named parts; all are closed then
   */
  public SerialVectorEnvironment(String name, List<? extends Environment> environments, long seed) {
    this(name, environments, seed, Integer.MAX_VALUE);
  }

  /**
   * Takes over the environments, and truncates episodes that do not end.
   *
   * @param maximumSteps steps after which an episode is truncated, at least 1
   * @see #SerialVectorEnvironment(String, List, long)
   */
  public SerialVectorEnvironment(
      String name, List<? extends Environment> environments, long seed, int maximumSteps) {
    this.seed = seed;
    this.maximumSteps = maximumSteps;
    copies = new EnvironmentCopies(name, environments);
    count = copies.count();
    try {
      copies.requireDistinct();
      observationSpace = copies.space(Environment::observationSpace, "observationSpace()");
      actionSpace =
          TensorSpace.ofActions(name, copies.space(Environment::actionSpace, "actionSpace()"));
      hasLegalActions = copies.haveLegalActions(actionSpace);
      overlap = copies.overlap();
    } catch (RookeryException e) {
      copies.closeAfter(e);
      throw e;
    }
    wrapped = new WrappedEnvironment[count];
    copyChecks = new CopyCheck[count];
    for (int k = 0; k < count; k++) {
      copyChecks[k] = new CopyCheck(name, k, observationSpace, actionSpace);
      if (copies.get(k) instanceof WrappedEnvironment environment) {
        wrapped[k] = environment;
        environment.check(name, k);
      }
    }
    legalActions = hasLegalActions ? new LegalActions(copies, copyChecks, actionSpace) : null;
    observationCheck = new ObservationCheck(observationSpace);
    actionCheck = new SpaceCheck(actionSpace);
    unwritten = observationCheck.unwritten(count);
    firstObservation = new Observation(observationSpace);
    step = new Step(new Observation(observationSpace));
    action = new Action(actionSpace);
    episodes = new long[count];
    returns = new double[count];
    learnerReturns = new double[count];
    lengths = new int[count];
    cut = new boolean[count];
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Space observationSpace() {
    return observationSpace;
  }

  @Override
  public Space actionSpace() {
    return actionSpace;
  }

  @Override
  public boolean hasLegalActions() {
    return hasLegalActions;
  }

  @Override
  public void reset(VectorStep out) {
    if (overlap) {
      for (int k = 0; k < count; k++) {
        copies.beginReset(k, episodeSeed(k));
      }
    }
    for (int k = 0; k < count; k++) {
      startEpisode(k, out);
    }
    if (legalActions != null) {
      legalActions.copyTo(out.actionMasks());
    }
  }

  /** Starts over as if the environments were new, with other seeds or the same ones again. */
  public void reset(long newSeed, VectorStep out) {
    seed = newSeed;
    Arrays.fill(episodes, 0);
    reset(out);
  }

  @Override
  public void step(ByteBuffer actions, VectorStep out) {
    boolean closely = closelyCheckedSteps < CHECKED_STEPS;
    if (closely || actionCheck.anyInvalid(actions, 0, count)) {
      checkActions(actions);
    }
    if (legalActions != null) {
      legalActions.check(actions, lengths);
    }
    ByteBuffer nextObservations = out.nextObservations();
    nextObservations.put(0, unwritten, 0, unwritten.capacity());
    if (overlap) {
      for (int k = 0; k < count; k++) {
        action.wrapElement(actions, k);
        copies.beginStep(k, action, lengths[k] + 1);
      }
    }
    for (int k = 0; k < count; k++) {
      action.wrapElement(actions, k);
      step.observation().wrapElement(nextObservations, k);
      step.clear();
      if (closely) {
        copyChecks[k].clear(step.observation());
      }
      copies.step(k, action, step, ++lengths[k]);
      takeReward(k, out);
      takeTime(k, out);
      out.terminated()[k] = step.terminated();
      cut[k] = lengths[k] >= maximumSteps && !step.ended();
      out.truncated()[k] = step.truncated() || cut[k];
    }
    if (closely || observationCheck.anyInvalid(nextObservations, count)) {
      checkObservations(nextObservations);
    }
    if (legalActions != null) {
      askLegalActions(legalActions, out);
    }
    ByteBuffer observations = out.observations();
    observations.put(0, nextObservations, 0, observations.capacity());
    if (overlap) {
      for (int k = 0; k < count; k++) {
        if (out.ended(k)) {
          copies.beginReset(k, episodeSeed(k));
        }
      }
    }
    for (int k = 0; k < count; k++) {
      if (out.ended(k)) {
        out.episodeReturns()[k] = returns[k];
        out.learnerReturns()[k] = learnerReturns[k];
        out.episodeLengths()[k] = lengths[k];
        startEpisode(k, out);
      }
    }
    if (legalActions != null) {
      legalActions.copyTo(out.actionMasks());
    }
  }

  /**
   * Whether the last step ended an episode only because it had the maximum of steps, which the
   * environment itself would have gone on with.
   */
  public boolean wasCut(int k) {
    return cut[k];
  }

  private void askLegalActions(LegalActions legal, VectorStep out) {
    for (int k = 0; k < count; k++) {
      if (out.terminated()[k]) {
        legal.none(k);
      } else {
        legal.ask(k, lengths[k]);
      }
    }
    legal.copyTo(out.nextActionMasks());
  }

  private void checkActions(ByteBuffer actions) {
    for (int k = 0; k < count; k++) {
      action.wrapElement(actions, k);
      copyChecks[k].action(action, lengths[k] + 1);
    }
  }

  private void checkObservations(ByteBuffer observations) {
    closelyCheckedSteps++;
    for (int k = 0; k < count; k++) {
      step.observation().wrapElement(observations, k);
      copyChecks[k].observation(step.observation(), lengths[k]);
    }
  }

  private void takeReward(int k, VectorStep out) {
    double reward = step.reward();
    WrappedEnvironment environment = wrapped[k];
    double own = environment == null ? reward : environment.ownReward();
    if (!Double.isFinite(own) || !Float.isFinite((float) reward)) {
      throw EnvironmentException.of(
          copies.name(),
          k,
          "gave the reward %s in step %s"
              .formatted(Double.isFinite(own) ? reward : own, lengths[k]),
          null);
    }
    returns[k] += own;
    learnerReturns[k] += reward;
    out.rewards()[k] = (float) reward;
  }

  private void takeTime(int k, VectorStep out) {
    double elapsed = step.elapsed();
    if (!(elapsed >= 0 && elapsed < Double.POSITIVE_INFINITY)) {
      throw EnvironmentException.of(
          copies.name(), k, "took the time %s in step %s".formatted(elapsed, lengths[k]), null);
    }
    out.elapsed()[k] = elapsed;
  }

  /** The seed of a copy's next episode. */
  private long episodeSeed(int k) {
    return Seeds.derive(Seeds.derive(seed, k), episodes[k]);
  }

  private void startEpisode(int k, VectorStep out) {
    returns[k] = 0;
    learnerReturns[k] = 0;
    lengths[k] = 0;
    long episodeSeed = episodeSeed(k);
    episodes[k]++;
    firstObservation.wrapElement(out.observations(), k);
    copyChecks[k].clear(firstObservation);
    copies.reset(k, episodeSeed, firstObservation);
    copyChecks[k].observation(firstObservation, 0);
    if (legalActions != null) {
      legalActions.ask(k, 0);
    }
  }

  @Override
  public String activity() {
    return copies.activity();
  }

  /**
   * Closes every environment, even where one cannot be closed.
   *
   * @throws RookeryException if one cannot; the others' failures are suppressed in it
   */
  @Override
  public void close() {
    copies.close();
  }
}
