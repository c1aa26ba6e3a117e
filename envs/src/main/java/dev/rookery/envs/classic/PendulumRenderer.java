package dev.rookery.envs.classic;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;

/** Draws {@link Pendulum}, whose angle grows counter-clockwise. */
final class PendulumRenderer implements Renderer {

  private static final int SIZE = 200;
  private static final double CENTRE = SIZE / 2.0;
  private static final double LENGTH = 80;
  private static final double THICKNESS = 16;

  private final double[] state;

  /** Draws the state as it is then. */
  PendulumRenderer(double[] state) {
    this.state = state;
  }

  @Override
  public int width() {
    return SIZE;
  }

  @Override
  public int height() {
    return SIZE;
  }

  @Override
  public double framesPerSecond() {
    return 1 / Pendulum.TIME_STEP;
  }

  @Override
  public void draw(Frame frame) {
    double tipX = CENTRE - Math.sin(state[0]) * LENGTH;
    double tipY = CENTRE - Math.cos(state[0]) * LENGTH;
    frame.fill(ClassicColours.BACKGROUND);
    frame.line(CENTRE, CENTRE, tipX, tipY, THICKNESS, ClassicColours.LINK);
    frame.circle(tipX, tipY, THICKNESS / 2, ClassicColours.LINK);
    frame.circle(CENTRE, CENTRE, THICKNESS / 2, ClassicColours.JOINT);
  }
}
