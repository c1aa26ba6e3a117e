package dev.rookery.envs.classic;

import static dev.rookery.envs.classic.ClassicColours.BACKGROUND;
import static dev.rookery.envs.classic.ClassicColours.BODY;
import static dev.rookery.envs.classic.ClassicColours.GOAL;
import static dev.rookery.envs.classic.ClassicColours.GROUND;
import static dev.rookery.envs.classic.ClassicColours.LINK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.envs.Drawing;
import dev.rookery.render.Frame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is where in known states. */
class ClassicRenderersTest {

  @Test
  void theCartIsWhereItIsAndThePoleLeans() {
    CartPole environment = new CartPole(CartPole.Settings.defaults());
    environment.restore(0, 0, 0, 0);
    Frame upright = Drawing.of(environment);
    assertEquals(LINK, upright.pixel(150, 60));
    assertEquals(BODY, upright.pixel(135, 110));
    assertEquals(GROUND, upright.pixel(0, 126));
    assertEquals(BACKGROUND, upright.pixel(210, 110));
    environment.restore(1.2, 0, 0.2, 0); // A quarter of the picture to the right, leaning right.
    Frame leaning = Drawing.of(environment);
    assertEquals(BODY, leaning.pixel(210, 110));
    assertEquals(BACKGROUND, leaning.pixel(225, 60));
    assertEquals(LINK, leaning.pixel(225 + 9, 108 - 45));
  }

  @Test
  void theCarIsOnTheRoadBeforeTheFlag() {
    MountainCar environment = new MountainCar(MountainCar.Settings.defaults());
    environment.restore(-Math.PI / 6, 0); // The bottom of the valley.
    Frame frame = Drawing.of(environment);
    int bottom = (int) Math.round((1.2 - Math.PI / 6) * 300 / 1.8);
    assertEquals(BODY, frame.pixel(bottom, 176));
    assertEquals(GROUND, frame.pixel(bottom, 187));
    assertEquals(BACKGROUND, frame.pixel(bottom, 160));
    assertEquals(1.7 * 300 / 1.8, lastColumn(frame, GOAL), 2);
    MountainCarContinuous continuous =
        new MountainCarContinuous(MountainCarContinuous.Settings.defaults());
    assertEquals(1.65 * 300 / 1.8, lastColumn(Drawing.of(continuous), GOAL), 2);
  }

  private static int lastColumn(Frame frame, int colour) {
    int last = -1;
    for (int i = 0; i < frame.width() * frame.height(); i++) {
      if (frame.pixel(i % frame.width(), i / frame.width()) == colour) {
        last = Math.max(last, i % frame.width());
      }
    }
    return last;
  }

  @Test
  void theLinksHangOrStand() {
    Acrobot environment = new Acrobot(Acrobot.Settings.defaults());
    environment.restore(0, 0, 0, 0);
    Frame hanging = Drawing.of(environment);
    assertEquals(BODY, hanging.pixel(100, 120));
    assertEquals(LINK, hanging.pixel(100, 180));
    assertEquals(GOAL, hanging.pixel(0, 55));
    environment.restore(Math.PI, 0, 0, 0);
    Frame standing = Drawing.of(environment);
    assertEquals(LINK, standing.pixel(100, 20));
    assertEquals(BACKGROUND, standing.pixel(100, 180));
    environment.restore(Math.PI / 2, -Math.PI / 2, 0, 0); // To the right, then down.
    assertEquals(LINK, Drawing.of(environment).pixel(145, 130));
  }

  @Test
  void thePendulumTurnsCounterClockwise() {
    Pendulum environment = new Pendulum(Pendulum.Settings.defaults());
    environment.restore(0, 0);
    assertEquals(LINK, Drawing.of(environment).pixel(100, 30));
    environment.restore(Math.PI / 2, 0);
    Frame left = Drawing.of(environment);
    assertEquals(LINK, left.pixel(30, 100));
    assertEquals(BACKGROUND, left.pixel(100, 30));
  }

  @Test
  void aStateFarOutIsDrawnWithoutIt() {
    CartPole environment = new CartPole(CartPole.Settings.defaults());
    environment.restore(1e300, 0, 1e300, 0);
    assertTrue(Arrays.stream(Drawing.of(environment).pixels()).noneMatch(pixel -> pixel == BODY));
  }
}
