package dev.rookery.envs.box2d;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.environment.Step;
import org.junit.jupiter.api.Test;

class LunarLanderContinuousTest {

  private final LunarLanderContinuous environment =
      new LunarLanderContinuous(LunarLanderSettings.defaults(), seed -> new MiddleDraws());

  @Test
  void theMainEngineFiresAboveZeroWithHalfItsPowerAndMore() {
    checkThrottles(-1, 0, 0, 0);
    checkThrottles(0, 0, 0, 0);
    checkThrottles(Float.MIN_VALUE, 0, 0.5, 0);
    checkThrottles(0.5, 0, 0.75, 0);
    checkThrottles(1, 0, 1, 0);
    checkThrottles(3, 0, 1, 0);
  }

  @Test
  void aSideEngineFiresBeyondAHalf() {
    checkThrottles(0, 0.5, 0, 0);
    checkThrottles(0, -0.5, 0, 0);
    checkThrottles(0, Math.nextUp(0.5f), 0, Math.nextUp(0.5f));
    checkThrottles(0, -0.75, 0, -0.75);
    checkThrottles(0, 1, 0, 1);
    checkThrottles(0, -2, 0, -1);
  }

  @Test
  void bothCanFireAtOnce() {
    checkThrottles(1, 1, 1, 1);
  }

  private void checkThrottles(double first, double second, double main, double side) {
    new Flight(environment).reset(0).fly(first, second);
    assertEquals(main, environment.mainThrottle());
    assertEquals(side, environment.sideThrottle());
  }

  @Test
  void fuelIsPaidForInProportion() {
    for (double[] throttles : new double[][] {{0.5, 0}, {0, 0.75}, {0.2, -0.6}}) {
      Flight flight = new Flight(environment).reset(0);
      double before = potential(flight.fly(-1, 0));
      Step step = flight.fly(throttles);
      double main = throttles[0] > 0 ? 0.5 + 0.5 * throttles[0] : 0;
      double fuel = 0.3 * main + 0.03 * Math.abs(throttles[1]);
      assertEquals(potential(step) - before - fuel, step.reward(), 1e-4);
    }
  }

  private static double potential(Step step) {
    double[] state = new double[step.observation().size()];
    for (int i = 0; i < state.length; i++) {
      state[i] = step.observation().getFloat(i);
    }
    return LunarLanderDynamics.potential(state);
  }

  @Test
  void fullThrottleIsTheDiscreteEngine() {
    LunarLander discrete =
        new LunarLander(LunarLanderSettings.defaults(), seed -> new MiddleDraws());
    double[][] same = {{0, 0}, {0, -1}, {1, 0}, {0, 1}};
    for (int action = 0; action < same.length; action++) {
      Step expected = new Flight(discrete).reset(0).fly(action);
      Step step = new Flight(environment).reset(0).fly(same[action]);
      assertEquals(expected.reward(), step.reward());
      for (int i = 0; i < expected.observation().size(); i++) {
        assertEquals(expected.observation().getFloat(i), step.observation().getFloat(i));
      }
    }
  }
}
