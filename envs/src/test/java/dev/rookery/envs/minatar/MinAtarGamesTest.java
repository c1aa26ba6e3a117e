package dev.rookery.envs.minatar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.Action;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the recordings do not say: the action sets, the seeds, and games that never end. */
class MinAtarGamesTest {

  static Stream<Game> games() {
    return Stream.of(
        new Game("Asterix", 4, List.of(0, 1, 2, 3, 4), MinAtarGamesTest::asterix),
        new Game("Breakout", 4, List.of(0, 1, 3), MinAtarGamesTest::breakout),
        new Game("Freeway", 7, List.of(0, 2, 4), MinAtarGamesTest::freeway),
        new Game("Seaquest", 10, List.of(0, 1, 2, 3, 4, 5), MinAtarGamesTest::seaquest),
        new Game("SpaceInvaders", 6, List.of(0, 1, 3, 5), MinAtarGamesTest::spaceInvaders));
  }

  private static MinAtarGame asterix(double sticky, ActionSet actions) {
    return new Asterix(new Asterix.Settings(sticky, true, 0), actions);
  }

  private static MinAtarGame breakout(double sticky, ActionSet actions) {
    return new Breakout(new Breakout.Settings(sticky, 0), actions);
  }

  private static MinAtarGame freeway(double sticky, ActionSet actions) {
    return new Freeway(new Freeway.Settings(sticky, 0), actions);
  }

  private static MinAtarGame seaquest(double sticky, ActionSet actions) {
    return new Seaquest(new Seaquest.Settings(sticky, true, 0), actions);
  }

  private static MinAtarGame spaceInvaders(double sticky, ActionSet actions) {
    return new SpaceInvaders(new SpaceInvaders.Settings(sticky, true, 0), actions);
  }

  @ParameterizedTest
  @MethodSource("games")
  void observationsAreImagesOfZerosAndOnes(Game game) {
    for (ActionSet actions : ActionSet.values()) {
      assertEquals(
          Space.image(10, 10, game.channels, 1), game.make(0.1, actions).observationSpace());
    }
    assertEquals(new DiscreteSpace(6), game.make(0.1, ActionSet.ALL).actionSpace());
    assertEquals(
        new DiscreteSpace(game.minimal.size()), game.make(0.1, ActionSet.MINIMAL).actionSpace());
  }

  @ParameterizedTest
  @MethodSource("games")
  void minimalActionsDoWhatTheSameActionsOfAllSixDo(Game game) {
    MinAtarGame minimal = game.make(0.1, ActionSet.MINIMAL);
    MinAtarGame all = game.make(0.1, ActionSet.ALL);
    Play minimalPlay = new Play(minimal);
    Play allPlay = new Play(all);
    SplittableRandom random = new SplittableRandom(1);
    for (int seed = 0; seed < 20; seed++) {
      minimalPlay.reset(seed);
      allPlay.reset(seed);
      for (int t = 0; t < 200; t++) {
        int choice = random.nextInt(game.minimal.size());
        minimalPlay.step(choice);
        allPlay.step(game.minimal.get(choice));
        allPlay.assertSameAs(minimalPlay);
      }
    }
  }

  /** A game ignores what is not in its minimal set: it does what doing nothing does. */
  @ParameterizedTest
  @MethodSource("games")
  void otherActionsDoNothing(Game game) {
    for (int other = 0; other < 6; other++) {
      if (!game.minimal.contains(other)) {
        Play doing = new Play(game.make(0, ActionSet.ALL));
        Play nothing = new Play(game.make(0, ActionSet.ALL));
        doing.reset(3);
        nothing.reset(3);
        for (int t = 0; t < 100; t++) {
          doing.step(other);
          nothing.step(MinAtarGame.NOTHING);
          doing.assertSameAs(nothing);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("games")
  void anActionThatIsNotThereIsRefused(Game game) {
    Play play = new Play(game.make(0, ActionSet.MINIMAL));
    play.reset(1);
    assertThrows(IndexOutOfBoundsException.class, () -> play.step(game.minimal.size()));
    assertThrows(IndexOutOfBoundsException.class, () -> play.step(-1));
  }

  @ParameterizedTest
  @MethodSource("games")
  void anActionSticksAsOftenAsItIsSet(Game game) {
    for (double probability : new double[] {0, 0.1, 0.75, 1}) {
      MinAtarGame environment = game.make(probability, ActionSet.ALL);
      Play play = new Play(environment);
      play.reset(1);
      int stuck = 0;
      int steps = 20_000;
      for (int t = 0; t < steps; t++) {
        int other = (environment.lastAction + 1) % 6;
        play.step(other);
        stuck += environment.lastAction == other ? 0 : 1;
      }
      double deviation = Math.sqrt(probability * (1 - probability) / steps);
      assertEquals(probability, (double) stuck / steps, 5 * deviation);
    }
  }

  @ParameterizedTest
  @MethodSource("games")
  void anEpisodeStartsWithoutALastAction(Game game) {
    MinAtarGame environment = game.make(0, ActionSet.ALL);
    Play play = new Play(environment);
    play.reset(1);
    play.step(MinAtarGame.DOWN);
    play.reset(1);
    assertEquals(MinAtarGame.NOTHING, environment.lastAction);
    assertFalse(environment.terminal);
  }

  @ParameterizedTest
  @MethodSource("games")
  void aGameThatIsOverStaysSo(Game game) {
    MinAtarGame environment = game.make(0.1, ActionSet.ALL);
    Play play = new Play(environment);
    SplittableRandom random = new SplittableRandom(1);
    play.reset(5);
    int steps = 0;
    while (!play.step.terminated()) {
      play.step(random.nextInt(6));
      assertTrue(++steps < 5000, "a random policy ends every game");
    }
    Play last = play.copy();
    for (int t = 0; t < 10; t++) {
      play.step(random.nextInt(6));
      assertEquals(0, play.step.reward());
      assertTrue(play.step.terminated());
      play.assertSameObservationAs(last);
    }
    play.reset(5);
    play.step(0);
    assertFalse(play.step.terminated());
  }

  @Test
  void freewayTerminatesAfter2501StepsAndNotBefore() {
    Play play = new Play(freeway(0.1, ActionSet.MINIMAL));
    play.reset(1);
    for (int t = 1; t <= 2501; t++) {
      assertFalse(play.step.terminated());
      play.step(1);
    }
    assertTrue(play.step.terminated());
  }

  /** Nothing ends an episode of a submarine that stays at the surface but the time limit. */
  @Test
  void theTimeLimitEndsASeaquestThatNeverDives() {
    Environment seaquest =
        new Seaquest.Provider()
            .create(new Seaquest.Settings(StickyActions.DEFAULT_PROBABILITY, true, 3000));
    Play play = new Play(seaquest);
    play.reset(1);
    for (int t = 1; t <= 3000; t++) {
      assertFalse(play.step.ended());
      play.step(MinAtarGame.NOTHING);
    }
    assertTrue(play.step.truncated());
    assertFalse(play.step.terminated());
  }

  @Test
  void surfacingWithSixDiversPaysForTheOxygenThatIsLeft() {
    for (int oxygen : new int[] {200, 199, 120, 19, 1}) {
      Seaquest seaquest = new Seaquest(new Seaquest.Settings(0, true, 0), ActionSet.ALL);
      Play play = new Play(seaquest);
      play.reset(1);
      seaquest.hasSurfaced = false;
      seaquest.y = 1;
      seaquest.diverCount = 6;
      seaquest.oxygen = oxygen;
      play.step(MinAtarGame.UP);
      assertEquals(oxygen / 20, play.step.reward());
      assertEquals(-1, seaquest.diverCount);
      assertEquals(200, seaquest.oxygen);
      assertEquals(19, seaquest.pace.spawnInterval);
    }
  }

  private interface Factory {
    MinAtarGame make(double stickyActionProbability, ActionSet actions);
  }

  record Game(String name, int channels, List<Integer> minimal, Factory factory) {

    MinAtarGame make(double stickyActionProbability, ActionSet actions) {
      return factory.make(stickyActionProbability, actions);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** An environment with the views to drive it. */
  private static final class Play {

    private final Environment environment;
    private final Action action;
    private final Step step;

    Play(Environment environment) {
      this.environment = environment;
      this.action = new Action(environment.actionSpace());
      this.step = Step.of(environment.observationSpace());
    }

    void reset(long seed) {
      step.clear();
      environment.reset(seed, step.observation());
    }

    void step(int choice) {
      action.set(0, choice);
      step.clear();
      environment.step(action, step);
    }

    Play copy() {
      Play copy = new Play(environment);
      copy.step.observation().set(step.observation());
      return copy;
    }

    void assertSameAs(Play other) {
      assertEquals(other.step.reward(), step.reward());
      assertEquals(other.step.terminated(), step.terminated());
      assertSameObservationAs(other);
    }

    void assertSameObservationAs(Play other) {
      Observation expected = other.step.observation();
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(expected.getInt(i), step.observation().getInt(i));
      }
    }
  }
}
