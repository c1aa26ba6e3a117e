package dev.rookery.metrics;

/** Somewhere that measurements go: a file, a screen, a database. Used by one thread. */
public interface MetricsSink extends AutoCloseable {

  /** Takes a record. */
  void write(MetricsRecord metrics);

  /** Writes out what is still held back. */
  @Override
  void close();
}
