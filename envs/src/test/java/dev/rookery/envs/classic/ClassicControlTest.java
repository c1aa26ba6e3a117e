package dev.rookery.envs.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Step;
import dev.rookery.settings.Settings;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ClassicControlTest {

  @Test
  void startsFillTheirBoundsAndNoMore() {
    checkStarts(new CartPole(CartPole.Settings.defaults()), 0, -0.05, 0.05);
    checkStarts(new CartPole(CartPole.Settings.defaults()), 3, -0.05, 0.05);
    checkStarts(new MountainCar(MountainCar.Settings.defaults()), 0, -0.6, -0.4);
    checkStarts(
        new MountainCarContinuous(MountainCarContinuous.Settings.defaults()), 0, -0.6, -0.4);
    checkStarts(new Acrobot(Acrobot.Settings.defaults()), 2, -0.1, 0.1);
    checkStarts(new Pendulum(Pendulum.Settings.defaults()), 0, -Math.PI, Math.PI);
    checkStarts(new Pendulum(Pendulum.Settings.defaults()), 1, -1, 1);
    Map<String, Double> wide = Map.of("resetLow", -1.2, "resetHigh", 0.3);
    checkStarts(
        new MountainCar(Settings.with(MountainCar.Settings.defaults(), wide)), 0, -1.2, 0.3);
  }

  @Test
  void torqueNoiseIsDrawnOnlyWhereItIsAskedFor() {
    assertEquals(0, drawsPerStep(0));
    assertEquals(1, drawsPerStep(0.5));
  }

  @Test
  void torqueNoiseMovesTheLinks() {
    double[] quiet = new double[2];
    double[] noisy = new double[2];
    for (int i = 0; i < 2; i++) {
      for (double noise : new double[] {0, 0.5}) {
        Acrobot acrobot = acrobot(noise, new AtomicInteger());
        Step step = Step.of(acrobot.observationSpace());
        acrobot.reset(i, step.observation());
        acrobot.restore(0, 0, 0, 0);
        act(acrobot, step, 1);
        (noise == 0 ? quiet : noisy)[i] = acrobot.state[1];
      }
    }
    assertEquals(quiet[0], quiet[1]);
    assertNotEquals(noisy[0], noisy[1]);
  }

  @Test
  void anActionThatIsNotThereIsRefused() {
    CartPole cartPole = new CartPole(CartPole.Settings.defaults());
    Step step = Step.of(cartPole.observationSpace());
    assertThrows(IndexOutOfBoundsException.class, () -> act(cartPole, step, 2));
  }

  private static void act(Environment environment, Step step, int chosen) {
    Action action = new Action(environment.actionSpace());
    action.set(0, chosen);
    environment.step(action, step);
  }

  private static void checkStarts(ClassicControl environment, int index, double low, double high) {
    Step step = Step.of(environment.observationSpace());
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int seed = 0; seed < 1000; seed++) {
      environment.reset(seed, step.observation());
      lowest = Math.min(lowest, environment.state[index]);
      highest = Math.max(highest, environment.state[index]);
    }
    double margin = (high - low) / 50;
    assertTrue((float) low <= lowest && lowest < low + margin, "lowest " + lowest);
    assertTrue(high - margin < highest && highest <= (float) high, "highest " + highest);
  }

  private static int drawsPerStep(double noise) {
    AtomicInteger draws = new AtomicInteger();
    Acrobot acrobot = acrobot(noise, draws);
    Step step = Step.of(acrobot.observationSpace());
    acrobot.reset(1, step.observation());
    int before = draws.get();
    act(acrobot, step, 1);
    return draws.get() - before;
  }

  private static Acrobot acrobot(double noise, AtomicInteger draws) {
    Acrobot.Settings settings = Settings.with(Acrobot.Settings.defaults(), "torqueNoiseMax", noise);
    return new Acrobot(
        settings,
        seed -> {
          RandomGenerator random = new SplittableRandom(seed);
          return () -> {
            draws.incrementAndGet();
            return random.nextLong();
          };
        });
  }
}
