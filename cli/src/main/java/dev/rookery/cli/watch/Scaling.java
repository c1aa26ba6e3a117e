package dev.rookery.cli.watch;

import dev.rookery.render.Frame;

/**
 * Makes frames larger or smaller: each new pixel is the mean of the old ones that it covers, by the
 * area that it covers of each. So a whole multiple leaves every colour as it is.
 *
 * @param width of the new frame, in pixels
 * @param height of the new frame, in pixels
 */
record Scaling(int width, int height) {

  /** As large as fits within a width and a height, with the same ratio of the sides. */
  static Scaling toFit(int width, int height, int maximumWidth, int maximumHeight) {
    return of(width, height, factor(width, height, maximumWidth, maximumHeight));
  }

  /** As {@link #toFit}, but a whole multiple where there is one that fits. */
  static Scaling toFitSharply(int width, int height, int maximumWidth, int maximumHeight) {
    double factor = factor(width, height, maximumWidth, maximumHeight);
    return of(width, height, factor < 1 ? factor : Math.floor(factor));
  }

  private static double factor(int width, int height, int maximumWidth, int maximumHeight) {
    return Math.min((double) maximumWidth / width, (double) maximumHeight / height);
  }

  private static Scaling of(int width, int height, double factor) {
    return new Scaling(
        Math.max(1, (int) Math.round(width * factor)),
        Math.max(1, (int) Math.round(height * factor)));
  }

  /** A frame of this size. */
  Frame apply(Frame frame) {
    double stepX = (double) frame.width() / width;
    double stepY = (double) frame.height() / height;
    Frame scaled = new Frame(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        scaled.pixel(x, y, mean(frame, x * stepX, (x + 1) * stepX, y * stepY, (y + 1) * stepY));
      }
    }
    return scaled;
  }

  private static int mean(Frame frame, double fromX, double toX, double fromY, double toY) {
    double red = 0;
    double green = 0;
    double blue = 0;
    double sum = 0;
    for (int y = (int) fromY; y < Math.min(toY, frame.height()); y++) {
      double covered = Math.min(toY, y + 1) - Math.max(fromY, y);
      for (int x = (int) fromX; x < Math.min(toX, frame.width()); x++) {
        double area = covered * (Math.min(toX, x + 1) - Math.max(fromX, x));
        int colour = frame.pixel(x, y);
        red += area * (colour >> 16);
        green += area * (colour >> 8 & 0xff);
        blue += area * (colour & 0xff);
        sum += area;
      }
    }
    return (int) Math.round(red / sum) << 16
        | (int) Math.round(green / sum) << 8
        | (int) Math.round(blue / sum);
  }
}
