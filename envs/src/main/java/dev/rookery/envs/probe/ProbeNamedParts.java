package dev.rookery.envs.probe;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Action;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.settings.NoSettings;
import java.util.OptionalDouble;

/**
 * A probe of one step whose observation has two parts: in {@code image} a horizontal or a vertical
 * line is drawn, in {@code vector} one of two numbers is 1. It tests that all named parts reach the
 * action.
 *
 * <p>There are four cases, numbered 2 i + j: i is 1 if the line is vertical, j is which number is
 * 1. With discrete actions the number of the case earns 1 and the others 0; with continuous ones
 * the reward is minus the squared distance of the action from {@code (2 · case - 3) / 4}. Who sees
 * one part only earns 0.5 at most, or -0.0625.
 *
 * <p>Right values, for every gamma: the rewards; 1 or 0 for the state under the best policy.
 */
public final class ProbeNamedParts extends Probe {

  private static final String IMAGE = "image";
  private static final String VECTOR = "vector";
  private static final int SIDE = 5;
  private static final int CASES = 4;

  private final boolean continuous;
  private final SeededRandom random = new SeededRandom(0);
  private int shown;

  /** Makes the environment, with continuous or discrete actions. */
  public ProbeNamedParts(boolean continuous) {
    super(
        Space.dict(IMAGE, Space.image(SIDE, SIDE, 1, 255)).and(VECTOR, Space.box(0, 1, 2)),
        continuous ? Space.box(-1, 1, 1) : Space.discrete(CASES));
    this.continuous = continuous;
  }

  @Override
  public void reset(long seed, Observation observation) {
    random.seeded(seed);
    shown = random.nextInt(CASES);
    observe(observation);
  }

  @Override
  public void step(Action action, Step step) {
    if (continuous) {
      double difference = action.getFloat(0) - (2 * shown - 3) / 4.0;
      step.reward(-difference * difference);
    } else {
      step.reward(action.asInt() == shown ? 1 : 0);
    }
    observe(step.observation());
    step.terminated(true);
  }

  private void observe(Observation observation) {
    Observation image = observation.part(IMAGE);
    boolean vertical = shown / 2 == 1;
    for (int i = 0; i < SIDE * SIDE; i++) {
      int across = vertical ? i % SIDE : i / SIDE;
      image.set(i, across == SIDE / 2 ? 255 : 0);
    }
    Observation vector = observation.part(VECTOR);
    vector.set(0, shown % 2 == 0 ? 1 : 0);
    vector.set(1, shown % 2 == 1 ? 1 : 0);
  }

  /** Provides the environment {@code ProbeNamedParts-v0}. */
  public static final class Provider extends TimeLimitedProvider<NoSettings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "ProbeNamedParts-v0",
          "probe: name what an image and a vector show together; do all parts reach the action?",
          NoSettings.INSTANCE,
          settings -> new ProbeNamedParts(false),
          OptionalDouble.of(1));
    }
  }

  /** Provides the environment {@code ProbeNamedPartsContinuous-v0}. */
  public static final class ContinuousProvider extends TimeLimitedProvider<NoSettings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public ContinuousProvider() {
      super(
          "ProbeNamedPartsContinuous-v0",
          "probe: act as an image and a vector show together; the same with continuous actions",
          NoSettings.INSTANCE,
          settings -> new ProbeNamedParts(true),
          OptionalDouble.of(-0.01));
    }
  }
}
