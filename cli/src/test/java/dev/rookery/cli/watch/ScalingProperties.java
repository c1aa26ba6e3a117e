package dev.rookery.cli.watch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.render.Frame;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ScalingProperties {

  @Property(tries = 100)
  void aWholeMultipleKeepsEveryPixel(
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 5) int factor,
      @ForAll long seed) {
    Frame frame = random(width, height, seed);
    Frame large = new Scaling(width * factor, height * factor).apply(frame);
    for (int y = 0; y < height * factor; y++) {
      for (int x = 0; x < width * factor; x++) {
        assertEquals(frame.pixel(x / factor, y / factor), large.pixel(x, y));
      }
    }
    assertArrayEquals(frame.pixels(), new Scaling(width, height).apply(large).pixels());
  }

  @Property(tries = 100)
  void oneColourStaysItAtEverySize(
      @ForAll @IntRange(min = 1, max = 50) int width,
      @ForAll @IntRange(min = 1, max = 50) int height,
      @ForAll @IntRange(min = 0, max = 0xffffff) int colour) {
    Frame frame = new Frame(17, 5);
    frame.fill(colour);
    for (int pixel : new Scaling(width, height).apply(frame).pixels()) {
      assertEquals(colour, pixel);
    }
  }

  /** The mean of the pixels is kept, but for rounding each to a whole level. */
  @Property(tries = 100)
  void theMeanIsKept(
      @ForAll @IntRange(min = 1, max = 30) int width,
      @ForAll @IntRange(min = 1, max = 30) int height,
      @ForAll long seed) {
    Frame frame = random(13, 7, seed);
    Frame scaled = new Scaling(width, height).apply(frame);
    for (int shift : new int[] {0, 8, 16}) {
      assertEquals(mean(frame, shift), mean(scaled, shift), 0.5);
    }
  }

  @Property
  void whatIsToFitFitsAndIsSharpWhereItIsEnlarged(
      @ForAll @IntRange(min = 1, max = 400) int width,
      @ForAll @IntRange(min = 1, max = 400) int height,
      @ForAll @IntRange(min = 1, max = 400) int maximumWidth,
      @ForAll @IntRange(min = 1, max = 400) int maximumHeight) {
    Scaling close = Scaling.toFit(width, height, maximumWidth, maximumHeight);
    assertTrue(close.width() == maximumWidth || close.height() == maximumHeight, close::toString);
    Scaling sharp = Scaling.toFitSharply(width, height, maximumWidth, maximumHeight);
    assertTrue(sharp.width() <= close.width() && sharp.height() <= close.height());
    assertTrue(close.width() <= maximumWidth && close.height() <= maximumHeight, close::toString);
    if (width <= maximumWidth && height <= maximumHeight) {
      assertEquals(0, sharp.width() % width);
      assertEquals(sharp.width() / width * height, sharp.height());
    } else {
      assertEquals(close, sharp);
    }
  }

  @Example
  void halfOfTwoPixelsIsTheirMean() {
    Frame frame = new Frame(3, 1);
    frame.pixel(0, 0, 0xff0000);
    frame.pixel(1, 0, 0x0000ff);
    frame.pixel(2, 0, 0x00ff00);
    Frame scaled = new Scaling(2, 1).apply(frame); // A pixel and a half each.
    assertEquals(0xaa0055, scaled.pixel(0, 0));
    assertEquals(0x00aa55, scaled.pixel(1, 0));
  }

  private static Frame random(int width, int height, long seed) {
    Random random = new Random(seed);
    Frame frame = new Frame(width, height);
    for (int i = 0; i < width * height; i++) {
      frame.pixel(i % width, i / width, random.nextInt(0x1000000));
    }
    return frame;
  }

  private static double mean(Frame frame, int shift) {
    double sum = 0;
    for (int pixel : frame.pixels()) {
      sum += (pixel >> shift) & 0xff;
    }
    return sum / frame.pixels().length;
  }
}
