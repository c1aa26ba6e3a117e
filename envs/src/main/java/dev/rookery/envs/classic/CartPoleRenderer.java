package dev.rookery.envs.classic;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;

/** Draws {@link CartPole} with the whole track that the cart may drive on. */
final class CartPoleRenderer implements Renderer {

  private static final int WIDTH = 300;
  private static final int HEIGHT = 150;
  private static final double PIXELS_PER_METRE = WIDTH / (2 * CartPole.POSITION_LIMIT);
  private static final double TRACK_Y = 125;
  private static final double CART_WIDTH = 44;
  private static final double CART_HEIGHT = 22;
  private static final double POLE_THICKNESS = 8;

  private final double[] state;

  /** Draws the state as it is then. */
  CartPoleRenderer(double[] state) {
    this.state = state;
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
    return 1 / CartPole.TIME_STEP;
  }

  @Override
  public void draw(Frame frame) {
    double x = WIDTH / 2.0 + state[0] * PIXELS_PER_METRE;
    double axleY = TRACK_Y - CART_HEIGHT;
    double length = 2 * CartPole.HALF_LENGTH * PIXELS_PER_METRE;
    double tipX = x + Math.sin(state[2]) * length;
    double tipY = axleY - Math.cos(state[2]) * length;
    frame.fill(ClassicColours.BACKGROUND);
    frame.rectangle(0, TRACK_Y, WIDTH, 3, ClassicColours.GROUND);
    frame.rectangle(x - CART_WIDTH / 2, axleY, CART_WIDTH, CART_HEIGHT, ClassicColours.BODY);
    frame.line(x, axleY + CART_HEIGHT / 4, tipX, tipY, POLE_THICKNESS, ClassicColours.LINK);
    frame.circle(x, axleY + CART_HEIGHT / 4, POLE_THICKNESS / 2, ClassicColours.JOINT);
  }
}
