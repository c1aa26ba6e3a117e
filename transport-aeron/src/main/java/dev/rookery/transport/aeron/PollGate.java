package dev.rookery.transport.aeron;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets one thread poll at a time, and lets any thread close: whoever is last inside frees. So
 * nothing is freed under a poll, and a close never waits for a handler.
 */
final class PollGate {

  private enum State {
    IDLE,
    POLLED,
    MAINTAINED,
    CLOSING,
    CLOSED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

  /**
   * Begins to poll, if not closed.
   *
   * @throws IllegalStateException if somebody polls already
   */
  boolean enter() {
    if (state.compareAndSet(State.IDLE, State.POLLED)) {
      return true;
    }
    if (state.get() == State.POLLED) {
      throw new IllegalStateException(
          "a subscription is polled by one thread at a time, and not by its own handlers");
    }
    return false;
  }

  /** Begins to do something that a poll would disturb; a poll meanwhile finds nothing. */
  boolean enterBetweenPolls() {
    return state.compareAndSet(State.IDLE, State.MAINTAINED);
  }

  /** Ends what was begun; true if the caller must free. */
  boolean exit() {
    if (state.compareAndSet(State.POLLED, State.IDLE)
        || state.compareAndSet(State.MAINTAINED, State.IDLE)) {
      return false;
    }
    state.set(State.CLOSED);
    return true;
  }

  /** Closes; true if the caller must free, false if a polling thread will or it is done already. */
  boolean close() {
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

  boolean isClosed() {
    State now = state.get();
    return now == State.CLOSING || now == State.CLOSED;
  }

  /** Whether a thread is inside. */
  boolean isOccupied() {
    State now = state.get();
    return now == State.POLLED || now == State.MAINTAINED || now == State.CLOSING;
  }
}
