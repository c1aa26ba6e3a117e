package dev.rookery.environment;

import dev.rookery.DataType;
import dev.rookery.RookeryException;
import dev.rookery.Seeds;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps {@code K} ordinary environments one after the other on the caller's thread, and checks what
 * they write: an observation must be finite and complete, a reward finite.
 *
 * <p>The seed of an episode is derived from the run's seed, the environment's index and the
 * episode's number, so it does not depend on how long other episodes last.
 */
public final class SerialVectorEnvironment implements VectorEnvironment {

  private final String name;
  private final List<? extends Environment> environments;
  private final long seed;
  private final int maximumSteps;
  private final Space observationSpace;
  private final Space actionSpace;
  private final int[] choices;
  private final int observationBytes;
  private final int actionBytes;
  private final Observation firstObservation;
  private final Step step;
  private final Action action;
  private final long[] episodes;
  private final double[] returns;
  private final int[] lengths;

  /**
   * Takes over the environments.
   *
   * @param name the environment's name, for messages
   * @param environments at least one, all with the same spaces
   * @param seed the root of all episodes' seeds
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
    this.maximumSteps = maximumSteps;
    this.name = name;
    this.environments = List.copyOf(environments);
    this.seed = seed;
    Environment first = this.environments.get(0);
    observationSpace = first.observationSpace();
    actionSpace = first.actionSpace();
    for (Environment other : this.environments) {
      if (!other.observationSpace().equals(observationSpace)
          || !other.actionSpace().equals(actionSpace)) {
        throw new EnvironmentException(
            "the environments named %s do not all have the same spaces".formatted(name));
      }
    }
    choices = choices(observationSpace);
    observationBytes = observationSpace.byteSize();
    actionBytes = actionSpace.byteSize();
    firstObservation = new Observation(observationSpace);
    step = new Step(new Observation(observationSpace));
    action = new Action(actionSpace);
    episodes = new long[this.environments.size()];
    returns = new double[this.environments.size()];
    lengths = new int[this.environments.size()];
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

  @Override
  public void step(ByteBuffer actions, VectorStep out) {
    for (int k = 0; k < environments.size(); k++) {
      int at = k * observationBytes;
      action.wrap(actions, k * actionBytes);
      step.observation().wrap(out.nextObservations(), at);
      step.clear();
      poison(out.nextObservations(), at);
      lengths[k]++;
      try {
        environments.get(k).step(action, step);
      } catch (RookeryException e) {
        throw e;
      } catch (RuntimeException e) {
        throw broken(k, "failed in step %s: %s".formatted(lengths[k], e), e);
      }
      checkObservation(out.nextObservations(), at, k);
      double reward = step.reward();
      if (!Float.isFinite((float) reward)) {
        throw broken(k, "gave the reward %s in step %s".formatted(reward, lengths[k]), null);
      }
      if (lengths[k] >= maximumSteps && !step.terminated()) {
        step.truncated(true);
      }
      returns[k] += reward;
      out.rewards()[k] = (float) reward;
      out.terminated()[k] = step.terminated();
      out.truncated()[k] = step.truncated();
      if (step.ended()) {
        out.episodeReturns()[k] = returns[k];
        out.episodeLengths()[k] = lengths[k];
        startEpisode(k, out);
      } else {
        out.observations().put(at, out.nextObservations(), at, observationBytes);
      }
    }
  }

  @Override
  public void close() {
    environments.forEach(Environment::close);
  }

  private void startEpisode(int k, VectorStep out) {
    returns[k] = 0;
    lengths[k] = 0;
    long episodeSeed = Seeds.derive(Seeds.derive(seed, k), episodes[k]++);
    int at = k * observationBytes;
    firstObservation.wrap(out.observations(), at);
    poison(out.observations(), at);
    try {
      environments.get(k).reset(episodeSeed, firstObservation);
    } catch (RookeryException e) {
      throw e;
    } catch (RuntimeException e) {
      throw broken(k, "failed in reset: " + e, e);
    }
    checkObservation(out.observations(), at, k);
  }

  /** Fills a float observation with NaN, so that a value which is not written is seen. */
  private void poison(ByteBuffer buffer, int at) {
    if (observationSpace.dataType() == DataType.FLOAT32) {
      for (int i = at; i < at + observationBytes; i += Float.BYTES) {
        buffer.putFloat(i, Float.NaN);
      }
    }
  }

  private void checkObservation(ByteBuffer buffer, int at, int k) {
    if (observationSpace.dataType() == DataType.FLOAT32) {
      for (int i = at; i < at + observationBytes; i += Float.BYTES) {
        float value = buffer.getFloat(i);
        if (!Float.isFinite(value)) {
          throw broken(
              k,
              "observed %s at index %s after %s steps; was the value written?"
                  .formatted(value, (i - at) / Float.BYTES, lengths[k]),
              null);
        }
      }
    }
    for (int i = 0; i < choices.length; i++) {
      int value = buffer.getInt(at + i * Integer.BYTES);
      if (value < 0 || value >= choices[i]) {
        throw broken(
            k,
            "observed %s at index %s after %s steps, outside 0..%s"
                .formatted(value, i, lengths[k], choices[i] - 1),
            null);
      }
    }
  }

  /** How many values each number of a discrete space may take; none for a box. */
  private static int[] choices(Space space) {
    if (space instanceof DiscreteSpace discrete) {
      return new int[] {discrete.n()};
    }
    if (space instanceof MultiDiscreteSpace several) {
      return several.sizes().stream().mapToInt(Integer::intValue).toArray();
    }
    return new int[0];
  }

  private EnvironmentException broken(int k, String what, @Nullable Throwable cause) {
    String message = "environment %s (copy %s) %s".formatted(name, k, what);
    return cause == null
        ? new EnvironmentException(message)
        : new EnvironmentException(message, cause);
  }
}
