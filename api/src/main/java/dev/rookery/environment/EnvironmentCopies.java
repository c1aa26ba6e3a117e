package dev.rookery.environment;

import dev.rookery.RookeryException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls the copies of an environment, and owns them. Whatever one throws, errors included, is told
 * with the environment's name, the copy and the method; what is meant for people stays as it is.
 */
final class EnvironmentCopies implements AutoCloseable {

  private static final List<String> METHODS = List.of("step", "reset", "legalActions", "close");
  private static final int STEP = 0;
  private static final int RESET = 1;
  private static final int LEGAL_ACTIONS = 2;
  private static final int CLOSE = 3;
  private static final int NO_CALL = -1;

  private final String name;
  private final Environment[] environments;

  /** The same, where their calls can be begun; else null. */
  private final @Nullable OverlappingEnvironment[] overlapping;

  /** Which of {@link #METHODS} of which copy is under way, for other threads to ask; or none. */
  private final AtomicInteger call = new AtomicInteger(NO_CALL);

  EnvironmentCopies(String name, List<? extends Environment> environments) {
    this.name = name;
    this.environments = environments.toArray(Environment[]::new);
    overlapping = new OverlappingEnvironment[this.environments.length];
    for (int k = 0; k < overlapping.length; k++) {
      overlapping[k] = overlapping(this.environments[k]);
    }
  }

  /** The environment, if there is one inside whose calls can be begun. */
  private static @Nullable OverlappingEnvironment overlapping(Environment environment) {
    Environment innermost = environment;
    while (innermost instanceof EnvironmentWrapper wrapper) {
      innermost = wrapper.inner();
    }
    return innermost instanceof OverlappingEnvironment
            && environment instanceof OverlappingEnvironment whole
        ? whole
        : null;
  }

  String name() {
    return name;
  }

  int count() {
    return environments.length;
  }

  Environment get(int k) {
    return environments[k];
  }

  /** Checks that no two copies are one object. */
  void requireDistinct() {
    for (int k = 0; k < environments.length; k++) {
      for (int other = 0; other < k; other++) {
        if (environments[other] == environments[k]) {
          throw new EnvironmentException(
              "copies %s and %s of the environment %s are the same object: each must be a new one"
                  .formatted(other, k, name));
        }
      }
    }
  }

  /**
   * The space that all copies have.
   *
   * @param method asks one for it
   * @param methodName for messages
   */
  Space space(Function<Environment, @Nullable Space> method, String methodName) {
    Space first = space(0, method, methodName);
    for (int k = 1; k < environments.length; k++) {
      if (!first.equals(space(k, method, methodName))) {
        throw new EnvironmentException(
            "the environments named %s do not all have the same spaces".formatted(name));
      }
    }
    return first;
  }

  private Space space(int k, Function<Environment, @Nullable Space> method, String methodName) {
    Space space;
    try {
      space = method.apply(environments[k]);
    } catch (Throwable e) {
      throw failed(k, "in " + methodName, e);
    }
    if (space == null) {
      throw EnvironmentException.of(name, k, methodName + " returned null", null);
    }
    return space;
  }

  /**
   * Whether all copies have legal actions.
   *
   * @throws EnvironmentException if they do not agree, or the actions are a box
   */
  boolean haveLegalActions(Space actionSpace) {
    boolean first = hasLegalActions(0);
    for (int k = 1; k < environments.length; k++) {
      if (hasLegalActions(k) != first) {
        throw new EnvironmentException(
            "the environments named %s do not all say the same in hasLegalActions()"
                .formatted(name));
      }
    }
    if (first && !ActionMask.canMask(actionSpace)) {
      throw new EnvironmentException(
          "environment %s says that it has legal actions, but its actions are %s: only discrete and multi-discrete actions can be illegal"
              .formatted(name, actionSpace));
    }
    return first;
  }

  private boolean hasLegalActions(int k) {
    try {
      return environments[k].hasLegalActions();
    } catch (Throwable e) {
      throw failed(k, "in hasLegalActions()", e);
    }
  }

  /** Begins the reset of a copy, if that can be begun. */
  void beginReset(int k, long seed) {
    OverlappingEnvironment environment = overlapping[k];
    if (environment != null) {
      call.setOpaque(k * METHODS.size() + RESET);
      try {
        environment.beginReset(seed);
      } catch (Throwable e) {
        throw failed(k, "in beginReset", e);
      } finally {
        call.setOpaque(NO_CALL);
      }
    }
  }

  /** Begins the step of a copy, if that can be begun. */
  void beginStep(int k, Action action, int number) {
    OverlappingEnvironment environment = overlapping[k];
    if (environment != null) {
      call.setOpaque(k * METHODS.size() + STEP);
      try {
        environment.beginStep(action);
      } catch (Throwable e) {
        throw failed(k, "beginning step " + number, e);
      } finally {
        call.setOpaque(NO_CALL);
      }
    }
  }

  /** Whether there is a copy whose calls can be begun. */
  boolean overlap() {
    return Arrays.stream(overlapping).anyMatch(Objects::nonNull);
  }

  void reset(int k, long seed, Observation observation) {
    call.setOpaque(k * METHODS.size() + RESET);
    try {
      environments[k].reset(seed, observation);
    } catch (Throwable e) {
      throw failed(k, "in reset", e);
    } finally {
      call.setOpaque(NO_CALL);
    }
  }

  /**
   * Takes one step.
   *
   * @param number of the step in its episode, from 1
   */
  void step(int k, Action action, Step step, int number) {
    call.setOpaque(k * METHODS.size() + STEP);
    try {
      environments[k].step(action, step);
    } catch (Throwable e) {
      throw failed(k, "in step " + number, e);
    } finally {
      call.setOpaque(NO_CALL);
    }
  }

  /**
   * Asks which actions are legal.
   *
   * @param steps that the copy has taken in its episode
   */
  void legalActions(int k, ActionMask mask, int steps) {
    call.setOpaque(k * METHODS.size() + LEGAL_ACTIONS);
    try {
      environments[k].legalActions(mask);
    } catch (Throwable e) {
      throw failed(k, "in legalActions after %s steps".formatted(steps), e);
    } finally {
      call.setOpaque(NO_CALL);
    }
  }

  /** The call that is under way, for messages; empty if there is none. */
  String activity() {
    int current = call.getOpaque();
    return current == NO_CALL
        ? ""
        : "environment %s (copy %s) in %s"
            .formatted(name, current / METHODS.size(), METHODS.get(current % METHODS.size()));
  }

  /**
   * Closes every copy, even where one cannot be closed.
   *
   * @throws RookeryException if one cannot; the others' failures are suppressed in it
   */
  @Override
  public void close() {
    RookeryException failure = null;
    for (int k = 0; k < environments.length; k++) {
      call.setOpaque(k * METHODS.size() + CLOSE);
      try {
        environments[k].close();
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
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes every copy because of a failure, which is what people are to hear of. */
  void closeAfter(RookeryException failure) {
    try {
      close();
    } catch (RookeryException e) {
      failure.addSuppressed(e);
    }
  }

  private RookeryException failed(int k, String where, Throwable thrown) {
    return EnvironmentException.ofCall(
        "environment %s (copy %s) failed %s".formatted(name, k, where), thrown);
  }
}
