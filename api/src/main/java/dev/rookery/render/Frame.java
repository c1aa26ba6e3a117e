package dev.rookery.render;

import java.util.Arrays;

/**
 * A picture to draw on. Colours are {@code 0xRRGGBB}. Coordinates are in pixels, x to the right and
 * y downwards, with the origin in the upper left corner: pixel {@code (i, j)} is the square from
 * {@code (i, j)} to {@code (i + 1, j + 1)}. A shape colours the pixels whose centres it covers, and
 * whatever lies outside the picture is left out. Not thread-safe.
 */
public final class Frame {

  /** The largest width and height, in pixels. */
  public static final int MAXIMUM_SIZE = 4096;

  private static final int RGB = 0xffffff;

  private final int width;
  private final int height;
  private final int[] pixels;

  /**
   * A black picture.
   *
   * @throws IllegalArgumentException if a side is not from 1 to {@link #MAXIMUM_SIZE}
   */
  public Frame(int width, int height) {
    if (Math.min(width, height) < 1 || Math.max(width, height) > MAXIMUM_SIZE) {
      throw new IllegalArgumentException(
          "the sides of a frame must be from 1 to %s pixels, not %s x %s"
              .formatted(MAXIMUM_SIZE, width, height));
    }
    this.width = width;
    this.height = height;
    this.pixels = new int[width * height];
  }

  /** The width in pixels. */
  public int width() {
    return width;
  }

  /** The height in pixels. */
  public int height() {
    return height;
  }

  /**
   * The colour of a pixel.
   *
   * @throws IndexOutOfBoundsException if it is outside the picture
   */
  public int pixel(int x, int y) {
    if (!contains(x, y)) {
      throw new IndexOutOfBoundsException(
          "pixel (%s, %s) of a frame of %s x %s".formatted(x, y, width, height));
    }
    return pixels[y * width + x];
  }

  /** All colours, {@code [height · width]}, row by row; a copy. */
  public int[] pixels() {
    return pixels.clone();
  }

  /** Colours the whole picture. */
  public void fill(int colour) {
    Arrays.fill(pixels, colour & RGB);
  }

  /** Colours one pixel. */
  public void pixel(int x, int y, int colour) {
    if (contains(x, y)) {
      pixels[y * width + x] = colour & RGB;
    }
  }

  /** Fills a rectangle, given by its upper left corner and its sides. */
  public void rectangle(
      double x, double y, double rectangleWidth, double rectangleHeight, int colour) {
    for (int row = first(y, height); row < first(y + rectangleHeight, height); row++) {
      row(row, x, x + rectangleWidth, colour);
    }
  }

  /** Fills a circle. */
  public void circle(double centreX, double centreY, double radius, int colour) {
    for (int row = first(centreY - radius, height); row < first(centreY + radius, height); row++) {
      double distance = row + 0.5 - centreY;
      double half = Math.sqrt(radius * radius - distance * distance);
      row(row, centreX - half, centreX + half, colour);
    }
  }

  /** Draws a straight line of some thickness, which ends at right angles. */
  public void line(
      double fromX, double fromY, double toX, double toY, double thickness, int colour) {
    double length = Math.hypot(toX - fromX, toY - fromY);
    if (length > 0) {
      double acrossX = (fromY - toY) / length * thickness / 2;
      double acrossY = (toX - fromX) / length * thickness / 2;
      polygon(
          colour,
          fromX + acrossX,
          fromY + acrossY,
          toX + acrossX,
          toY + acrossY,
          toX - acrossX,
          toY - acrossY,
          fromX - acrossX,
          fromY - acrossY);
    }
  }

  /**
   * Fills a polygon; where it crosses itself, by the even-odd rule.
   *
   * @param corners {@code x, y} of each corner in order; the last is joined to the first
   * @throws IllegalArgumentException if a corner has no y
   */
  public void polygon(int colour, double... corners) {
    if (corners.length % 2 != 0) {
      throw new IllegalArgumentException(
          "a polygon needs x and y of each corner, not %s numbers".formatted(corners.length));
    }
    double[] crossings = new double[corners.length / 2];
    for (int row = 0; row < height; row++) {
      int count = crossings(corners, row + 0.5, crossings);
      Arrays.sort(crossings, 0, count);
      for (int i = 0; i + 1 < count; i += 2) {
        row(row, crossings[i], crossings[i + 1], colour);
      }
    }
  }

  /** Writes where the polygon's sides cross a horizontal line, and returns how often. */
  private static int crossings(double[] corners, double y, double[] crossings) {
    int count = 0;
    for (int i = 0; i < corners.length; i += 2) {
      double fromX = corners[i];
      double fromY = corners[i + 1];
      double toX = corners[(i + 2) % corners.length];
      double toY = corners[(i + 3) % corners.length];
      if (fromY <= y != toY <= y) {
        crossings[count++] = fromX + (y - fromY) / (toY - fromY) * (toX - fromX);
      }
    }
    return count;
  }

  private void row(int row, double fromX, double toX, int colour) {
    int from = first(fromX, width);
    int to = first(toX, width);
    if (from < to) {
      Arrays.fill(pixels, row * width + from, row * width + to, colour & RGB);
    }
  }

  /** The first pixel whose centre is not before this coordinate; within 0 to {@code size}. */
  private static int first(double coordinate, int size) {
    return (int) Math.min(Math.max(Math.ceil(coordinate - 0.5), 0), size);
  }

  private boolean contains(int x, int y) {
    return x >= 0 && x < width && y >= 0 && y < height;
  }
}
