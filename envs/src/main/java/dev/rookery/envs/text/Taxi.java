package dev.rookery.envs.text;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimited;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.render.Renderer;
import dev.rookery.settings.Setting;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * A taxi that is to fetch a passenger at one of four landmarks and take them to another (Dietterich
 * 2000; Gymnasium's {@code Taxi-v4}). Actions: south (0), north (1), east (2), west (3), pick up
 * (4), drop off (5).
 *
 * <p>The observation is {@code ((row · 5 + column) · 5 + passenger) · 4 + destination}; passengers
 * wait at landmark 0 red, 1 green, 2 yellow or 3 blue, or sit in the taxi (4). Reward -1 for a
 * step, -10 for a pick-up or drop-off that cannot be, 20 for the right drop-off, which terminates.
 */
public final class Taxi extends TabularEnvironment {

  private static final double FICKLE_PROBABILITY = 0.3;

  private final boolean canBeFickle;
  private final boolean actionMask;
  private boolean fickle;

  /** Makes the environment without its time limit. */
  public Taxi(Settings settings) {
    this(settings, new SeededRandom(0)::seeded);
  }

  Taxi(Settings settings, LongFunction<RandomGenerator> generators) {
    super(TaxiRules.table(settings.isRainy()), TaxiRules.starts(), generators);
    canBeFickle = settings.ficklePassenger();
    actionMask = settings.actionMask();
  }

  @Override
  public boolean hasLegalActions() {
    return actionMask;
  }

  /**
   * Legal is what would change the state: moves into no wall, a pick-up where the passenger waits,
   * a drop-off at a landmark (Gymnasium's {@code action_mask}).
   */
  @Override
  public void legalActions(ActionMask mask) {
    int cell = TaxiRules.cell(state());
    int passenger = TaxiRules.passenger(state());
    for (int direction = 0; direction < 4; direction++) {
      mask.set(direction, TaxiRules.move(cell, direction) != cell);
    }
    boolean rides = passenger == TaxiRules.IN_TAXI;
    mask.set(TaxiRules.PICK_UP, !rides && cell == TaxiRules.landmark(passenger));
    mask.set(TaxiRules.DROP_OFF, rides && TaxiRules.landmarkAt(cell) >= 0);
  }

  @Override
  public void reset(long seed, Observation observation) {
    super.reset(seed, observation);
    fickle = canBeFickle && random().nextDouble() < FICKLE_PROBABILITY;
  }

  @Override
  public void step(Action action, Step step) {
    int before = state();
    super.step(action, step);
    boolean rode =
        TaxiRules.passenger(before) == TaxiRules.IN_TAXI
            && TaxiRules.cell(state()) != TaxiRules.cell(before);
    if (fickle && rode) {
      fickle = false;
      int destination = TaxiRules.destination(state());
      int other = random().nextInt(3);
      int changed = other < destination ? other : other + 1;
      state(state() - destination + changed);
      step.observation().set(0, state());
    }
  }

  @Override
  public Optional<Renderer> renderer() {
    return Optional.of(new TaxiRenderer(this));
  }

  /** Whether the passenger will still change the destination. */
  boolean isFickle() {
    return fickle;
  }

  /** Puts the taxi into a state, as if an episode had led there. */
  void restore(int state, boolean willChangeDestination) {
    state(state);
    fickle = willChangeDestination;
  }

  /** The settings of {@link Taxi}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting("Whether a move drifts to its left or right, with probability 0.1 each.")
          boolean isRainy,
      @Setting(
              "Whether the passenger, in 30 % of episodes, changes the destination when the ride"
                  + " begins.")
          boolean ficklePassenger,
      @Setting("Whether only actions that would change the state are legal.") boolean actionMask,
      int maxEpisodeSteps)
      implements TimeLimited {

    /** The settings of {@code Taxi-v4}. */
    public static Settings defaults() {
      return new Settings(false, false, false, 200);
    }
  }

  /** Provides the environment {@code Taxi-v4}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "Taxi-v4",
          "fetch a passenger and take them where they want to go",
          Settings.defaults(),
          Taxi::new,
          OptionalDouble.of(8));
    }
  }
}
