package dev.rookery.render;

import java.util.function.Consumer;

/**
 * Draws the current state of one environment, which offers it by {@link
 * dev.rookery.environment.Environment#renderer}. Used by the thread that uses the environment.
 */
public interface Renderer {

  /** How wide the picture is, in pixels: 1 to {@link Frame#MAXIMUM_SIZE}, always the same. */
  int width();

  /** How high the picture is, in pixels: 1 to {@link Frame#MAXIMUM_SIZE}, always the same. */
  int height();

  /** How many steps to show per second, where nobody wishes otherwise; above 0. */
  double framesPerSecond();

  /**
   * Draws the state that the last reset or step of the environment led to, and changes nothing of
   * it: an episode goes on as if it had not been drawn. The same state gives the same picture.
   *
   * @param frame of {@link #width()} by {@link #height()} pixels, all black
   */
  void draw(Frame frame);

  /**
   * A renderer of its parts.
   *
   * @param painter does what {@link #draw} is to do
   */
  static Renderer of(
      int width, int height, double framesPerSecond, Consumer<? super Frame> painter) {
    return new Renderer() {
      @Override
      public int width() {
        return width;
      }

      @Override
      public int height() {
        return height;
      }

      @Override
      public double framesPerSecond() {
        return framesPerSecond;
      }

      @Override
      public void draw(Frame frame) {
        painter.accept(frame);
      }
    };
  }
}
