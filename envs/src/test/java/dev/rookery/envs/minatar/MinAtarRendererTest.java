package dev.rookery.envs.minatar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionSampler;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Step;
import dev.rookery.envs.Drawing;
import dev.rookery.render.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MinAtarRendererTest {

  @ParameterizedTest
  @MethodSource("dev.rookery.envs.minatar.MinAtarGamesTest#games")
  void everyCellHasTheColourOfItsLowestChannel(MinAtarGamesTest.Game made) {
    MinAtarGame game = made.make(0.1, ActionSet.ALL);
    int[] colours = game.colours();
    Observation observation = new Observation(game.observationSpace());
    Step step = new Step(observation);
    Action action = new Action(game.actionSpace());
    ActionSampler sampler = new ActionSampler(1);
    game.reset(1, observation);
    for (int t = 0; t < 500; t++) {
      Frame frame = Drawing.of(game);
      for (int cell = 0; cell < 100; cell++) {
        assertEquals(colour(observation, cell, colours), frame.pixel(cell % 10, cell / 10));
      }
      sampler.sample(action);
      step.clear();
      game.step(action, step);
    }
  }

  private static int colour(Observation observation, int cell, int[] colours) {
    for (int channel = 0; channel < colours.length; channel++) {
      if (observation.getInt(cell * colours.length + channel) == 1) {
        return colours[channel];
      }
    }
    return 0;
  }

  @Test
  void breakoutStartsWithThreeRowsOfBricksAndThePaddleInTheMiddle() {
    Breakout game = new Breakout(Breakout.Settings.defaults(), ActionSet.ALL);
    game.reset(1, new Observation(game.observationSpace()));
    Frame frame = Drawing.of(game);
    assertEquals(0, frame.pixel(3, 0));
    assertEquals(MinAtarRenderer.ENEMY, frame.pixel(3, 1));
    assertEquals(MinAtarRenderer.ENEMY, frame.pixel(5, 3));
    assertEquals(0, frame.pixel(5, 4));
    assertEquals(MinAtarRenderer.PLAYER, frame.pixel(4, 9));
  }
}
