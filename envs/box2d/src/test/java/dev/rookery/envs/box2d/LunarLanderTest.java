package dev.rookery.envs.box2d;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rookery.environment.Action;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Step;
import java.lang.management.ManagementFactory;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class LunarLanderTest {

  private static final int NOTHING = 0;
  private static final int LEFT = 1;
  private static final int MAIN = 2;
  private static final int RIGHT = 3;

  private static LunarLanderSettings withGravity(double gravity) {
    return new LunarLanderSettings(gravity, false, 15, 1.5, 1000);
  }

  /** A lander that starts at rest in the middle, and has no noise. */
  private static LunarLander calm(LunarLanderSettings settings) {
    return new LunarLander(settings, seed -> new MiddleDraws());
  }

  @Test
  void thePotentialIsDistanceSpeedAngleAndLegs() {
    // -100 * 0.5, -100 * 1.3, -100 * 0.2, and 10 for each leg.
    double[] state = {0.3, -0.4, 0.5, 1.2, -0.2, 9, 0, 0};
    assertEquals(-50 - 130 - 20, LunarLanderDynamics.potential(state), 1e-12);
    state[6] = 1;
    assertEquals(-190, LunarLanderDynamics.potential(state), 1e-12);
    state[7] = 1;
    assertEquals(-180, LunarLanderDynamics.potential(state), 1e-12);
  }

  @Test
  void theRewardIsTheGrowthOfThePotentialLessFuel() {
    double[] fuel = {0, 0.03, 0.3, 0.03};
    for (int action = NOTHING; action <= RIGHT; action++) {
      Flight flight = new Flight(new LunarLander(LunarLanderSettings.defaults())).reset(3);
      for (int i = 0; i < 10; i++) {
        double before = potential(flight.observation());
        Step step = flight.fly(action);
        double growth = potential(step.observation()) - before;
        assertEquals(growth - fuel[action], step.reward(), 1e-4); // Observations are rounded.
      }
    }
  }

  private static double potential(Observation observation) {
    double[] state = new double[observation.size()];
    for (int i = 0; i < state.length; i++) {
      state[i] = observation.getFloat(i);
    }
    return LunarLanderDynamics.potential(state);
  }

  @Test
  void thrustGoesWhereTheActionSays() {
    LunarLander environment = calm(LunarLanderSettings.defaults());
    Observation nothing = after(environment, NOTHING);
    double fall = nothing.getFloat(3);
    assertEquals(0, nothing.getFloat(2), 1e-3);
    Observation left = after(environment, LEFT);
    assertTrue(left.getFloat(2) < -0.005, "pushes to the left");
    assertTrue(left.getFloat(5) > 0.01, "turns counter-clockwise");
    Observation right = after(environment, RIGHT);
    assertTrue(right.getFloat(2) > 0.005, "pushes to the right");
    assertTrue(right.getFloat(5) < -0.01, "turns clockwise");
    Observation main = after(environment, MAIN);
    // 1.7333 N s on about 4.9 kg; 7.5 m/s are observed as 1.
    assertEquals(1.7333 / 4.9 / 7.5 * 2, main.getFloat(3) - fall, 0.006);
    assertEquals(0, main.getFloat(5), 1e-3);
  }

  private static Observation after(LunarLander environment, int action) {
    Flight flight = new Flight(environment).reset(0);
    flight.fly(action);
    return flight.fly(action).observation();
  }

  @Test
  void anActionThatIsNotThereIsRefused() {
    Flight flight = new Flight(new LunarLander(LunarLanderSettings.defaults())).reset(1);
    assertThrows(IndexOutOfBoundsException.class, () -> flight.fly(4));
  }

  @Test
  void aFallOntoThePadTouchesWithBothLegsAndCrashes() {
    LunarLander environment = calm(LunarLanderSettings.defaults());
    Flight flight = new Flight(environment).reset(0);
    Step step = flight.fly(NOTHING);
    while (!step.terminated()) {
      assertFalse(environment.world().crashed());
      step = flight.fly(NOTHING);
    }
    assertTrue(environment.world().crashed());
    assertEquals(-100, step.reward());
    assertTrue(step.observation().getFloat(1) < 0.1, "on the ground");
  }

  @Test
  void aLegThatTouchesEarnsTen() {
    LunarLander environment = calm(withGravity(-0.5));
    Flight flight = new Flight(environment).reset(0);
    Step step = flight.fly(NOTHING);
    while (step.observation().getFloat(6) + step.observation().getFloat(7) == 0) {
      assertFalse(step.terminated());
      assertTrue(step.reward() < 9);
      step = flight.fly(NOTHING);
    }
    assertTrue(step.reward() > 9);
    assertEquals(environment.world().touches(0) ? 1 : 0, step.observation().getFloat(6));
    assertEquals(environment.world().touches(1) ? 1 : 0, step.observation().getFloat(7));
  }

  @Test
  void aLanderThatComesToRestEarnsAHundred() {
    LunarLander environment = new LunarLander(LunarLanderSettings.defaults());
    Step step = new Flight(environment).land(1);
    assertTrue(environment.world().asleep());
    assertEquals(100, step.reward());
    assertEquals(1, step.observation().getFloat(6));
    assertEquals(1, step.observation().getFloat(7));
  }

  @Test
  void aLanderThatLeavesTheViewToASideLosesAHundred() {
    RandomGenerator toTheRight = new Pushed();
    LunarLander environment = new LunarLander(withGravity(-0.1), seed -> toTheRight);
    Flight flight = new Flight(environment).reset(0);
    Step step = flight.fly(NOTHING);
    while (!step.terminated()) {
      assertTrue(step.observation().getFloat(0) < 1);
      step = flight.fly(NOTHING);
    }
    assertEquals(1, step.observation().getFloat(0), 0.01);
    assertEquals(-100, step.reward());
    assertFalse(environment.world().crashed());
  }

  /** Draws the largest push to the right, and else the middle. */
  private static final class Pushed implements RandomGenerator {

    private final MiddleDraws middle = new MiddleDraws();
    private boolean pushed;

    @Override
    public double nextDouble(double origin, double bound) {
      boolean push = bound == 1000 && !pushed;
      pushed |= push;
      return push ? Math.nextDown(bound) : middle.nextDouble(origin, bound);
    }

    @Override
    public long nextLong() {
      return middle.nextLong();
    }
  }

  @Test
  void aLanderThatLeavesTheViewUpwardsGoesOnWithinItsSpace() {
    LunarLander environment = calm(LunarLanderSettings.defaults());
    Flight flight = new Flight(environment).reset(0);
    Step step = flight.fly(MAIN);
    for (int i = 0; i < 200; i++) {
      step = flight.fly(MAIN);
      assertFalse(step.terminated());
    }
    float height = step.observation().getFloat(1);
    assertTrue(height > 2.5, "height " + height);
    assertTrue(height <= ((BoxSpace) environment.observationSpace()).high(1));
  }

  @Test
  void anEpisodeIsTruncatedAfterAThousandSteps() {
    Environment environment = new LunarLander.Provider().create(withGravity(-0.01));
    Flight flight = new Flight(environment).reset(0);
    for (int i = 1; i < 1000; i++) {
      assertFalse(flight.fly(upright(flight.observation())).ended(), "step " + i);
    }
    Step last = flight.fly(NOTHING);
    assertTrue(last.truncated());
    assertFalse(last.terminated());
  }

  /** Keeps the lander in the air, in the middle and upright. */
  private static int upright(Observation seen) {
    double turn =
        0.5 * (0.5 * seen.getFloat(0) + seen.getFloat(2) - seen.getFloat(4)) - seen.getFloat(5);
    if (Math.abs(turn) > 0.05) {
      return turn < 0 ? RIGHT : LEFT;
    }
    return seen.getFloat(1) + seen.getFloat(3) < 1 ? MAIN : NOTHING;
  }

  @Test
  void everyEpisodeHasAWorldOfItsOwn() {
    LunarLander environment = new LunarLander(LunarLanderSettings.defaults());
    Flight flight = new Flight(environment).reset(1);
    LanderWorld first = environment.world();
    flight.reset(1);
    assertNotSame(first, environment.world());
  }

  /** From JDK 21 on {@link StrictMath#sin}, which JBox2D calls, allocates. */
  @Test
  @EnabledForJreRange(max = JRE.JAVA_20)
  void stepsAllocateNothingButJbox2dsArraysOfContacts() {
    int episodes = 100;
    int allowed = 256 * episodes;
    LunarLander environment = new LunarLander(LunarLanderSettings.defaults());
    Observation observation = new Observation(environment.observationSpace());
    Step step = new Step(observation);
    Action action = new Action(environment.actionSpace());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 0;
    for (int i = -episodes; i < episodes; i++) { // The first ones load classes.
      environment.reset(i, observation);
      step.clear();
      while (!step.terminated()) {
        HeuristicPilot.act(observation, action);
        step.clear();
        long before = threads.getCurrentThreadAllocatedBytes();
        environment.step(action, step);
        allocated += i < 0 ? 0 : threads.getCurrentThreadAllocatedBytes() - before;
      }
    }
    assertTrue(allocated < allowed, allocated + " bytes in " + episodes + " episodes");
  }
}
