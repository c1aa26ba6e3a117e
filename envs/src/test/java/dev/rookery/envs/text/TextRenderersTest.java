package dev.rookery.envs.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.environment.Action;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Step;
import dev.rookery.envs.Drawing;
import dev.rookery.render.Frame;
import dev.rookery.settings.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is where in known states. */
class TextRenderersTest {

  @Test
  void theLakeShowsItsTilesAndTheAgent() {
    FrozenLake lake =
        new FrozenLake(Settings.with(FrozenLake.Settings.defaults(), "map", List.of("SFG", "HFF")));
    Frame frame = Drawing.of(lake);
    assertEquals(16, frame.width());
    assertEquals(11, frame.height());
    assertEquals(FrozenLakeRenderer.START, frame.pixel(1, 1));
    assertEquals(FrozenLakeRenderer.AGENT, frame.pixel(2, 2));
    assertEquals(FrozenLakeRenderer.ICE, frame.pixel(7, 2));
    assertEquals(FrozenLakeRenderer.GOAL, frame.pixel(12, 2));
    assertEquals(FrozenLakeRenderer.HOLE, frame.pixel(2, 7));
    lake.state(4);
    assertEquals(FrozenLakeRenderer.AGENT, Drawing.of(lake).pixel(7, 7));
  }

  @Test
  void theCliffIsBetweenStartAndGoal() {
    CliffWalking walk = new CliffWalking(CliffWalking.Settings.defaults());
    walk.state(36);
    Frame frame = Drawing.of(walk);
    assertEquals(CliffWalkingRenderer.AGENT, frame.pixel(2, 17));
    assertEquals(CliffWalkingRenderer.START, frame.pixel(1, 16));
    assertEquals(CliffWalkingRenderer.CLIFF, frame.pixel(7, 17));
    assertEquals(CliffWalkingRenderer.CLIFF, frame.pixel(52, 17));
    assertEquals(CliffWalkingRenderer.GOAL, frame.pixel(57, 17));
    assertEquals(CliffWalkingRenderer.GRASS, frame.pixel(7, 12));
  }

  @Test
  void theTaxiThePassengerTheDestinationAndTheWallsAreShown() {
    Taxi taxi = new Taxi(Taxi.Settings.defaults());
    int row2column1 = 2 * 5 + 1;
    taxi.state((row2column1 * 5) * 4 + 3); // The passenger waits at red and goes to blue.
    Frame waiting = Drawing.of(taxi);
    assertEquals(TaxiRenderer.PASSENGER, waiting.pixel(1, 1));
    assertEquals(TaxiRenderer.TAXI, waiting.pixel(11, 18));
    assertEquals(TaxiRenderer.DESTINATION, waiting.pixel(22, 29));
    assertEquals(TaxiRenderer.WALL, waiting.pixel(14, 3));
    assertEquals(0, waiting.pixel(14, 18));
    taxi.state((row2column1 * 5 + TaxiRules.IN_TAXI) * 4 + 3);
    Frame riding = Drawing.of(taxi);
    assertEquals(TaxiRenderer.PASSENGER, riding.pixel(11, 18));
    assertEquals(TaxiRenderer.TAXI, riding.pixel(9, 16));
  }

  @Test
  void theHandsAreNumbersAndBars() {
    Blackjack blackjack = new Blackjack(Blackjack.Settings.defaults());
    blackjack.reset(1, new Observation(blackjack.observationSpace()));
    blackjack.player.clear();
    blackjack.player.add(1);
    blackjack.player.add(6);
    blackjack.dealer.clear();
    blackjack.dealer.add(9);
    blackjack.dealer.add(4);
    Frame frame = Drawing.of(blackjack);
    assertEquals(BlackjackRenderer.DEALER, frame.pixel(9, 7));
    assertEquals(BlackjackRenderer.HIDDEN, frame.pixel(10, 8));
    assertEquals(BlackjackRenderer.TABLE, frame.pixel(14, 8));
    assertEquals(BlackjackRenderer.PLAYER, frame.pixel(7, 10));
    assertEquals(BlackjackRenderer.ACE, frame.pixel(17, 11));
    assertEquals(BlackjackRenderer.TABLE, frame.pixel(18, 11));
    assertEquals(BlackjackRenderer.LINE, frame.pixel(22, 9));
    assertEquals(" #  ###\n##    #\n #    #\n #    #\n###   #\n", digits(frame, 13)); // 17
    blackjack.player.add(10);
    blackjack.player.add(10);
    assertEquals(BlackjackRenderer.BUST, Drawing.of(blackjack).pixel(7, 10));
  }

  private static String digits(Frame frame, int y) {
    StringBuilder picture = new StringBuilder();
    for (int row = y; row < y + 5; row++) {
      for (int x = 1; x < 8; x++) {
        picture.append(frame.pixel(x, row) == BlackjackRenderer.PLAYER ? '#' : ' ');
      }
      picture.append('\n');
    }
    return picture.toString();
  }

  /** After the step that ends it, the hand is shown as it ended. */
  @Test
  void theDealersDrawnCardsAreShown() {
    Blackjack blackjack = new Blackjack(Blackjack.Settings.defaults());
    Observation observation = new Observation(blackjack.observationSpace());
    blackjack.reset(1, observation);
    blackjack.step(new Action(blackjack.actionSpace()), new Step(observation)); // Sticks.
    int sum = blackjack.dealer.sum();
    assertEquals(
        blackjack.dealer.isBust() ? BlackjackRenderer.BUST : BlackjackRenderer.HIDDEN,
        Drawing.of(blackjack).pixel(sum, 7));
  }
}
