package dev.rookery.metrics;

import java.nio.file.Path;

/** Makes metrics sinks of one name; found with {@link java.util.ServiceLoader}. */
public interface MetricsSinkProvider {

  /** The name that users type, for example {@code csv}. */
  String name();

  /** One line for people: what it writes and where. */
  String description();

  /**
   * Opens a sink.
   *
   * @param runDirectory exists; a sink that writes files puts them here, and adds to those that a
   *     resumed run left
   */
  MetricsSink create(Path runDirectory);
}
