package dev.rookery.envs.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.envs.golden.GoldenEnvironment;
import java.util.Optional;
import java.util.function.Function;

/** A toy-text environment as the golden test drives it. */
public abstract class GoldenText implements GoldenEnvironment {

  private final RecordedDraws draws = new RecordedDraws(this::indexOfChoice);

  /** The environment of these settings, if they are of one of this package. */
  public static Optional<GoldenEnvironment> of(Record settings) {
    if (settings instanceof Blackjack.Settings own) {
      return Optional.of(new GoldenBlackjack(own));
    } else if (settings instanceof FrozenLake.Settings own) {
      return Optional.of(new GoldenTabular(random -> new FrozenLake(own, seed -> random)));
    } else if (settings instanceof CliffWalking.Settings own) {
      return Optional.of(new GoldenTabular(random -> new CliffWalking(own, seed -> random)));
    } else if (settings instanceof Taxi.Settings own) {
      return Optional.of(new GoldenTabular(random -> new Taxi(own, seed -> random)));
    }
    return Optional.empty();
  }

  abstract int indexOfChoice(int chosen);

  final RecordedDraws draws() {
    return draws;
  }

  @Override
  public final void drawFreely() {
    draws.drawFreely();
  }

  @Override
  public final void feed(JsonNode recorded) {
    draws.feed(recorded);
  }

  @Override
  public final void checkAllDrawsWereUsed(String where) {
    assertEquals(0, draws.remaining(), where + ": draws left");
  }

  private static final class GoldenTabular extends GoldenText {

    private final TabularEnvironment environment;

    GoldenTabular(Function<RecordedDraws, TabularEnvironment> factory) {
      environment = factory.apply(draws());
    }

    @Override
    public Environment environment() {
      return environment;
    }

    /** A taxi's passenger chooses among the three destinations that are not the present one. */
    @Override
    int indexOfChoice(int chosen) {
      return chosen < TaxiRules.destination(environment.state()) ? chosen : chosen - 1;
    }

    @Override
    public void restore(JsonNode state) {
      if (environment instanceof Taxi taxi) {
        taxi.restore(state.get("s").asInt(), state.get("fickle_step").asBoolean());
      } else {
        environment.state(state.asInt());
      }
    }

    @Override
    public void observe(Observation observation) {
      observation.set(0, environment.state());
    }

    @Override
    public double[] state() {
      return environment instanceof Taxi taxi
          ? new double[] {taxi.state(), taxi.isFickle() ? 1 : 0}
          : new double[] {environment.state()};
    }

    @Override
    public double[] numbers(JsonNode state) {
      return environment instanceof Taxi
          ? new double[] {state.get("s").asInt(), state.get("fickle_step").asBoolean() ? 1 : 0}
          : new double[] {state.asInt()};
    }

    @Override
    public void checkInfo(JsonNode recorded, String where) {
      if (recorded.has("prob")) {
        assertEquals(recorded.get("prob").asDouble(), environment.probability(), where);
      }
      JsonNode mask =
          recorded.has("action_mask")
              ? recorded.get("action_mask")
              : recorded.path("reset_action_mask");
      if (!mask.isMissingNode()) {
        ActionMask actual = new ActionMask(environment.actionSpace());
        environment.legalActions(actual);
        for (int i = 0; i < actual.size(); i++) {
          assertEquals(
              mask.get(i).asInt() == 1, actual.isLegal(i), where + ": mask of action " + i);
        }
      }
    }

    @Override
    public Optional<TransitionTable> table() {
      return Optional.of(environment.table());
    }
  }

  private static final class GoldenBlackjack extends GoldenText {

    private final Blackjack environment;

    GoldenBlackjack(Blackjack.Settings settings) {
      environment = new Blackjack(settings, seed -> draws());
    }

    @Override
    public Environment environment() {
      return environment;
    }

    @Override
    int indexOfChoice(int chosen) {
      return chosen - 1;
    }

    @Override
    public void restore(JsonNode state) {
      deal(environment.player, state.get("player"));
      deal(environment.dealer, state.get("dealer"));
    }

    @Override
    public void observe(Observation observation) {
      environment.observe(observation);
    }

    @Override
    public double[] state() {
      return numbers(environment.player, environment.dealer);
    }

    @Override
    public double[] numbers(JsonNode state) {
      BlackjackHand player = new BlackjackHand();
      BlackjackHand dealer = new BlackjackHand();
      deal(player, state.get("player"));
      deal(dealer, state.get("dealer"));
      return numbers(player, dealer);
    }

    private static void deal(BlackjackHand hand, JsonNode cards) {
      hand.clear();
      cards.forEach(card -> hand.add(card.asInt()));
    }

    private static double[] numbers(BlackjackHand player, BlackjackHand dealer) {
      double[] numbers = new double[8];
      int at = 0;
      for (BlackjackHand hand : new BlackjackHand[] {player, dealer}) {
        numbers[at++] = hand.cards();
        numbers[at++] = hand.firstCard();
        numbers[at++] = hand.sum();
        numbers[at++] = hand.hasUsableAce() ? 1 : 0;
      }
      return numbers;
    }
  }
}
