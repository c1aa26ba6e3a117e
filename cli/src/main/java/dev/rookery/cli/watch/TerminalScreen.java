package dev.rookery.cli.watch;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;
import java.io.PrintWriter;
import java.util.Map;

/**
 * Draws frames on a terminal, one over the other, with a line of text below. A letter shows two
 * pixels, one above the other: the upper half of a block in the colour of the upper one, on the
 * colour of the lower one. The cursor is hidden until the screen is closed, which any thread may
 * do.
 */
public final class TerminalScreen implements Screen, AutoCloseable {

  private static final String ESCAPE = "\u001b[";
  private static final String HIDE_CURSOR = ESCAPE + "?25l";
  private static final String SHOW_CURSOR = ESCAPE + "?25h";
  private static final String PLAIN = ESCAPE + "0m";
  private static final String CLEAR_REST_OF_LINE = ESCAPE + "K";
  private static final char UPPER_HALF = '\u2580';
  private static final int NONE = -1;

  private final PrintWriter out;
  private final Scaling scaling;
  private final int columns;
  private final boolean trueColour;
  private final double framesPerSecond;
  private final FramePacer pacer;
  private boolean shown;
  private boolean closed;

  /**
   * For the frames of one renderer.
   *
   * @param out the terminal; stays open
   * @param size of the terminal
   * @param trueColour whether it knows 24-bit colours; otherwise it knows 256
   * @param width of the picture in columns, at most as fits; 0 chooses one
   */
  public TerminalScreen(
      PrintWriter out,
      Renderer renderer,
      TerminalSize size,
      boolean trueColour,
      int width,
      double framesPerSecond) {
    this(out, renderer, size, trueColour, width, framesPerSecond, FramePacer.ofThisProcess());
  }

  TerminalScreen(
      PrintWriter out,
      Renderer renderer,
      TerminalSize size,
      boolean trueColour,
      int width,
      double framesPerSecond,
      FramePacer pacer) {
    this.out = out;
    this.columns = Math.max(1, size.columns() - 1); // The last column may wrap.
    this.trueColour = trueColour;
    this.framesPerSecond = framesPerSecond;
    this.pacer = pacer;
    int maximumHeight = Math.max(2, 2 * (size.rows() - 2)); // Leaves room for text and cursor.
    this.scaling =
        width == 0
            ? Scaling.toFitSharply(renderer.width(), renderer.height(), columns, maximumHeight)
            : Scaling.toFit(
                renderer.width(), renderer.height(), Math.min(width, columns), maximumHeight);
  }

  /** Whether the terminal says that it knows 24-bit colours. */
  public static boolean knowsTrueColour(Map<String, String> variables) {
    String says = variables.getOrDefault("COLORTERM", "");
    return says.equals("truecolor") || says.equals("24bit");
  }

  /** Shows a frame once the one before has been seen for its time. */
  @Override
  public boolean show(Frame frame, String status, boolean last) {
    pacer.next(1 / framesPerSecond + (last ? LAST_FRAME_SECONDS : 0));
    String picture = picture(scaling.apply(frame));
    String line = status.substring(0, Math.min(status.length(), columns));
    synchronized (this) {
      if (!closed) {
        out.print(shown ? "\r" + ESCAPE + rows() + "A" : HIDE_CURSOR);
        out.print(picture + line + CLEAR_REST_OF_LINE);
        out.flush();
        shown = true;
      }
      return !closed && !Thread.currentThread().isInterrupted();
    }
  }

  /** Leaves the last frame where it is, and shows the cursor below it. */
  @Override
  public synchronized void close() {
    if (shown && !closed) {
      out.print(PLAIN + SHOW_CURSOR + "\n");
      out.flush();
    }
    closed = true;
  }

  private int rows() {
    return (scaling.height() + 1) / 2;
  }

  private String picture(Frame frame) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows(); row++) {
      int foreground = NONE;
      int background = NONE;
      for (int x = 0; x < frame.width(); x++) {
        int upper = code(frame, x, 2 * row);
        int lower = code(frame, x, 2 * row + 1);
        if (lower != background) {
          text.append(ESCAPE).append(lower == NONE ? "49m" : select(48, lower));
          background = lower;
        }
        if (upper != lower && upper != foreground) {
          text.append(ESCAPE).append(select(38, upper));
          foreground = upper;
        }
        text.append(upper == lower ? ' ' : UPPER_HALF);
      }
      text.append(PLAIN).append(CLEAR_REST_OF_LINE).append('\n');
    }
    return text.toString();
  }

  /** A pixel's colour as the terminal names it; none below a picture of odd height. */
  private int code(Frame frame, int x, int y) {
    if (y >= frame.height()) {
      return NONE;
    }
    return trueColour ? frame.pixel(x, y) : Palette256.nearest(frame.pixel(x, y));
  }

  private String select(int layer, int code) {
    return trueColour
        ? layer + ";2;" + (code >> 16) + ";" + (code >> 8 & 0xff) + ";" + (code & 0xff) + "m"
        : layer + ";5;" + code + "m";
  }
}
