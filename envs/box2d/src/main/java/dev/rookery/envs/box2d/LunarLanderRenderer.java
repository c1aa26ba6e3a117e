package dev.rookery.envs.box2d;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;

/** Draws the moon, the flags at the pad's ends, the lander with its legs, and the flames. */
final class LunarLanderRenderer implements Renderer {

  static final int SKY = 0x101820;
  static final int MOON = 0x8a8f98;
  static final int POLE = 0xf4f1de;
  static final int FLAG = 0xe8c93d;
  static final int LANDER = 0x8066e6;
  static final int LEG = 0x5a4bb0;
  static final int FLAME = 0xff7a2f;

  private static final int WIDTH = 300;
  private static final int HEIGHT = 200;
  private static final double PIXELS_PER_METRE = WIDTH / LanderWorld.WIDTH;
  private static final double FLAG_HEIGHT = 50 / LanderWorld.SCALE;
  private static final double FLAG_WIDTH = 25 / LanderWorld.SCALE;
  private static final double[] OUTLINE = LanderWorld.outline();
  private static final double[] LEG_OUTLINE = {
    -LanderWorld.LEG_HALF_WIDTH, -LanderWorld.LEG_HALF_HEIGHT,
    LanderWorld.LEG_HALF_WIDTH, -LanderWorld.LEG_HALF_HEIGHT,
    LanderWorld.LEG_HALF_WIDTH, LanderWorld.LEG_HALF_HEIGHT,
    -LanderWorld.LEG_HALF_WIDTH, LanderWorld.LEG_HALF_HEIGHT
  };

  private final LunarLanderDynamics environment;

  /** Draws the episode that the environment is in then. */
  LunarLanderRenderer(LunarLanderDynamics environment) {
    this.environment = environment;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return HEIGHT;
  }

  @Override
  public double framesPerSecond() {
    return LanderWorld.STEPS_PER_SECOND;
  }

  @Override
  public void draw(Frame frame) {
    LanderWorld world = environment.world();
    frame.fill(SKY);
    drawMoon(frame, world.terrain());
    drawFlag(frame, LanderTerrain.x(LanderTerrain.PAD_LEFT));
    drawFlag(frame, LanderTerrain.x(LanderTerrain.PAD_RIGHT));
    drawFlames(frame, world);
    for (int leg = 0; leg < 2; leg++) {
      drawBody(frame, LEG, LEG_OUTLINE, world.legX(leg), world.legY(leg), world.legAngle(leg));
    }
    drawBody(frame, LANDER, OUTLINE, world.x(), world.y(), world.angle());
  }

  private static void drawMoon(Frame frame, LanderTerrain terrain) {
    double[] surface = new double[2 * (LanderTerrain.POINTS + 2)];
    for (int i = 0; i < LanderTerrain.POINTS; i++) {
      surface[2 * i] = column(LanderTerrain.x(i));
      surface[2 * i + 1] = row(terrain.height(i));
    }
    surface[2 * LanderTerrain.POINTS] = WIDTH;
    surface[2 * LanderTerrain.POINTS + 1] = HEIGHT;
    surface[2 * LanderTerrain.POINTS + 3] = HEIGHT;
    frame.polygon(MOON, surface);
  }

  private static void drawFlag(Frame frame, double x) {
    double top = LanderTerrain.PAD_HEIGHT + FLAG_HEIGHT;
    double pole = column(x);
    frame.line(pole, row(LanderTerrain.PAD_HEIGHT), pole, row(top), 1, POLE);
    frame.polygon(
        FLAG,
        pole,
        row(top),
        column(x + FLAG_WIDTH),
        row(top - FLAG_WIDTH / 3),
        pole,
        row(top - FLAG_WIDTH * 2 / 3));
  }

  /** A triangle that grows with the throttle, below the lander or at the side of the engine. */
  private void drawFlames(Frame frame, LanderWorld world) {
    double main = environment.mainThrottle();
    if (main > 0) {
      double[] flame = {-0.2, -0.3, 0.2, -0.3, 0, -0.4 - main};
      drawBody(frame, FLAME, flame, world.x(), world.y(), world.angle());
    }
    double side = environment.sideThrottle();
    if (side != 0) {
      double edge = -Math.signum(side) * 0.5;
      double[] flame = {edge, 0.2, edge, 0.45, edge - 0.6 * side, 0.325};
      drawBody(frame, FLAME, flame, world.x(), world.y(), world.angle());
    }
  }

  private static void drawBody(
      Frame frame, int colour, double[] outline, double x, double y, double angle) {
    double sin = Math.sin(angle);
    double cos = Math.cos(angle);
    double[] corners = new double[outline.length];
    for (int i = 0; i < corners.length; i += 2) {
      corners[i] = column(x + cos * outline[i] - sin * outline[i + 1]);
      corners[i + 1] = row(y + sin * outline[i] + cos * outline[i + 1]);
    }
    frame.polygon(colour, corners);
  }

  private static double column(double x) {
    return x * PIXELS_PER_METRE;
  }

  private static double row(double y) {
    return HEIGHT - y * PIXELS_PER_METRE;
  }
}
