package dev.rookery.environment;

import dev.rookery.RookeryException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checks what one copy of an environment observes and is given, and says which copy did what. The
 * bounds of numbers, and whether bytes are written, are checked in its first {@link
 * SerialVectorEnvironment#CHECKED_STEPS} steps only.
 */
final class CopyCheck {

  private final String name;
  private final int copy;
  private final PartCheck[] observations;
  private final SpaceCheck actions;
  private int stepsLeft = SerialVectorEnvironment.CHECKED_STEPS;

  /**
   * For one copy.
   *
   * @param name the environment's name
   * @param copy its number, from 0
   */
  CopyCheck(String name, int copy, Space observationSpace, TensorSpace actionSpace) {
    this.name = name;
    this.copy = copy;
    observations = observationSpace.parts().stream().map(PartCheck::new).toArray(PartCheck[]::new);
    actions = new SpaceCheck(actionSpace);
  }

  /**
   * Checks an action that the copy is to take.
   *
   * @param step its number in the episode, from 1
   */
  void action(Action action, int step) {
    int wrong = actions.invalid(action);
    if (wrong < 0 && stepsLeft > 0) {
      wrong = actions.outside(action);
    }
    if (wrong >= 0) {
      throw new RookeryException(
          "environment %s (copy %s) was given the action %s at index %s in step %s, outside %s: look at what chose it"
              .formatted(
                  name, copy, actions.text(action, wrong), wrong, step, actions.bounds(wrong)));
    }
  }

  /**
   * Checks that an action that the copy is to take is legal.
   *
   * @param mask which are
   * @param step its number in the episode, from 1
   */
  void legal(Action action, ActionMask mask, int step) {
    int wrong = mask.illegalChoice(action);
    if (wrong >= 0) {
      throw new RookeryException(
          "environment %s (copy %s) was given the action %s%s in step %s, which is illegal; legal are %s: look at what chose it"
              .formatted(
                  name, copy, action.getInt(wrong), choice(mask, wrong), step, legal(mask, wrong)));
    }
  }

  /**
   * Checks that the copy can go on.
   *
   * @param mask the actions that it says are legal
   * @param steps that it has taken in its episode
   */
  void someLegal(ActionMask mask, int steps) {
    for (int choice = 0; choice < mask.choices(); choice++) {
      if (mask.legalCount(choice) == 0) {
        throw broken(
            "has no legal action%s after %s steps: where the episode has not terminated, at least one must be legal"
                .formatted(choice(mask, choice), steps));
      }
    }
  }

  private static String choice(ActionMask mask, int choice) {
    return mask.choices() == 1 ? "" : " of choice " + choice;
  }

  private static List<Integer> legal(ActionMask mask, int choice) {
    return IntStream.range(0, mask.legalCount(choice))
        .mapToObj(n -> mask.legal(choice, n))
        .toList();
  }

  /** Prepares an observation that the copy is to write. */
  void clear(Observation observation) {
    for (PartCheck part : observations) {
      part.clear(observation);
    }
  }

  /**
   * Checks an observation that the copy has written.
   *
   * @param step its number in the episode; 0 after the reset
   */
  void observation(Observation observation, int step) {
    boolean closely = stepsLeft > 0;
    for (PartCheck part : observations) {
      String wrong = part.wrong(observation, step, closely);
      if (wrong != null) {
        throw broken(wrong);
      }
    }
    if (closely && step > 0 && --stepsLeft == 0) {
      for (PartCheck part : observations) {
        part.stopFilling();
      }
    }
  }

  private EnvironmentException broken(String what) {
    return EnvironmentException.of(name, copy, what, null);
  }
}
