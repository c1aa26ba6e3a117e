package dev.rookery.environment;

import dev.rookery.RookeryException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Checks in every step what a simulator of several environments does: that observations are finite
 * or choices that exist, and rewards finite. What it throws is told with the environment's name.
 */
public final class CheckedVectorEnvironment implements VectorEnvironment {

  private final String name;
  private final VectorEnvironment environments;
  private final ObservationCheck check;
  private final CopyCheck[] copyChecks;
  private final Observation observation;

  /** The method that is running now; empty if none is. */
  private volatile String call = "";

  private int steps;

  /**
   * Takes over a simulator's environments.
   *
   * @param name the environment's name, for messages
   * @param count how many there must be
   * @param like one of the same task, whose spaces they must have
   * @throws EnvironmentException if they differ; they are closed then
   */
  public CheckedVectorEnvironment(
      String name, VectorEnvironment environments, int count, Environment like) {
    this.name = name;
    this.environments = environments;
    String difference = difference(environments, count, like);
    if (difference != null) {
      environments.close();
      throw new EnvironmentException(
          "the environments named %s that are stepped together are not like one of them: %s"
              .formatted(name, difference));
    }
    check = new ObservationCheck(environments.observationSpace());
    observation = new Observation(environments.observationSpace());
    TensorSpace actions = TensorSpace.ofActions(name, environments.actionSpace());
    copyChecks = new CopyCheck[count];
    for (int k = 0; k < count; k++) {
      copyChecks[k] = new CopyCheck(name, k, environments.observationSpace(), actions);
    }
  }

  private static @Nullable String difference(
      VectorEnvironment environments, int count, Environment like) {
    if (environments.count() != count) {
      return "there are %s where %s were asked for".formatted(environments.count(), count);
    }
    if (!environments.observationSpace().equals(like.observationSpace())) {
      return "they observe %s, it %s"
          .formatted(environments.observationSpace(), like.observationSpace());
    }
    if (!environments.actionSpace().equals(like.actionSpace())) {
      return "their actions are %s, its %s"
          .formatted(environments.actionSpace(), like.actionSpace());
    }
    return environments.hasLegalActions() == like.hasLegalActions()
        ? null
        : "either they or it have legal actions";
  }

  @Override
  public int count() {
    return environments.count();
  }

  @Override
  public Space observationSpace() {
    return environments.observationSpace();
  }

  @Override
  public Space actionSpace() {
    return environments.actionSpace();
  }

  @Override
  public boolean hasLegalActions() {
    return environments.hasLegalActions();
  }

  @Override
  public void reset(VectorStep step) {
    steps = 0;
    call = "reset";
    try {
      environments.reset(step);
    } catch (Throwable e) {
      throw failed("reset", e);
    } finally {
      call = "";
    }
    checkObservations(step.observations());
  }

  @Override
  public void step(ByteBuffer actions, VectorStep step) {
    steps++;
    call = "step";
    try {
      environments.step(actions, step);
    } catch (Throwable e) {
      throw failed("step " + steps, e);
    } finally {
      call = "";
    }
    checkObservations(step.nextObservations());
    checkObservations(step.observations());
    for (int k = 0; k < copyChecks.length; k++) {
      double elapsed = step.elapsed()[k];
      if (!Float.isFinite(step.rewards()[k]) || !Double.isFinite(elapsed) || elapsed < 0) {
        throw EnvironmentException.of(
            name,
            k,
            "gave the reward %s after the time %s in step %s"
                .formatted(step.rewards()[k], elapsed, steps),
            null);
      }
    }
  }

  private void checkObservations(ByteBuffer observations) {
    if (check.anyInvalid(observations, copyChecks.length)) {
      for (int k = 0; k < copyChecks.length; k++) {
        observation.wrapElement(observations, k);
        copyChecks[k].observation(observation, steps);
      }
    }
  }

  private RookeryException failed(String where, Throwable thrown) {
    return EnvironmentException.ofCall(
        "environment %s failed in %s".formatted(name, where), thrown);
  }

  @Override
  public String activity() {
    String current = call;
    return current.isEmpty() ? "" : "environment %s in %s".formatted(name, current);
  }

  @Override
  public void close() {
    try {
      environments.close();
    } catch (Throwable e) {
      throw failed("close", e);
    }
  }
}
