package dev.rookery.core.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.experience.SampleBatch;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Prioritized replay whose oldest rows are removed, against a plain map of the rows there are. */
class TrimmedReplayProperties {

  private static final double EPSILON = 1e-6;

  @Property(tries = 300)
  void onlyRowsThatAreThereAreDrawnEachWithItsShare(
      @ForAll @IntRange(min = 1, max = 60) int capacity, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TreeMap<Long, Double> model = new TreeMap<>();
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 16);
    try (var buffer = buffer(capacity, null)) {
      for (int round = 0; round < 30; round++) {
        change(buffer, model, capacity, random);
        assertEquals(model.size(), buffer.size());
        if (model.isEmpty()) {
          assertThrows(IllegalStateException.class, () -> buffer.sample(batch, random));
          continue;
        }
        double total = model.values().stream().mapToDouble(Double::doubleValue).sum();
        buffer.sample(batch, random);
        for (int i = 0; i < batch.size(); i++) {
          long key = batch.keys()[i];
          assertTrue(model.containsKey(key), "drew row %d of %s".formatted(key, model.keySet()));
          assertEquals(key, batch.column(NumberedRows.NUMBER).getInt(4 * i));
          assertEquals(model.get(key) / total, batch.probabilities()[i], 1e-6);
        }
      }
    }
  }

  private static void change(
      PrioritizedReplayBuffer buffer,
      TreeMap<Long, Double> model,
      int capacity,
      SplittableRandom random) {
    int count = random.nextInt(20);
    long first = buffer.inserted();
    buffer.insert(NumberedRows.rows((int) first, count), 0, count);
    for (long key = first; key < first + count; key++) {
      model.put(key, 1 + EPSILON);
    }
    model.headMap(first + count - capacity).clear();
    int removed = random.nextInt(model.size() + 1);
    buffer.removeOldest(removed);
    for (int i = 0; i < removed; i++) {
      model.pollFirstEntry();
    }
    // Keys of removed, overwritten and present rows.
    long[] keys = random.longs(8, 0, first + count + 1).toArray();
    float[] priorities = new float[keys.length];
    for (int i = 0; i < keys.length; i++) {
      priorities[i] = random.nextInt(9);
      double value = priorities[i] + EPSILON;
      model.computeIfPresent(keys[i], (key, old) -> value);
    }
    buffer.updatePriorities(keys, priorities, keys.length);
  }

  @Property(tries = 100)
  void aLoadedBufferGoesOnAsTheSavedOneWouldHave(
      @ForAll @IntRange(min = 2, max = 60) int capacity, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 16);
    SampleBatch again = new SampleBatch(NumberedRows.SCHEMA, 16);
    MemoryState state = new MemoryState();
    try (var buffer = buffer(capacity, null);
        var loaded = buffer(capacity, null)) {
      TreeMap<Long, Double> model = new TreeMap<>();
      for (int round = 0; round < 10; round++) {
        change(buffer, model, capacity, random);
      }
      buffer.save(state);
      loaded.insert(NumberedRows.rows(0, 5), 0, 5);
      loaded.removeOldest(1);
      loaded.load(state);
      for (var replay : new PrioritizedReplayBuffer[] {buffer, loaded}) {
        change(replay, new TreeMap<>(model), capacity, new SplittableRandom(7));
        replay.insert(NumberedRows.rows((int) replay.inserted(), 1), 0, 1);
        replay.sample(replay == buffer ? batch : again, new SplittableRandom(2));
      }
      assertArrayEquals(batch.keys(), again.keys());
      assertArrayEquals(batch.probabilities(), again.probabilities());
      assertEquals(batch.column(NumberedRows.NUMBER), again.column(NumberedRows.NUMBER));
    }
  }

  @Test
  void rowsBeyondTheSoftCapacityGoTogetherWhenItIsTime() {
    try (var buffer = buffer(20, new SoftCapacity(10, 3))) {
      buffer.insert(NumberedRows.rows(0, 18), 0, 18);
      buffer.trim(1);
      buffer.trim(2);
      assertEquals(18, buffer.size());
      buffer.trim(3);
      assertEquals(10, buffer.size());
      assertEquals(18, buffer.inserted());
      buffer.insert(NumberedRows.rows(18, 4), 0, 4);
      buffer.trim(4);
      assertEquals(14, buffer.size());
    }
  }

  @Test
  void aFullMemoryStillDropsTheOldest() {
    try (var buffer = buffer(12, new SoftCapacity(10, 100))) {
      buffer.insert(NumberedRows.rows(0, 30), 0, 30);
      assertEquals(12, buffer.size());
    }
  }

  @Test
  void aReplayBelowItsSoftCapacityStaysAsItIs() {
    try (var buffer = buffer(20, new SoftCapacity(10, 1))) {
      buffer.insert(NumberedRows.rows(0, 7), 0, 7);
      buffer.trim(1);
      assertEquals(7, buffer.size());
    }
  }

  @Test
  void memoryHasRoomForWhatComesInBetweenTwoRemovals() {
    assertEquals(1000 + 320, new SoftCapacity(1000, 10).memory(16));
    assertEquals(1000 + 1, new SoftCapacity(1000, 1).memory(0.1));
    assertEquals(2000, new SoftCapacity(1000, 1_000_000).memory(16));
    assertEquals(Integer.MAX_VALUE, new SoftCapacity(2_000_000_000, 1_000_000).memory(1_000_000));
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThrows(SettingsException.class, () -> new SoftCapacity(0, 1));
    assertThrows(SettingsException.class, () -> new SoftCapacity(1, 0));
    assertThrows(SettingsException.class, () -> buffer(9, new SoftCapacity(10, 1)));
  }

  private static PrioritizedReplayBuffer buffer(int capacity, SoftCapacity softCapacity) {
    return new PrioritizedReplayBuffer(
        NumberedRows.SCHEMA, capacity, softCapacity, 1, EPSILON, NumberedRows.PRIORITY);
  }
}
