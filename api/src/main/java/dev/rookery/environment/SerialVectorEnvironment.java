package dev.rookery.environment;

import dev.rookery.RookeryException;
import dev.rookery.Seeds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Steps {@code K} ordinary environments one after the other on the caller's thread, and checks what
 * they do. Always checked is that every number of an observation is written, and is finite or a
 * choice that exists, that a reward is finite, and that an action is a choice that exists. In the
 * first {@value #CHECKED_STEPS} steps of each environment the bounds of observations and actions
 * are checked too, and that every byte of an image is written. What an environment throws, errors
 * included, is told with the environment's name, copy and step.
 *
 * <p>The seed of an episode is derived from the run's seed, the environment's index and the
 * episode's number, so it does not depend on how long other episodes last.
 */
public final class SerialVectorEnvironment implements VectorEnvironment {

  /** Steps of each environment in which everything is checked. */
  public static final int CHECKED_STEPS = 1_000;

  private static final List<String> METHODS = List.of("step", "reset", "close");
  private static final int STEP = 0;
  private static final int RESET = 1;
  private static final int CLOSE = 2;
  private static final int NO_CALL = -1;

  private final String name;
  private final List<Environment> environments;
  private final int maximumSteps;
  private final Space observationSpace;
  private final Space actionSpace;
  private final CopyCheck[] checks;
  private final @Nullable WrappedEnvironment[] wrapped;
  private final int observationBytes;
  private final int actionBytes;
  private final Observation firstObservation;
  private final Step step;
  private final Action action;
  private final long[] episodes;
  private final double[] returns;
  private final double[] learnerReturns;
  private final int[] lengths;
  private final boolean[] cut;
  private long seed;

  /** Which of {@link #METHODS} of which copy is under way, for other threads to ask; or none. */
  private final AtomicInteger call = new AtomicInteger(NO_CALL);

  /**
   * Takes over the environments.
   *
   * @param name the environment's name, for messages
   * @param environments at least one, all with the same spaces
   * @param seed the root of all episodes' seeds
   * @throws EnvironmentException if two are the same object, their spaces differ, or one has none;
   *     all are closed then
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
    this.name = name;
    this.environments = List.copyOf(environments);
    this.seed = seed;
    this.maximumSteps = maximumSteps;
    int count = this.environments.size();
    checks = new CopyCheck[count];
    wrapped = new WrappedEnvironment[count];
    episodes = new long[count];
    returns = new double[count];
    learnerReturns = new double[count];
    lengths = new int[count];
    cut = new boolean[count];
    try {
      observationSpace = space(Environment::observationSpace, "observationSpace()");
      actionSpace = space(Environment::actionSpace, "actionSpace()");
      for (int k = 0; k < count; k++) {
        prepare(k);
      }
    } catch (RookeryException e) {
      var unused = closeAll(e);
      throw e;
    }
    observationBytes = observationSpace.byteSize();
    actionBytes = actionSpace.byteSize();
    firstObservation = new Observation(observationSpace);
    step = new Step(new Observation(observationSpace));
    action = new Action(actionSpace);
  }

  /** The space that all environments have. */
  private Space space(Function<Environment, @Nullable Space> method, String call) {
    Space space = null;
    for (int k = 0; k < environments.size(); k++) {
      Space own;
      try {
        own = method.apply(environments.get(k));
      } catch (Throwable e) {
        throw failed(k, "in " + call, e);
      }
      if (own == null) {
        throw broken(k, call + " returned null", null);
      }
      if (space != null && !space.equals(own)) {
        throw new EnvironmentException(
            "the environments named %s do not all have the same spaces".formatted(name));
      }
      space = own;
    }
    return Objects.requireNonNull(space, "no environment");
  }

  private void prepare(int k) {
    Environment environment = environments.get(k);
    for (int other = 0; other < k; other++) {
      if (environments.get(other) == environment) {
        throw new EnvironmentException(
            "copies %s and %s of the environment %s are the same object: each must be a new one"
                .formatted(other, k, name));
      }
    }
    checks[k] = new CopyCheck(name, k, observationSpace, actionSpace);
    if (environment instanceof WrappedEnvironment around) {
      wrapped[k] = around;
      around.check(name, k);
    }
  }

  @Override
  public int count() {
    return environments.size();
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
  public void reset(VectorStep out) {
    for (int k = 0; k < environments.size(); k++) {
      startEpisode(k, out);
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
    for (int k = 0; k < environments.size(); k++) {
      int at = k * observationBytes;
      lengths[k]++;
      action.wrap(actions, k * actionBytes);
      checks[k].action(action, lengths[k]);
      step.observation().wrap(out.nextObservations(), at);
      checks[k].clear(step.observation());
      step.clear();
      call.setOpaque(k * METHODS.size() + STEP);
      try {
        environments.get(k).step(action, step);
      } catch (Throwable e) {
        throw failed(k, "in step " + lengths[k], e);
      } finally {
        call.setOpaque(NO_CALL);
      }
      checks[k].observation(step.observation(), lengths[k]);
      cut[k] = lengths[k] >= maximumSteps && !step.ended();
      if (cut[k]) {
        step.truncated(true);
      }
      reward(k, out);
      out.terminated()[k] = step.terminated();
      out.truncated()[k] = step.truncated();
      if (step.ended()) {
        out.episodeReturns()[k] = returns[k];
        out.learnerReturns()[k] = learnerReturns[k];
        out.episodeLengths()[k] = lengths[k];
        startEpisode(k, out);
      } else {
        out.observations().put(at, out.nextObservations(), at, observationBytes);
      }
    }
  }

  /**
   * Whether the last step ended an episode only because it had the maximum of steps, which the
   * environment itself would have gone on with.
   */
  public boolean wasCut(int k) {
    return cut[k];
  }

  private void reward(int k, VectorStep out) {
    double reward = step.reward();
    WrappedEnvironment around = wrapped[k];
    double own = around == null ? reward : around.ownReward();
    if (!Double.isFinite(own) || !Float.isFinite((float) reward)) {
      throw broken(
          k,
          "gave the reward %s in step %s"
              .formatted(Double.isFinite(own) ? reward : own, lengths[k]),
          null);
    }
    returns[k] += own;
    learnerReturns[k] += reward;
    out.rewards()[k] = (float) reward;
  }

  private void startEpisode(int k, VectorStep out) {
    returns[k] = 0;
    learnerReturns[k] = 0;
    lengths[k] = 0;
    long episodeSeed = Seeds.derive(Seeds.derive(seed, k), episodes[k]++);
    firstObservation.wrap(out.observations(), k * observationBytes);
    checks[k].clear(firstObservation);
    call.setOpaque(k * METHODS.size() + RESET);
    try {
      environments.get(k).reset(episodeSeed, firstObservation);
    } catch (Throwable e) {
      throw failed(k, "in reset", e);
    } finally {
      call.setOpaque(NO_CALL);
    }
    checks[k].observation(firstObservation, 0);
  }

  /**
   * Closes every environment, even where one cannot be closed.
   *
   * @throws EnvironmentException if one cannot; the others' failures are suppressed in it
   */
  @Override
  public void close() {
    RookeryException failure = closeAll(null);
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes everything; what fails is added to {@code first}, or returned if that is null. */
  private @Nullable RookeryException closeAll(@Nullable RookeryException first) {
    RookeryException failure = first;
    for (int k = 0; k < environments.size(); k++) {
      call.setOpaque(k * METHODS.size() + CLOSE);
      try {
        environments.get(k).close();
      } catch (Throwable e) {
        RookeryException next = failed(k, "in close", e);
        if (failure == null) {
          failure = next;
        } else {
          failure.addSuppressed(next);
        }
      }
    }
    call.setOpaque(NO_CALL);
    return failure;
  }

  @Override
  public String activity() {
    int current = call.getOpaque();
    return current == NO_CALL
        ? ""
        : "environment %s (copy %s) in %s"
            .formatted(name, current / METHODS.size(), METHODS.get(current % METHODS.size()));
  }

  /** Something that the environment threw; what is meant for people stays as it is. */
  private RookeryException failed(int k, String where, Throwable thrown) {
    if (thrown instanceof RookeryException forPeople) {
      return forPeople;
    }
    if (thrown instanceof InterruptedException) { // Kotlin does not declare it.
      Thread.currentThread().interrupt();
    }
    return broken(k, "failed %s: %s".formatted(where, thrown), thrown);
  }

  private EnvironmentException broken(int k, String what, @Nullable Throwable cause) {
    return EnvironmentException.of(name, k, what, cause);
  }
}
