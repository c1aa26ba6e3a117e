package dev.rookery.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Shapes colour the pixels whose centres they cover. Pictures are written as text, row by row. */
class FrameTest {

  private static final int COLOUR = 0x12ab9f;

  private final Frame frame = new Frame(6, 4);

  @Test
  void aNewFrameIsBlack() {
    assertPicture("......", "......", "......", "......");
  }

  @Test
  void aPixelIsOnlyItself() {
    frame.pixel(5, 3, COLOUR);
    frame.pixel(6, 0, COLOUR);
    frame.pixel(0, -1, COLOUR);
    assertPicture("......", "......", "......", ".....#");
    assertThrows(IndexOutOfBoundsException.class, () -> frame.pixel(6, 0));
  }

  @Test
  void coloursHaveNothingButRedGreenAndBlue() {
    frame.pixel(0, 0, 0xff000000 | COLOUR);
    assertEquals(COLOUR, frame.pixel(0, 0));
  }

  @Test
  void aRectangleCoversCentres() {
    frame.rectangle(1, 1, 3, 2, COLOUR);
    assertPicture("......", ".###..", ".###..", "......");
    frame.fill(0);
    frame.rectangle(0.5, 0.6, 1, 1, COLOUR); // Centres are at 0.5, 1.5 and so on.
    assertPicture("......", "#.....", "......", "......");
    frame.rectangle(-9, -9, 99, 99, COLOUR);
    assertPicture("######", "######", "######", "######");
  }

  @Test
  void aCircleIsRound() {
    frame.circle(2, 2, 2, COLOUR);
    assertPicture(".##...", "####..", "####..", ".##...");
  }

  @Test
  void aLineHasItsThickness() {
    frame.line(1, 2, 5, 2, 2, COLOUR);
    assertPicture("......", ".####.", ".####.", "......");
    frame.fill(0);
    frame.line(0, 0, 4, 4, 1.2, COLOUR);
    assertPicture("#.....", ".#....", "..#...", "...#..");
    frame.line(1, 1, 1, 1, 9, COLOUR);
    assertPicture("#.....", ".#....", "..#...", "...#..");
  }

  @Test
  void aPolygonThatCrossesItselfIsFilledByTheEvenOddRule() {
    frame.polygon(COLOUR, 0, 0, 6, 0, 6, 4, 0, 4, 0, 0, 1, 1, 5, 1, 5, 3, 1, 3, 1, 1);
    assertPicture("######", "#....#", "#....#", "######");
    assertThrows(IllegalArgumentException.class, () -> frame.polygon(COLOUR, 1, 2, 3));
  }

  @Test
  void sidesAreLimited() {
    assertThrows(IllegalArgumentException.class, () -> new Frame(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Frame(1, Frame.MAXIMUM_SIZE + 1));
  }

  /** A rectangle as a polygon, and a thick line as long, colour the same pixels. */
  @Property
  void aRectangleIsAPolygonAndALine(
      @ForAll @DoubleRange(min = -3, max = 7) double x,
      @ForAll @DoubleRange(min = -3, max = 7) double y,
      @ForAll @DoubleRange(min = 0.1, max = 7) double width,
      @ForAll @DoubleRange(min = 0.1, max = 7) double height) {
    Frame rectangle = new Frame(6, 4);
    rectangle.rectangle(x, y, width, height, COLOUR);
    Frame polygon = new Frame(6, 4);
    polygon.polygon(COLOUR, x, y, x + width, y, x + width, y + height, x, y + height);
    assertArrayEquals(rectangle.pixels(), polygon.pixels());
  }

  /** Numbers that an unstable simulation may give do no harm. */
  @Property
  void anyNumbersCanBeDrawn(@ForAll double x, @ForAll double y, @ForAll double size) {
    for (double z : new double[] {size, Double.NaN, Double.POSITIVE_INFINITY}) {
      frame.rectangle(x, y, z, size, COLOUR);
      frame.circle(x, y, z, COLOUR);
      frame.line(x, y, z, size, z, COLOUR);
      frame.polygon(COLOUR, x, y, z, y, z, size);
    }
  }

  private void assertPicture(String... rows) {
    StringBuilder picture = new StringBuilder();
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < frame.width(); x++) {
        picture.append(frame.pixel(x, y) == COLOUR ? '#' : '.');
      }
      picture.append('\n');
    }
    assertEquals(String.join("\n", rows) + "\n", picture.toString());
  }
}
