package dev.rookery.envs.classic;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;

/**
 * Draws the valley of {@link MountainCarDynamics}, whose height is a sine as its slope is the
 * cosine that pulls the car, with the car on it and a flag at the goal.
 */
final class MountainCarRenderer implements Renderer {

  private static final int WIDTH = 300;
  private static final int HEIGHT = 200;
  private static final double PIXELS_PER_UNIT =
      WIDTH / (MountainCarDynamics.RIGHTMOST - MountainCarDynamics.LEFTMOST);
  private static final double MIDDLE_Y = 120;
  private static final double AMPLITUDE = 65;
  private static final double CAR_RADIUS = 10;
  private static final double FLAG_HEIGHT = 36;

  private final double[] state;
  private final double goal;
  private final double[] ground = new double[2 * (WIDTH + 3)];

  /** Draws the state as it is then, with the flag at position {@code goal}. */
  MountainCarRenderer(double[] state, double goal) {
    this.state = state;
    this.goal = goal;
    for (int x = 0; x <= WIDTH; x++) {
      ground[2 * x] = x;
      ground[2 * x + 1] = y(MountainCarDynamics.LEFTMOST + x / PIXELS_PER_UNIT);
    }
    ground[2 * WIDTH + 2] = WIDTH;
    ground[2 * WIDTH + 3] = HEIGHT;
    ground[2 * WIDTH + 5] = HEIGHT;
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
    return 30;
  }

  @Override
  public void draw(Frame frame) {
    frame.fill(ClassicColours.BACKGROUND);
    frame.polygon(ClassicColours.GROUND, ground);
    double flagX = x(goal);
    double flagTop = y(goal) - FLAG_HEIGHT;
    frame.line(flagX, y(goal), flagX, flagTop, 3, ClassicColours.JOINT);
    frame.polygon(
        ClassicColours.GOAL, flagX, flagTop, flagX - 18, flagTop + 8, flagX, flagTop + 16);
    frame.circle(x(state[0]), y(state[0]) - CAR_RADIUS, CAR_RADIUS, ClassicColours.BODY);
  }

  private static double x(double position) {
    return (position - MountainCarDynamics.LEFTMOST) * PIXELS_PER_UNIT;
  }

  private static double y(double position) {
    return MIDDLE_Y - AMPLITUDE * Math.sin(3 * position);
  }
}
