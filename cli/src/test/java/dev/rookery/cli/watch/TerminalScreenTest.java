package dev.rookery.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is printed; ^ stands for the escape character and the bracket after it. */
class TerminalScreenTest {

  private final StringWriter text = new StringWriter();
  private final List<Long> slept = new ArrayList<>();
  private final Frame frame = new Frame(2, 2);

  @Test
  void aLetterShowsTwoPixelsInTheirColours() {
    frame.pixel(0, 0, 0xff0000);
    frame.pixel(0, 1, 0x0000ff);
    try (TerminalScreen screen = screen(2, 2, new TerminalSize(3, 3), true, 0)) {
      assertTrue(screen.show(frame, "line", false));
      assertEquals("^?25l^48;2;0;0;255m^38;2;255;0;0m\u2580^48;2;0;0;0m ^0m^K\nli^K", printed());
    }
  }

  @Test
  void otherTerminalsGetTheNearestOf256Colours() {
    frame.pixel(0, 0, 0xff0000);
    frame.pixel(0, 1, 0x0000ff);
    try (TerminalScreen screen = screen(2, 2, new TerminalSize(3, 3), false, 0)) {
      screen.show(frame, "line", false);
      assertEquals("^?25l^48;5;21m^38;5;196m\u2580^48;5;16m ^0m^K\nli^K", printed());
    }
  }

  @Test
  void aFrameIsDrawnOverTheOneBeforeAndTheCursorComesBack() {
    try (TerminalScreen screen = screen(2, 2, new TerminalSize(3, 3), true, 0)) {
      screen.show(frame, "a", false);
      int first = text.getBuffer().length();
      screen.show(frame, "b", true);
      assertEquals("\r^1A^48;2;0;0;0m  ^0m^K\nb^K", printed().substring(first - escapes(first)));
      int second = printed().length();
      screen.close();
      assertEquals("^0m^?25h\n", printed().substring(second));
      assertFalse(screen.show(frame, "c", false), "a closed screen wants no frames");
    }
    assertTrue(printed().endsWith("^?25h\n"), "and shows none");
  }

  /** How many characters of the first ones were left out in {@link #printed}. */
  private int escapes(int length) {
    return (int) text.toString().substring(0, length).chars().filter(c -> c == 27).count();
  }

  @Test
  void aScreenThatShowedNothingLeavesTheTerminalAlone() {
    screen(2, 2, new TerminalSize(80, 24), true, 0).close();
    assertEquals("", printed());
  }

  @Test
  void aPictureOfOddHeightHasNothingBelowItsLastPixels() {
    Frame high = new Frame(1, 3);
    high.fill(0xffffff);
    try (TerminalScreen screen = screen(1, 3, new TerminalSize(2, 4), true, 0)) {
      screen.show(high, "", false);
      assertEquals("^?25l^48;2;255;255;255m ^0m^K\n^38;2;255;255;255m\u2580^0m^K\n^K", printed());
    }
  }

  @Test
  void thePictureFitsTheTerminalSharply() {
    assertEquals(List.of(40, 20), size(10, 10, new TerminalSize(80, 24), 0));
    assertEquals(List.of(79, 20), size(300, 150, new TerminalSize(80, 24), 0));
    assertEquals(List.of(33, 22), size(300, 400, new TerminalSize(80, 24), 0));
    assertEquals(List.of(79, 40), size(10, 10, new TerminalSize(80, 90), 200));
    assertEquals(List.of(25, 13), size(10, 10, new TerminalSize(80, 24), 25));
    assertEquals(List.of(1, 1), size(10, 10, new TerminalSize(1, 1), 0));
  }

  /** Columns and rows of the picture. */
  private List<Integer> size(int width, int height, TerminalSize terminal, int wanted) {
    text.getBuffer().setLength(0);
    try (TerminalScreen screen = screen(width, height, terminal, true, wanted)) {
      screen.show(new Frame(width, height), "", false);
    }
    String[] lines = printed().replaceAll("\\^[0-9;?]*[a-zA-Z]", "").split("\n", -1);
    return List.of(lines[0].length(), lines.length - 2);
  }

  @Test
  void framesAreShownAtTheirRateAndTheLastOneLonger() {
    try (TerminalScreen screen = screen(2, 2, new TerminalSize(80, 24), true, 0)) {
      screen.show(frame, "", false);
      screen.show(frame, "", true);
      screen.show(frame, "", false);
    }
    assertEquals(List.of(250_000_000L, 1_250_000_000L), slept);
  }

  @Test
  void anInterruptedThreadIsNotPlayedToAnyMore() {
    try (TerminalScreen screen = screen(2, 2, new TerminalSize(80, 24), true, 0)) {
      Thread.currentThread().interrupt();
      assertFalse(screen.show(frame, "", false));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void terminalsSayWhetherTheyKnowAllColours() {
    assertTrue(TerminalScreen.knowsTrueColour(Map.of("COLORTERM", "truecolor")));
    assertTrue(TerminalScreen.knowsTrueColour(Map.of("COLORTERM", "24bit")));
    assertFalse(TerminalScreen.knowsTrueColour(Map.of("COLORTERM", "yes")));
    assertFalse(TerminalScreen.knowsTrueColour(Map.of()));
  }

  /** Four frames per second, on a clock that only sleeping moves. */
  private TerminalScreen screen(
      int width, int height, TerminalSize size, boolean trueColour, int wanted) {
    long[] now = {0};
    FramePacer pacer =
        new FramePacer(
            () -> now[0],
            nanos -> {
              slept.add(nanos);
              now[0] += nanos;
            });
    Renderer renderer = Renderer.of(width, height, 10, f -> {});
    return new TerminalScreen(new PrintWriter(text), renderer, size, trueColour, wanted, 4, pacer);
  }

  private String printed() {
    return text.toString().replace("\u001b[", "^");
  }
}
