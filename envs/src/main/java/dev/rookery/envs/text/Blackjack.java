package dev.rookery.envs.text;

import dev.rookery.SeededRandom;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.TimeLimited;
import dev.rookery.envs.TimeLimitedProvider;
import dev.rookery.render.Renderer;
import dev.rookery.settings.Setting;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * A hand of blackjack against a dealer, with cards drawn with replacement (Sutton and Barto 2018,
 * example 5.1; Gymnasium's {@code Blackjack-v1}). Actions: stick (0), hit (1).
 *
 * <p>The observation is three choices: the player's sum (32), the dealer's first card (11; 1 is an
 * ace), and whether the player counts an ace as 11 (2). Reward 1 for a win, 0 for a draw, -1 for a
 * loss.
 */
public final class Blackjack implements Environment {

  private static final int DECK = 13;
  private static final int DEALER_STICKS_AT = 17;

  private final Settings settings;
  private final Space observationSpace = Space.multiDiscrete(32, 11, 2);
  private final Space actionSpace = Space.discrete(2);
  private final LongFunction<RandomGenerator> generators;
  private RandomGenerator random;

  /** The two hands; nothing else is remembered. */
  final BlackjackHand player = new BlackjackHand();

  final BlackjackHand dealer = new BlackjackHand();

  /** Makes the environment without its time limit. */
  public Blackjack(Settings settings) {
    this(settings, new SeededRandom(0)::seeded);
  }

  Blackjack(Settings settings, LongFunction<RandomGenerator> generators) {
    this.settings = settings;
    this.generators = generators;
    this.random = generators.apply(0);
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
  public void reset(long seed, Observation observation) {
    random = generators.apply(seed);
    deal(dealer);
    deal(player);
    observe(observation);
  }

  @Override
  public void step(Action action, Step step) {
    boolean hit = Objects.checkIndex(action.asInt(), 2) == 1;
    if (hit) {
      player.add(draw());
      step.terminated(player.isBust());
      step.reward(player.isBust() ? -1 : 0);
    } else {
      while (dealer.sum() < DEALER_STICKS_AT) {
        dealer.add(draw());
      }
      step.terminated(true);
      step.reward(settle());
    }
    observe(step.observation());
  }

  @Override
  public Optional<Renderer> renderer() {
    return Optional.of(new BlackjackRenderer(player, dealer));
  }

  void observe(Observation observation) {
    observation.set(0, player.sum());
    observation.set(1, dealer.firstCard());
    observation.set(2, player.hasUsableAce() ? 1 : 0);
  }

  private double settle() {
    double reward = Integer.signum(player.score() - dealer.score());
    if (settings.sab()) {
      return player.isNatural() && !dealer.isNatural() ? 1 : reward;
    }
    return settings.natural() && player.isNatural() && reward == 1 ? 1.5 : reward;
  }

  private void deal(BlackjackHand hand) {
    hand.clear();
    hand.add(draw());
    hand.add(draw());
  }

  /** A card by its value; face cards count 10. */
  private int draw() {
    return Math.min(random.nextInt(DECK) + 1, 10);
  }

  /** The settings of {@link Blackjack}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting("Whether winning with an ace and a ten in two cards pays 1.5; not with 'sab'.")
          boolean natural,
      @Setting(
              "The rules of Sutton and Barto: an ace and a ten in two cards win against any other"
                  + " hand.")
          boolean sab,
      int maxEpisodeSteps)
      implements TimeLimited {

    /** The settings of {@code Blackjack-v1}. */
    public static Settings defaults() {
      return new Settings(false, true, 0);
    }
  }

  /** Provides the environment {@code Blackjack-v1}. */
  public static final class Provider extends TimeLimitedProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "Blackjack-v1",
          "play a hand of blackjack against the dealer",
          Settings.defaults(),
          Blackjack::new,
          OptionalDouble.empty());
    }
  }
}
