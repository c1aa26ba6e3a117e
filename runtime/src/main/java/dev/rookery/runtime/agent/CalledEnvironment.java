package dev.rookery.runtime.agent;

import dev.rookery.DataType;
import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentException;
import dev.rookery.environment.ExternalEnvironment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import dev.rookery.environment.Step;
import dev.rookery.runtime.plugins.EnvironmentFactory;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The environment that a simulator's agent seems to act in: a step leads to what the simulator has
 * said that it led to. So all that is done with environments is done with a simulator too: checks,
 * wrappers and the sums of rewards. Used under the lock of its agent.
 */
public final class CalledEnvironment implements Environment {

  private final String name;
  private final Space observationSpace;
  private final Space actionSpace;
  private final Observation observation;
  private final Action action;

  /** What the simulator writes; null if all actions are legal always. */
  private final @Nullable ActionMask told;

  /** What is legal now; of an episode's end until the next begins, everything. */
  private final @Nullable ActionMask legal;

  private double reward;
  private double elapsed;
  private boolean terminated;
  private boolean truncated;

  /** Whether the simulator has said what the last action led to, and no step has taken it. */
  private boolean pending;

  /** Whether the next reset begins an episode of the simulator's. */
  private boolean beginning;

  /**
   * A simulator that has said nothing yet.
   *
   * @param legalActions whether it says which actions are legal
   */
  public CalledEnvironment(
      String name, Space observationSpace, Space actionSpace, boolean legalActions) {
    this.name = name;
    this.observationSpace = observationSpace;
    this.actionSpace = actionSpace;
    observation = new Observation(observationSpace);
    action = new Action(actionSpace);
    told = legalActions ? new ActionMask(actionSpace) : null;
    legal = legalActions ? new ActionMask(actionSpace) : null;
    for (SpacePart part : observationSpace.parts()) {
      if (part.space() instanceof BoxSpace box) {
        Observation numbers = observation.part(part.name());
        for (int i = 0; i < numbers.size(); i++) { // Something that may be observed.
          numbers.set(i, Math.max(box.low(i), Math.min(0, box.high(i))));
        }
      }
    }
  }

  /**
   * The simulator that environments are made for.
   *
   * @param environments external ones
   */
  public static CalledEnvironment of(EnvironmentFactory environments) {
    try (Environment spaces = environments.innermost()) {
      return new CalledEnvironment(
          environments.name(),
          spaces.observationSpace(),
          spaces.actionSpace(),
          spaces.hasLegalActions());
    }
  }

  /** The simulator of an external environment. */
  public static CalledEnvironment of(ExternalEnvironment simulator) {
    return new CalledEnvironment(
        simulator.name(),
        simulator.observationSpace(),
        simulator.actionSpace(),
        simulator.hasLegalActions());
  }

  /** Where the simulator writes what is observed. */
  Observation observation() {
    return observation;
  }

  /** Where the simulator writes which actions are legal. */
  ActionMask toldLegal() {
    if (told == null) {
      throw new IllegalStateException(
          "all actions of %s are legal always: say otherwise when its spaces are said"
              .formatted(name));
    }
    return told;
  }

  /** The simulator has begun an episode, for which the environments are reset. */
  void begin() {
    beginning = true;
  }

  /** The simulator says what the last action led to. */
  void led(double newReward, double newElapsed, boolean isTerminated, boolean isTruncated) {
    reward = newReward;
    elapsed = newElapsed;
    terminated = isTerminated;
    truncated = isTruncated;
    pending = true;
  }

  /** The action that the simulator takes, from the start of a buffer. */
  Action take(ByteBuffer actions) {
    action.wrap(actions, 0);
    return action;
  }

  /** The simulator has been answered. */
  void answered() {
    if (told != null) {
      told.setAll(false);
    }
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
    return legal != null;
  }

  /** At an episode's end the last observation is repeated, until the simulator begins the next. */
  @Override
  public void reset(long seed, Observation first) {
    first.set(observation);
    if (legal != null && !beginning) {
      legal.setAll(true);
    } else {
      takeLegal();
    }
    beginning = false;
  }

  private void takeLegal() {
    if (told != null && legal != null) {
      for (int i = 0; i < legal.size(); i++) {
        legal.set(i, told.isLegal(i));
      }
    }
  }

  @Override
  public void step(Action taken, Step step) {
    if (!pending || !isTaken(taken)) {
      throw new EnvironmentException(
          "a wrapper around %s changes or repeats actions, when the simulator has already taken them: leave it out"
              .formatted(name));
    }
    pending = false;
    step.observation().set(observation);
    step.reward(reward);
    step.elapsed(elapsed);
    step.terminated(terminated);
    step.truncated(truncated);
    takeLegal();
  }

  private boolean isTaken(Action other) {
    boolean same = true;
    for (int i = 0; i < action.size(); i++) {
      same &=
          action.space().asTensor().dataType() == DataType.FLOAT32
              ? action.getFloat(i) == other.getFloat(i)
              : action.getInt(i) == other.getInt(i);
    }
    return same;
  }

  @Override
  public void legalActions(ActionMask mask) {
    for (int i = 0; legal != null && i < mask.size(); i++) {
      mask.set(i, legal.isLegal(i));
    }
  }
}
