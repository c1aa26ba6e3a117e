package dev.rookery.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.metrics.MetricsRecord;
import dev.rookery.metrics.MetricsSink;
import dev.rookery.metrics.MetricsSinkProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsHubTest {

  /** Keeps what it gets. */
  private static final class Memory implements MetricsSink {
    final List<MetricsRecord> records = new ArrayList<>();
    boolean closed;

    @Override
    public void write(MetricsRecord metrics) {
      records.add(metrics);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** A sink of a plugin that fails at everything. */
  private static final class Failing implements MetricsSink {
    int calls;

    @Override
    public void write(MetricsRecord metrics) {
      calls++;
      throw new IllegalStateException("the disk is full");
    }

    @Override
    public void close() {
      calls++;
      throw new IllegalStateException("still full");
    }
  }

  private final Memory memory = new Memory();

  @Test
  void aRecordHoldsTheMeanOfEachNameSinceTheLastOne() {
    MetricsHub hub = new MetricsHub(Map.of("memory", memory), 10);
    hub.record("learner/loss", 1);
    hub.record("learner/loss", 4);
    hub.record("actor/epsilon", 0.5);
    hub.write(10, 2, 0.25);
    hub.record("learner/loss", 7);
    hub.write(20, 4, 0.5);
    assertEquals(
        List.of(
            new MetricsRecord(10, 2, 0.25, Map.of("actor/epsilon", 0.5, "learner/loss", 2.5)),
            new MetricsRecord(20, 4, 0.5, Map.of("learner/loss", 7.0))),
        memory.records);
    assertEquals(
        List.of("actor/epsilon", "learner/loss"),
        List.copyOf(memory.records.get(0).values().keySet()));
  }

  @Test
  void valuesThatAreNotFiniteAreLeftOut() {
    MetricsHub hub = new MetricsHub(Map.of("memory", memory), 10);
    hub.record("a/nan", Double.NaN);
    hub.record("a/infinite", Double.NEGATIVE_INFINITY);
    hub.record("a/mixed", Double.NaN);
    hub.record("a/mixed", 3);
    hub.record("a/overflow", Double.MAX_VALUE);
    hub.record("a/overflow", Double.MAX_VALUE);
    hub.write(10, 0, 0);
    assertEquals(Map.of("a/mixed", 3.0), memory.records.get(0).values());
  }

  @Test
  void aRecordIsDueAtTheStartAndAtEveryMultipleOfTheInterval() {
    MetricsHub hub = new MetricsHub(Map.of(), 1000);
    assertTrue(hub.due(3208), "at once in a resumed run");
    hub.write(3208, 0, 0);
    assertFalse(hub.due(3999));
    assertTrue(hub.due(4000));
    hub.write(5999, 0, 0);
    assertTrue(hub.due(6000));
    hub.write(6000, 0, 0);
    assertFalse(hub.due(6999));
    assertThrows(IllegalArgumentException.class, () -> new MetricsHub(Map.of(), 0));
  }

  @Test
  void aSinkThatFailsIsDroppedAndTheOthersGoOn() {
    Failing failing = new Failing();
    Map<String, MetricsSink> sinks = new LinkedHashMap<>();
    sinks.put("failing", failing);
    sinks.put("memory", memory);
    try (MetricsHub hub = new MetricsHub(sinks, 10)) {
      hub.write(10, 0, 0);
      hub.write(20, 0, 0);
    }
    assertEquals(1, failing.calls);
    assertEquals(2, memory.records.size());
    assertTrue(memory.closed);
  }

  @Test
  void aSinkThatFailsToCloseDoesNotKeepTheOthersOpen() {
    Failing failing = new Failing();
    Map<String, MetricsSink> sinks = new LinkedHashMap<>();
    sinks.put("failing", failing);
    sinks.put("memory", memory);
    new MetricsHub(sinks, 10).close();
    assertEquals(1, failing.calls);
    assertTrue(memory.closed);
  }

  @Test
  void namesThatWouldBreakAFileAreRefused() {
    MetricsHub hub = new MetricsHub(Map.of(), 10);
    for (String name : List.of("", "loss", "a/b,c", "a/b\n", "/a", "a/", "a b/c", "wall_seconds")) {
      assertThrows(IllegalArgumentException.class, () -> hub.record(name, 1), name);
    }
  }

  @Test
  void rolesReportFromTheirOwnThreads() {
    MetricsHub hub = new MetricsHub(Map.of("memory", memory), 10);
    IntStream.range(0, 40_000).parallel().forEach(i -> hub.record("a/" + i % 4, i / 4));
    hub.write(10, 0, 0);
    // The mean of 0 … 9999.
    assertEquals(
        Map.of("a/0", 4999.5, "a/1", 4999.5, "a/2", 4999.5, "a/3", 4999.5),
        memory.records.get(0).values());
  }

  @Test
  void theSinksOfThisModuleAreFoundByName() {
    Set<String> names =
        ServiceLoader.load(MetricsSinkProvider.class).stream()
            .map(provider -> provider.get().name())
            .collect(Collectors.toSet());
    assertTrue(names.containsAll(Set.of("csv", "jsonl", "tensorboard")), names.toString());
  }
}
