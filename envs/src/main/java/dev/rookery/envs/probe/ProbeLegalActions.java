package dev.rookery.envs.probe;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.settings.Setting;
import java.util.OptionalDouble;

/**
 * A probe of several steps, in each of which a random set of actions is legal: each non-empty set
 * with the same probability. A legal action {@code a} of {@code n} earns {@code a / (n - 1)}, an
 * illegal one -1. It tests that only legal actions are chosen, in exploration too, and that values
 * are bootstrapped from legal actions only.
 *
 * <p>The observation {@code [length + 1]} has a 1 at the number of steps taken. It does not show
 * which actions are legal: only the mask does.
 *
 * <p>Right values where m, the mean reward of the best legal action, is the sum over all a of
 * {@code a / (n - 1) · 2^a / (2^n - 1)}: with k steps left, a / (n - 1) + m (gamma + gamma² + … +
 * gamma^(k - 1)) for action a. An algorithm that bootstraps from illegal actions too takes m for 1,
 * and learns more. Without the mask (setting {@code actionMask}) no policy earns more than {@code 1
 * / (2^n - 1)} per step.
 */
public final class ProbeLegalActions extends Probe {

  private final int actions;
  private final int length;
  private final boolean actionMask;
  private final SeededRandom random = new SeededRandom(0);
  private int taken;

  /** Which actions are legal now, a bit for each. */
  private int legal;

  /** Makes the environment. */
  public ProbeLegalActions(Settings settings) {
    super(Space.box(0, 1, settings.length() + 1), Space.discrete(settings.actions()));
    actions = settings.actions();
    length = settings.length();
    actionMask = settings.actionMask();
  }

  @Override
  public boolean hasLegalActions() {
    return actionMask;
  }

  @Override
  public void legalActions(ActionMask mask) {
    for (int a = 0; a < actions; a++) {
      mask.set(a, isLegal(a));
    }
  }

  @Override
  public void reset(long seed, Observation observation) {
    random.seeded(seed);
    taken = 0;
    next(observation);
  }

  @Override
  public void step(Action action, Step step) {
    int chosen = action.asInt();
    step.reward(isLegal(chosen) ? chosen / (actions - 1.0) : -1);
    taken++;
    next(step.observation());
    step.terminated(taken == length);
  }

  private boolean isLegal(int action) {
    return (legal >> action & 1) == 1;
  }

  private void next(Observation observation) {
    legal = 1 + random.nextInt((1 << actions) - 1);
    for (int i = 0; i <= length; i++) {
      observation.set(i, i == taken ? 1 : 0);
    }
  }

  /** The settings of {@link ProbeLegalActions}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting(value = "How many actions there are.", min = 2, max = 20) int actions,
      @Setting(
              value = "Steps of an episode, each with legal actions of its own.",
              min = 1,
              max = 1000)
          int length,
      @Setting("Whether the environment says which actions are legal; if not, illegal ones cost 1.")
          boolean actionMask) {}

  /** Provides the environment {@code ProbeLegalActions-v0}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "ProbeLegalActions-v0",
          "probe: some actions are illegal in each step; are masks used in acting and in targets?",
          new Settings(4, 5, true),
          ProbeLegalActions::new,
          OptionalDouble.of(3.5));
    }
  }
}
