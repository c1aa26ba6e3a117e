package dev.rookery.testkit.probe;

import static dev.rookery.testkit.probe.ProbeCapability.CONTINUOUS_ACTIONS;
import static dev.rookery.testkit.probe.ProbeCapability.DISCRETE_ACTIONS;
import static dev.rookery.testkit.probe.TableEnvironment.End.NONE;
import static dev.rookery.testkit.probe.TableEnvironment.End.TERMINATED;
import static dev.rookery.testkit.probe.TableEnvironment.End.TRUNCATED;

import dev.rookery.environment.Environment;
import dev.rookery.testkit.probe.TableEnvironment.Outcome;
import dev.rookery.testkit.probe.TableEnvironment.State;
import java.util.List;
import java.util.function.Supplier;

/**
 * A task so small that an algorithm which fails it is broken in the part that it tests. What it
 * does shows what it believes: in some tasks the mistaken one earns more. All are for the discount
 * {@value LearnsProbes#DISCOUNT}.
 */
public enum Probe {
  /** One step: action 0 earns -1, action 1 earns 1. */
  REWARD(
      DISCRETE_ACTIONS,
      1,
      0,
      "the better of two rewards is not found: a wrong sign, or a learner that moves nothing?",
      table(1, new State(new Outcome(-1, 0, TERMINATED), new Outcome(1, 0, TERMINATED)))),

  /** One step: the number of the state shown, of two, earns 1, the other 0. */
  OBSERVATION(
      DISCRETE_ACTIONS,
      1,
      0,
      "what is observed does not reach the action: rows mixed up, or the input not connected?",
      table(
          2,
          new State(new Outcome(1, 0, TERMINATED), new Outcome(0, 0, TERMINATED)),
          new State(new Outcome(0, 1, TERMINATED), new Outcome(1, 1, TERMINATED)))),

  /** Three steps: action 1 in the first earns 1 in the last. */
  DELAYED_REWARD(
      DISCRETE_ACTIONS,
      1,
      0,
      "a reward does not find its way back over several steps: no bootstrapping, a target network that never follows, or values of the wrong row?",
      table(
          1,
          new State(new Outcome(0, 3, NONE), new Outcome(0, 1, NONE)),
          State.of(0, 2, NONE),
          State.of(1, 2, TERMINATED),
          State.of(0, 4, NONE),
          State.of(0, 4, TERMINATED))),

  /**
   * Action 0 earns 1 and terminates, action 1 earns 1.5 a step later. Who takes the state after the
   * end for one with a value prefers action 0.
   */
  TERMINATION(
      DISCRETE_ACTIONS,
      1.5,
      0,
      "an early end is preferred to more reward a step later: bootstrapping through termination?",
      table(
          1,
          new State(new Outcome(1, 1, TERMINATED), new Outcome(0, 1, NONE)),
          State.of(1.5, 1, TERMINATED))),

  /**
   * Action 0 earns 1.5 and terminates, action 1 earns 1 and would go on for ever, but each episode
   * is cut there. Who takes the cut for an end prefers action 0.
   */
  TRUNCATION(
      DISCRETE_ACTIONS,
      1,
      0,
      "an end with reward 1.5 is preferred to reward 1 for ever, where episodes are cut: no bootstrapping through truncation?",
      table(1, new State(new Outcome(1.5, 0, TERMINATED), new Outcome(1, 0, TRUNCATED)))),

  /** Action 0 earns 1, action 1 earns 1.5, which is less than 1 after six steps of discount. */
  DISCOUNT(
      DISCRETE_ACTIONS,
      1,
      0,
      "a reward of 1.5 six steps later is preferred to 1 now: a forgotten discount?",
      table(
          1,
          new State(new Outcome(1, 0, TERMINATED), new Outcome(0, 1, NONE)),
          State.of(0, 2, NONE),
          State.of(0, 3, NONE),
          State.of(0, 4, NONE),
          State.of(0, 5, NONE),
          State.of(0, 6, NONE),
          State.of(1.5, 6, TERMINATED))),

  /** One step: a number is shown, and to act as it earns 0, the square of the error less else. */
  CONTINUOUS_OBSERVATION(
      CONTINUOUS_ACTIONS,
      0,
      0.05,
      "the action does not follow the number shown: a wrong sign, or a wrong scale of actions?",
      ShownNumber::new);

  private static final double ROUNDING = 1e-6;

  private final ProbeCapability capability;
  private final double meanReturn;
  private final double tolerance;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // It makes a new one each time.
  private final Supplier<Environment> environment;

  Probe(
      ProbeCapability capability,
      double meanReturn,
      double tolerance,
      String meaning,
      Supplier<Environment> environment) {
    this.capability = capability;
    this.meanReturn = meanReturn;
    this.tolerance = tolerance;
    this.meaning = meaning;
    this.environment = environment;
  }

  private static Supplier<Environment> table(int starts, State... states) {
    return () -> new TableEnvironment(List.of(states), starts);
  }

  /** What an algorithm must be able to do for it. */
  public ProbeCapability capability() {
    return capability;
  }

  /** The mean return of the right policy, which is not the largest possible everywhere. */
  public double meanReturn() {
    return meanReturn;
  }

  /** What it means that the return is another one. */
  public String meaning() {
    return meaning;
  }

  /** Makes the environment. */
  public Environment create() {
    return environment.get();
  }

  /** Whether a policy of this mean return passes. */
  boolean passes(double earned) {
    return Math.abs(earned - meanReturn) <= tolerance + ROUNDING;
  }
}
