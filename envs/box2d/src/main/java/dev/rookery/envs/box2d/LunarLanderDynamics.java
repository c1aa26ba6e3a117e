package dev.rookery.envs.box2d;

import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.render.Renderer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/** What both lunar landers are but for the meaning of their actions: episodes and rewards. */
abstract class LunarLanderDynamics implements Environment {

  /** The largest force of the push that an episode starts with, in each direction, N. */
  private static final double INITIAL_FORCE = 1000;

  private static final double MAIN_FUEL = 0.30;
  private static final double SIDE_FUEL = 0.03;

  private static final int FLIGHT_NUMBERS = 6;
  private static final int NUMBERS = 8;

  private final LunarLanderSettings settings;
  private final BoxSpace observationSpace =
      BoxSpace.vector(bounds(Double.NEGATIVE_INFINITY, 0), bounds(Double.POSITIVE_INFINITY, 1));
  private final Space actionSpace;
  private final LongFunction<RandomGenerator> generators;
  private final LanderWind wind;

  /** What is observed, before it is rounded to float32. */
  private final double[] state = new double[NUMBERS];

  private RandomGenerator random;
  private LanderWorld world;
  private double potential;
  private double mainThrottle;
  private double sideThrottle;

  /**
   * With the settings, the time limit aside.
   *
   * @param generators makes an episode's random generator from its seed
   */
  LunarLanderDynamics(
      LunarLanderSettings settings, Space actionSpace, LongFunction<RandomGenerator> generators) {
    this.settings = settings;
    this.actionSpace = actionSpace;
    this.generators = generators;
    wind = new LanderWind(settings.windPower(), settings.turbulencePower());
    random = generators.apply(0);
    world = new LanderWorld(settings.gravity(), LanderTerrain.flat());
  }

  /** Nothing keeps a lander in the view, or slows it down; only the legs' numbers have bounds. */
  private static double[] bounds(double flight, double leg) {
    double[] bounds = new double[NUMBERS];
    Arrays.fill(bounds, 0, FLIGHT_NUMBERS, flight);
    Arrays.fill(bounds, FLIGHT_NUMBERS, NUMBERS, leg);
    return bounds;
  }

  @Override
  public final Space observationSpace() {
    return observationSpace;
  }

  @Override
  public final Space actionSpace() {
    return actionSpace;
  }

  /** An episode's first step without engines belongs to its reset, and is not counted. */
  @Override
  public final void reset(long seed, Observation observation) {
    random = generators.apply(seed);
    world = new LanderWorld(settings.gravity(), LanderTerrain.random(random));
    world.push(
        random.nextDouble(-INITIAL_FORCE, INITIAL_FORCE),
        random.nextDouble(-INITIAL_FORCE, INITIAL_FORCE));
    if (settings.enableWind()) {
      wind.begin(random);
    }
    move(0, 0);
    potential = potential(state);
    observation.setAll(state);
  }

  /**
   * Takes one step.
   *
   * @param main the throttle of the main engine, 0 to 1
   * @param side the throttle of a side engine, 0 to 1 for the right one, and negative for the left
   */
  final void fly(double main, double side, Step step) {
    move(main, side);
    double before = potential;
    potential = potential(state);
    boolean lost = world.crashed() || Math.abs(state[0]) >= 1;
    double reward = potential - before - main * MAIN_FUEL - Math.abs(side) * SIDE_FUEL;
    step.observation().setAll(state);
    step.reward(world.asleep() ? 100 : lost ? -100 : reward);
    step.terminated(world.asleep() || lost);
  }

  private void move(double main, double side) {
    mainThrottle = main;
    sideThrottle = side;
    if (settings.enableWind() && !world.touches(0) && !world.touches(1)) {
      wind.blow(world);
    }
    LanderEngines.fire(world, main, side, random.nextDouble(-1, 1), random.nextDouble(-1, 1));
    world.advance();
    observe();
  }

  private void observe() {
    state[0] = (world.x() - LanderWorld.WIDTH / 2) / (LanderWorld.WIDTH / 2);
    state[1] = (world.y() - LanderWorld.RESTING_HEIGHT) / (LanderWorld.HEIGHT / 2);
    state[2] = world.velocityX() * (LanderWorld.WIDTH / 2) / LanderWorld.STEPS_PER_SECOND;
    state[3] = world.velocityY() * (LanderWorld.HEIGHT / 2) / LanderWorld.STEPS_PER_SECOND;
    state[4] = world.angle();
    state[5] = 20.0 * world.angularVelocity() / LanderWorld.STEPS_PER_SECOND;
    state[6] = world.touches(0) ? 1 : 0;
    state[7] = world.touches(1) ? 1 : 0;
  }

  /** How good a state is; its growth is rewarded. */
  static double potential(double[] state) {
    return -100 * Math.sqrt(state[0] * state[0] + state[1] * state[1])
        - 100 * Math.sqrt(state[2] * state[2] + state[3] * state[3])
        - 100 * Math.abs(state[4])
        + 10 * state[6]
        + 10 * state[7];
  }

  /** The world of the current episode. */
  final LanderWorld world() {
    return world;
  }

  /** The main engine's throttle in the last step. */
  final double mainThrottle() {
    return mainThrottle;
  }

  /** The side engines' throttle in the last step, negative for the left one. */
  final double sideThrottle() {
    return sideThrottle;
  }

  @Override
  public final Optional<Renderer> renderer() {
    return Optional.of(new LunarLanderRenderer(this));
  }
}
