package dev.rookery.runtime.roles;

import org.agrona.concurrent.NanoClock;

/** A clock that stands still until a test moves it. */
public final class ManualClock implements NanoClock {

  private long nanos;
  private Runnable onRead = () -> {};

  /** Does something whenever the time is asked for, such as letting it pass. */
  public void onRead(Runnable action) {
    onRead = action;
  }

  public void advanceSeconds(double seconds) {
    nanos += Math.round(seconds * 1e9);
  }

  @Override
  public long nanoTime() {
    onRead.run();
    return nanos;
  }
}
