package dev.rookery.envs.box2d;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Step;

/** Flies an environment by hand, for tests. */
final class Flight {

  private final Environment environment;
  private final Action action;
  private final Step step;

  Flight(Environment environment) {
    this.environment = environment;
    action = new Action(environment.actionSpace());
    step = Step.of(environment.observationSpace());
  }

  Flight reset(long seed) {
    environment.reset(seed, step.observation());
    return this;
  }

  /** Takes one step with these numbers as the action. */
  Step fly(double... numbers) {
    action.setAll(numbers);
    step.clear();
    environment.step(action, step);
    return step;
  }

  /** Flies an episode with the heuristic controller, and returns its last step. */
  Step land(long seed) {
    reset(seed);
    step.clear();
    while (!step.ended()) {
      HeuristicPilot.act(step.observation(), action);
      step.clear();
      environment.step(action, step);
    }
    return step;
  }

  Observation observation() {
    return step.observation();
  }
}
