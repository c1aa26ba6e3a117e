package dev.rookery.envs.classic;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;

/** Draws {@link Acrobot}: both links, and the height that the free end is to reach. */
final class AcrobotRenderer implements Renderer {

  private static final int SIZE = 200;
  private static final double CENTRE = SIZE / 2.0;
  private static final double LINK_LENGTH = 45;
  private static final double LINK_THICKNESS = 10;

  private final double[] state;

  /** Draws the state as it is then. */
  AcrobotRenderer(double[] state) {
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
    return 15;
  }

  @Override
  public void draw(Frame frame) {
    double elbowX = CENTRE + Math.sin(state[0]) * LINK_LENGTH;
    double elbowY = CENTRE + Math.cos(state[0]) * LINK_LENGTH;
    double tipX = elbowX + Math.sin(state[0] + state[1]) * LINK_LENGTH;
    double tipY = elbowY + Math.cos(state[0] + state[1]) * LINK_LENGTH;
    frame.fill(ClassicColours.BACKGROUND);
    frame.rectangle(0, CENTRE - LINK_LENGTH - 1.5, SIZE, 3, ClassicColours.GOAL);
    frame.line(CENTRE, CENTRE, elbowX, elbowY, LINK_THICKNESS, ClassicColours.BODY);
    frame.line(elbowX, elbowY, tipX, tipY, LINK_THICKNESS, ClassicColours.LINK);
    frame.circle(CENTRE, CENTRE, LINK_THICKNESS * 0.7, ClassicColours.JOINT);
    frame.circle(elbowX, elbowY, LINK_THICKNESS * 0.7, ClassicColours.JOINT);
  }
}
