package dev.rookery.training;

/** That somebody listens to a run. */
@FunctionalInterface
public interface RunSubscription extends AutoCloseable {

  /** Ends it; no event is delivered that has not begun to be. Thread-safe, and may be repeated. */
  @Override
  void close();
}
