package dev.rookery.runtime.metrics;

import dev.rookery.metrics.MetricsRecord;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.metrics.MetricsSink;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the metrics of all roles of a run, and writes their means to every sink.
 *
 * <p>A record holds, for every name, the mean of the values that came since the record before; a
 * name for which none came is not in it. A sink that fails is reported once and left out from then
 * on; the run does not depend on it.
 *
 * <p>Any thread may call {@link #record}, which allocates nothing once a name is known. One thread
 * at a time may call the other methods:
 *
 * <pre>{@code
 * if (hub.due(environmentSteps)) {
 *   episodes.recordTo(hub);
 *   hub.write(environmentSteps, learnerSteps, wallSeconds);
 * }
 * }</pre>
 */
public final class MetricsHub implements MetricsRecorder, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsHub.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+");

  private final Map<String, MetricsSink> sinks;
  private final long interval;
  private final Map<String, Mean> means = new ConcurrentHashMap<>();
  private long nextSteps;

  /**
   * Makes a hub, which owns the sinks.
   *
   * @param sinks by name
   * @param interval environment steps between records, at least 1
   */
  public MetricsHub(Map<String, MetricsSink> sinks, long interval) {
    if (interval < 1) {
      throw new IllegalArgumentException("interval must be at least 1, not " + interval);
    }
    this.sinks = new LinkedHashMap<>(sinks);
    this.interval = interval;
  }

  /**
   * {@inheritDoc} Values that are not finite are left out.
   *
   * @throws IllegalArgumentException if the name is not made of letters, digits, {@code _}, {@code
   *     .} and {@code -} in at least two parts with a slash between them
   */
  @Override
  public void record(String name, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    Mean mean = means.get(name);
    if (mean == null) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "the metric '%s' needs a name like learner/loss".formatted(name));
      }
      mean = means.computeIfAbsent(name, n -> new Mean());
    }
    mean.add(value);
  }

  /**
   * Whether it is time for a record: at once in a run that starts or resumes, so that the sinks
   * learn where it does, and then whenever a multiple of the interval is reached.
   */
  public boolean due(long environmentSteps) {
    return environmentSteps >= nextSteps;
  }

  /**
   * Writes a record to all sinks, due or not.
   *
   * @param environmentSteps of the whole run; never fewer than before
   * @param learnerSteps of the whole run
   * @param wallSeconds of the whole run
   * @return the record
   */
  public MetricsRecord write(long environmentSteps, long learnerSteps, double wallSeconds) {
    nextSteps = (environmentSteps / interval + 1) * interval;
    Map<String, Double> values = new TreeMap<>();
    means.forEach(
        (name, mean) -> {
          double value = mean.take();
          if (Double.isFinite(value)) {
            values.put(name, value);
          }
        });
    MetricsRecord metrics =
        new MetricsRecord(
            environmentSteps, learnerSteps, wallSeconds, Collections.unmodifiableMap(values));
    sinks.entrySet().removeIf(e -> !succeeds(e.getKey(), e.getValue(), s -> s.write(metrics)));
    return metrics;
  }

  /** Closes all sinks. */
  @Override
  public void close() {
    sinks.forEach((name, sink) -> succeeds(name, sink, MetricsSink::close));
    sinks.clear();
  }

  private static boolean succeeds(String name, MetricsSink sink, Consumer<MetricsSink> work) {
    try {
      work.accept(sink);
      return true;
    } catch (RuntimeException | LinkageError e) { // A plugin may miss a library.
      LOG.warn(
          "The metrics sink '{}' failed and gets no more records; the run goes on without it."
              + " If it writes files, check the run directory's free space and permissions;"
              + " resuming the run opens it again. Cause: {}",
          name,
          e.toString());
      LOG.debug("The metrics sink '{}' failed", name, e);
      return false;
    }
  }

  /** The mean of what came since it was last taken. */
  private static final class Mean {
    private double sum;
    private long count;

    synchronized void add(double value) {
      sum += value;
      count++;
    }

    /** NaN if nothing came. */
    synchronized double take() {
      double mean = sum / count;
      sum = 0;
      count = 0;
      return mean;
    }
  }
}
