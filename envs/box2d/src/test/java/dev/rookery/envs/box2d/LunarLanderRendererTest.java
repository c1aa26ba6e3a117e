package dev.rookery.envs.box2d;

import static dev.rookery.envs.box2d.LunarLanderRenderer.FLAG;
import static dev.rookery.envs.box2d.LunarLanderRenderer.FLAME;
import static dev.rookery.envs.box2d.LunarLanderRenderer.LANDER;
import static dev.rookery.envs.box2d.LunarLanderRenderer.LEG;
import static dev.rookery.envs.box2d.LunarLanderRenderer.MOON;
import static dev.rookery.envs.box2d.LunarLanderRenderer.POLE;
import static dev.rookery.envs.box2d.LunarLanderRenderer.SKY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is where in known states; a metre has 15 pixels. */
class LunarLanderRendererTest {

  private final LunarLander environment =
      new LunarLander(LunarLanderSettings.defaults(), seed -> new MiddleDraws());
  private final Flight flight = new Flight(environment).reset(0);

  private void fall() {
    for (int i = 0; i < 40; i++) {
      flight.fly(0);
    }
  }

  private Frame drawing() {
    Renderer renderer = environment.renderer().orElseThrow();
    Frame frame = new Frame(renderer.width(), renderer.height());
    renderer.draw(frame);
    return frame;
  }

  private static boolean has(Frame frame, int colour) {
    return Arrays.stream(frame.pixels()).anyMatch(pixel -> pixel == colour);
  }

  @Test
  void theSkyTheMoonAndTheFlags() {
    Frame frame = drawing();
    assertEquals(SKY, frame.pixel(20, 20));
    assertEquals(SKY, frame.pixel(150, 200 - 51)); // The pad is 3.3 m high: 49.5 pixels.
    assertEquals(MOON, frame.pixel(150, 200 - 48));
    assertEquals(MOON, frame.pixel(0, 199));
    assertEquals(MOON, frame.pixel(299, 199));
    assertEquals(POLE, frame.pixel(119, 200 - 60)); // 8 m
    assertEquals(FLAG, frame.pixel(124, 200 - 71));
    assertEquals(POLE, frame.pixel(179, 200 - 60)); // 12 m
    assertEquals(FLAG, frame.pixel(184, 200 - 71));
  }

  @Test
  void theLanderAndItsLegsAreWhereTheyAre() {
    fall();
    Frame frame = drawing();
    LanderWorld world = environment.world();
    assertEquals(LANDER, at(frame, world.x(), world.y()));
    for (int leg = 0; leg < 2; leg++) {
      assertEquals(LEG, at(frame, world.legX(leg), world.legY(leg)));
    }
    assertTrue(world.legX(0) > world.x() && world.legX(1) < world.x());
    assertFalse(has(frame, FLAME));
  }

  @Test
  void anEngineThatFiresHasAFlame() {
    fall();
    LanderWorld world = environment.world();
    flight.fly(2);
    assertEquals(FLAME, at(drawing(), world.x(), world.y() - 0.6));
    flight.fly(1); // The left engine's fire goes to the right.
    Frame left = drawing();
    assertEquals(FLAME, at(left, world.x() + 0.75, world.y() + 0.33));
    assertEquals(SKY, at(left, world.x() - 0.75, world.y() + 0.33));
    flight.fly(3);
    assertEquals(FLAME, at(drawing(), world.x() - 0.75, world.y() + 0.33));
    flight.fly(0);
    assertFalse(has(drawing(), FLAME));
  }

  private static int at(Frame frame, double x, double y) {
    return frame.pixel((int) (x * 15), (int) (frame.height() - y * 15));
  }
}
