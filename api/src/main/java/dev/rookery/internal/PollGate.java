package dev.rookery.internal;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets one thread poll at a time, and lets any thread close: the last one inside frees what is
 * polled. So nothing is freed under a poll, and a close never waits for a message's handler.
 */
public final class PollGate {

  /** What goes on behind the gate. */
  private enum State {
    IDLE,
    POLLED,
    MAINTAINED,
    CLOSING,
    CLOSED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

  /**
   * Begins to poll.
   *
   * @return whether the caller is inside now and must {@link #exit}; false if the gate is closed,
   *     or something is done between polls
   * @throws IllegalStateException if somebody polls already
   */
  public boolean enter() {
    if (state.compareAndSet(State.IDLE, State.POLLED)) {
      return true;
    }
    if (state.get() == State.POLLED) {
      throw new IllegalStateException(
          "a subscription is polled by one thread at a time, and not by its own handlers");
    }
    return false;
  }

  /**
   * Begins to do something that a poll would disturb; a poll meanwhile finds nothing.
   *
   * @return whether the caller is inside now and must {@link #exit}
   */
  public boolean enterBetweenPolls() {
    return state.compareAndSet(State.IDLE, State.MAINTAINED);
  }

  /**
   * Ends a poll, or what was done between polls.
   *
   * @return whether the gate was closed meanwhile, so that the caller must free what is polled
   */
  public boolean exit() {
    if (state.compareAndSet(State.POLLED, State.IDLE)
        || state.compareAndSet(State.MAINTAINED, State.IDLE)) {
      return false;
    }
    state.set(State.CLOSED);
    return true;
  }

  /**
   * Ends polling for good.
   *
   * @return whether the caller must free what is polled; if not, the thread inside will, or it has
   *     been done
   */
  public boolean close() {
    while (true) {
      if (state.compareAndSet(State.IDLE, State.CLOSED)) {
        return true;
      }
      if (state.compareAndSet(State.POLLED, State.CLOSING)
          || state.compareAndSet(State.MAINTAINED, State.CLOSING)
          || isClosed()) {
        return false;
      }
    }
  }

  /** Whether {@link #close} was called; a thread may still be inside. */
  public boolean isClosed() {
    State now = state.get();
    return now == State.CLOSING || now == State.CLOSED;
  }

  /** Whether a thread is inside. */
  public boolean isOccupied() {
    State now = state.get();
    return now == State.POLLED || now == State.MAINTAINED || now == State.CLOSING;
  }
}
