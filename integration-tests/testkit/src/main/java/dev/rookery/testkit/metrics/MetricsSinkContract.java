package dev.rookery.testkit.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.metrics.MetricsRecord;
import dev.rookery.metrics.MetricsSink;
import dev.rookery.metrics.MetricsSinkProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests that every {@link MetricsSinkProvider} passes, as a test class to extend:
 *
 * <pre>{@code
 * class MySinkTest extends MetricsSinkContract {
 *   @Override
 *   protected MetricsSinkProvider provider() {
 *     return new MySinkProvider();
 *   }
 * }
 * }</pre>
 */
public abstract class MetricsSinkContract {

  /** What makes the sinks. */
  protected abstract MetricsSinkProvider provider();

  /** Whether sinks write files into the run directory; otherwise they leave it empty. */
  protected boolean writesFiles() {
    return true;
  }

  private void write(Path runDirectory, MetricsRecord... records) {
    try (MetricsSink sink = provider().create(runDirectory)) {
      for (MetricsRecord metrics : records) {
        sink.write(metrics);
      }
    }
  }

  private static MetricsRecord of(long steps, Map<String, Double> values) {
    return new MetricsRecord(steps, steps / 2, steps * 0.5, values);
  }

  private static Map<String, Long> files(Path runDirectory) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(runDirectory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.put(runDirectory.relativize(file).toString(), Files.size(file));
      }
    }
    return sizes;
  }

  private static long sum(Map<String, Long> sizes) {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  public void theNameAndTheDescriptionAreOneLineEach() {
    assertTrue(provider().name().matches("[a-z0-9-]+"), provider().name());
    assertFalse(provider().description().isBlank());
    assertEquals(1, provider().description().lines().count());
  }

  @Test
  public void whatIsWrittenIsInTheRunDirectoryWhenTheSinkIsClosed(@TempDir Path runDirectory)
      throws IOException {
    write(
        runDirectory, of(10, Map.of("episode/return", 1.5)), of(20, Map.of("episode/return", 2.5)));
    assertEquals(
        writesFiles(), sum(files(runDirectory)) > 0, () -> "files of a sink: " + runDirectory);
  }

  @Test
  public void aSinkThatGetsNothingCanBeClosed(@TempDir Path runDirectory) {
    write(runDirectory);
  }

  @Test
  public void everyFiniteNumberIsTaken(@TempDir Path runDirectory) {
    Map<String, Double> values = new LinkedHashMap<>();
    List<Double> numbers =
        List.of(0.0, -0.0, -1.5, 1e-300, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE);
    for (int i = 0; i < numbers.size(); i++) {
      values.put("test/number_" + i, numbers.get(i));
    }
    write(runDirectory, of(0, values), of(Long.MAX_VALUE / 4, values));
  }

  /** Some metrics appear when the first episode ends, or not in every record. */
  @Test
  public void namesMayComeAndGo(@TempDir Path runDirectory) {
    write(
        runDirectory,
        of(1, Map.of("learner/loss", 1.0)),
        of(2, Map.of("learner/loss", 1.0, "episode/return", 3.0)),
        of(3, Map.of()),
        of(4, Map.of("episode/return", 3.0)));
  }

  @Test
  public void aResumedRunAddsToWhatIsThere(@TempDir Path runDirectory) throws IOException {
    write(runDirectory, of(10, Map.of("episode/return", 1.5, "learner/loss", 0.5)));
    Map<String, Long> before = files(runDirectory);
    write(runDirectory, of(20, Map.of("episode/return", 2.5, "learner/loss", 0.25)));
    Map<String, Long> after = files(runDirectory);
    for (Map.Entry<String, Long> file : before.entrySet()) {
      assertTrue(
          after.getOrDefault(file.getKey(), 0L) >= file.getValue(),
          () -> file.getKey() + " lost what the run had written before it was resumed");
    }
    assertEquals(writesFiles(), sum(after) > sum(before), "a resumed run writes on");
  }
}
