package dev.rookery.envs.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.Action;
import dev.rookery.environment.Step;
import dev.rookery.envs.text.TransitionTable.Outcome;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TabularEnvironmentTest {

  private static final Outcome RARE = new Outcome(0.25, 1, -1, false);
  private static final Outcome OFTEN = new Outcome(0.75, 0, 2, true);

  @Test
  void theFirstOutcomeWhoseCumulativeProbabilityIsAboveTheDrawIsTaken() {
    TransitionTable table = new TransitionTable(2, 1, (state, action) -> List.of(RARE, OFTEN));
    assertEquals(RARE, table.select(0, 0, 0));
    assertEquals(RARE, table.select(1, 0, Math.nextDown(0.25)));
    assertEquals(OFTEN, table.select(0, 0, 0.25));
    assertEquals(OFTEN, table.select(0, 0, Math.nextDown(1.0)));
  }

  @Test
  void probabilitiesThatFallShortOfOneByRoundingStillSelectTheLast() {
    double tenth = 0.1;
    Outcome outcome = new Outcome(tenth, 0, 0, false);
    TransitionTable table = new TransitionTable(1, 1, (s, a) -> Collections.nCopies(10, outcome));
    assertEquals(outcome, table.select(0, 0, Math.nextDown(1.0)));
  }

  @Test
  void tablesThatCannotBeAreRefused() {
    assertMessage(
        "action 0 in state 0 sum to 0.75",
        () -> new TransitionTable(1, 1, (s, a) -> List.of(OFTEN)));
    assertMessage(
        "leads to state 1 of 1", () -> new TransitionTable(1, 1, (s, a) -> List.of(RARE, OFTEN)));
    TransitionTable table = new TransitionTable(2, 1, (s, a) -> List.of(RARE, OFTEN));
    assertMessage("1 start probabilities", () -> new TabularEnvironment(table, new double[] {1}));
  }

  @Test
  void anActionThatIsNotThereIsRefused() {
    TabularEnvironment lake = new FrozenLake(FrozenLake.Settings.defaults());
    Action action = new Action(lake.actionSpace());
    action.set(0, 4);
    assertThrows(
        IndexOutOfBoundsException.class, () -> lake.step(action, Step.of(lake.observationSpace())));
  }

  @Test
  void everyStartOfACustomLakeIsUsed() {
    TabularEnvironment lake =
        new FrozenLake(
            new FrozenLake.Settings(List.of("SFS", "HGS"), false, 1, List.of(1.0, 0.0, 0.0), 0));
    Step step = Step.of(lake.observationSpace());
    int[] counts = new int[6];
    for (int seed = 0; seed < 300; seed++) {
      lake.reset(seed, step.observation());
      counts[lake.state()]++;
    }
    assertEquals(300, counts[0] + counts[2] + counts[5]);
    assertTrue(counts[0] > 60 && counts[2] > 60 && counts[5] > 60);
  }

  private static void assertMessage(String part, Executable code) {
    String message = assertThrows(IllegalArgumentException.class, code).getMessage();
    assertTrue(message.contains(part), message);
  }
}
