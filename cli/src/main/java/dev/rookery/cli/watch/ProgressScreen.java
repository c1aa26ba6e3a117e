package dev.rookery.cli.watch;

import dev.rookery.render.Frame;
import java.io.PrintWriter;

/** A screen that tells on a terminal how many frames another one has taken. */
public final class ProgressScreen implements Screen, AutoCloseable {

  private static final int INTERVAL = 20;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Screen screen;
  private final PrintWriter err;
  private int frames;

  /**
   * Around a screen, which the caller closes.
   *
   * @param err a terminal; stays open
   */
  public ProgressScreen(Screen screen, PrintWriter err) {
    this.screen = screen;
    this.err = err;
  }

  @Override
  public boolean show(Frame frame, String status, boolean last) {
    if (++frames % INTERVAL == 0) {
      err.print(CLEAR_LINE + "frame " + frames + ": " + status);
      err.flush();
    }
    return screen.show(frame, status, last);
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (frames >= INTERVAL) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }
}
