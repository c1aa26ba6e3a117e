package dev.rookery.core.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.experience.SampleBatch;
import dev.rookery.settings.SettingsException;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PrioritizedReplayBufferTest {

  private static final double EPSILON = 1e-6;

  @Test
  void rowsAreDrawnAsOftenAsTheirProbabilitySays() {
    double[] priorities = {0.1, 5, 0, 1, 2.5, 0.7, 10, 0.01};
    int draws = 400_000;
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 8);
    try (var buffer = buffer(8, 0.6)) {
      buffer.insert(NumberedRows.rows(0, 8), 0, 8);
      update(buffer, 0, priorities);
      double[] shares = new double[8];
      for (int row = 0; row < 8; row++) {
        shares[row] = Math.pow(priorities[row] + EPSILON, 0.6);
      }
      double total = Arrays.stream(shares).sum();
      double[] counts = new double[8];
      SplittableRandom random = new SplittableRandom(5);
      for (int i = 0; i < draws / 8; i++) {
        buffer.sample(batch, random);
        for (int j = 0; j < 8; j++) {
          int row = (int) batch.keys()[j];
          counts[row]++;
          assertEquals(shares[row] / total, batch.probabilities()[j], 1e-6);
        }
      }
      for (int row = 0; row < 8; row++) {
        double expected = draws * shares[row] / total;
        assertEquals(expected, counts[row], 5 * Math.sqrt(expected) + 1, "row " + row);
      }
    }
  }

  @Property(tries = 200)
  void everyShareOfTheSumGivesOneRow(
      @ForAll @IntRange(min = 1, max = 400) int rows,
      @ForAll @IntRange(min = 1, max = 100) int batchSize,
      @ForAll long seed) {
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, batchSize);
    SplittableRandom random = new SplittableRandom(seed);
    try (var buffer = buffer(rows, 1)) {
      buffer.insert(NumberedRows.rows(0, rows), 0, rows);
      double[] priorities = random.doubles(rows, 0, 100).toArray();
      update(buffer, 0, priorities);
      double[] ends = new double[rows];
      double total = 0;
      for (int row = 0; row < rows; row++) {
        total += (float) priorities[row] + EPSILON;
        ends[row] = total;
      }
      buffer.sample(batch, random);
      for (int i = 0; i < batchSize; i++) {
        int row = (int) batch.keys()[i];
        double start = row == 0 ? 0 : ends[row - 1];
        double rounding = 1e-9 * total;
        assertTrue(ends[row] + rounding >= i * total / batchSize, "row above its share's start");
        assertTrue(start - rounding <= (i + 1) * total / batchSize, "row below its share's end");
      }
    }
  }

  @Test
  void freshRowsGetTheRunningMaximumPriority() {
    try (var buffer = buffer(100, 1)) {
      buffer.insert(NumberedRows.rows(0, 2), 0, 2);
      assertArrayEquals(new double[] {0.5, 0.5}, probabilities(buffer, 2), 1e-6);

      update(buffer, 0, 8, 4);
      update(buffer, 0, 0.5);
      buffer.insert(NumberedRows.rows(2, 1), 0, 1);

      assertArrayEquals(
          new double[] {0.5 / 12.5, 4 / 12.5, 8 / 12.5}, probabilities(buffer, 3), 1e-6);
    }
  }

  @Test
  void smallUpdatesLeaveTheRunningMaximumAtOne() {
    try (var buffer = buffer(100, 1)) {
      buffer.insert(NumberedRows.rows(0, 1), 0, 1);
      update(buffer, 0, 0.25);
      buffer.insert(NumberedRows.rows(1, 1), 0, 1);

      assertArrayEquals(new double[] {0.2, 0.8}, probabilities(buffer, 2), 1e-5);
    }
  }

  @Test
  void rowsMayBringTheirInitialPriority() {
    try (var buffer =
        new PrioritizedReplayBuffer(
            NumberedRows.SCHEMA, 4, null, 0.5, EPSILON, NumberedRows.PRIORITY)) {
      buffer.insert(NumberedRows.rowsWithPriorities(99, 99, 99, 1, 4, 9), 0, 6);
      update(buffer, 2, 16);

      assertArrayEquals(new double[] {0, 0, 0.4, 0.1, 0.2, 0.3}, probabilities(buffer, 6), 1e-4);
    }
  }

  @Test
  void aBlockWithAnImpossiblePriorityIsRefusedWhole() {
    try (var buffer =
        new PrioritizedReplayBuffer(
            NumberedRows.SCHEMA, 4, null, 0.5, EPSILON, NumberedRows.PRIORITY)) {
      for (double bad : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
        RookeryException e =
            assertThrows(
                RookeryException.class,
                () -> buffer.insert(NumberedRows.rowsWithPriorities(1, bad), 0, 2));
        assertTrue(e.getMessage().startsWith("row 1 of a block of 2 has the priority "));
      }
      assertEquals(0, buffer.inserted());
    }
  }

  @Test
  void updatesOfOverwrittenRowsAreSkipped() {
    try (var buffer = buffer(4, 1)) {
      buffer.insert(NumberedRows.rows(0, 6), 0, 6);
      update(buffer, 0, 100, 100, 3, 1, 1, 1);

      double[] expected = {0, 0, 0.5, 1 / 6.0, 1 / 6.0, 1 / 6.0};
      assertArrayEquals(expected, probabilities(buffer, 6), 1e-6);
    }
  }

  @Test
  void ofAKeyThatComesTwiceTheLaterPriorityStays() {
    try (var buffer = buffer(2, 1)) {
      buffer.insert(NumberedRows.rows(0, 2), 0, 2);
      buffer.updatePriorities(new long[] {1, 0, 1}, new float[] {50, 1, 3}, 3);

      assertArrayEquals(new double[] {0.25, 0.75}, probabilities(buffer, 2), 1e-6);
    }
  }

  @Test
  void weightsAreRelativeToTheLargestOfTheBatch() {
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 1000);
    for (double beta : new double[] {0, 0.4, 0.5, 1}) {
      try (var buffer = buffer(3, 1)) {
        buffer.beta(beta);
        buffer.insert(NumberedRows.rows(0, 3), 0, 3);
        update(buffer, 0, 1, 2, 4);
        buffer.sample(batch, new SplittableRandom(1));
      }
      for (int i = 0; i < batch.size(); i++) {
        double ratio = Math.pow(2, batch.keys()[i]);
        assertEquals(Math.pow(ratio, -beta), batch.weights()[i], 1e-6);
      }
    }
  }

  @Test
  void impossiblePrioritiesAreRefusedWhole() {
    try (var buffer = buffer(2, 1)) {
      buffer.insert(NumberedRows.rows(0, 2), 0, 2);
      for (float bad : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
        assertThrows(IllegalArgumentException.class, () -> update(buffer, 0, 7, bad));
      }
      assertArrayEquals(new double[] {0.5, 0.5}, probabilities(buffer, 2), 1e-6);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThrows(SettingsException.class, () -> buffer(2, -0.1));
    assertThrows(SettingsException.class, () -> buffer(2, Double.NaN));
    assertThrows(
        SettingsException.class, () -> new PrioritizedReplayBuffer(NumberedRows.SCHEMA, 2, 0.5, 0));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new PrioritizedReplayBuffer(
                NumberedRows.SCHEMA, 2, null, 0.5, EPSILON, NumberedRows.NUMBER));
    try (var buffer = buffer(2, 0.5)) {
      assertThrows(SettingsException.class, () -> buffer.beta(1.1));
    }
  }

  @Test
  void aLoadedBufferGoesOnAsTheSavedOneWouldHave() {
    MemoryState state = new MemoryState();
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 64);
    SampleBatch again = new SampleBatch(NumberedRows.SCHEMA, 64);
    try (var buffer = buffer(20, 0.6);
        var loaded = buffer(20, 0.6)) {
      buffer.beta(0.7);
      buffer.insert(NumberedRows.rows(0, 50), 0, 50);
      update(buffer, 40, 3, 1, 4, 1, 5, 9, 2, 6);
      buffer.save(state);
      loaded.insert(NumberedRows.rows(0, 7), 0, 7);
      loaded.load(state);

      buffer.insert(NumberedRows.rows(50, 3), 0, 3);
      loaded.insert(NumberedRows.rows(50, 3), 0, 3);
      buffer.sample(batch, new SplittableRandom(2));
      loaded.sample(again, new SplittableRandom(2));
      assertArrayEquals(batch.keys(), again.keys());
      assertArrayEquals(batch.weights(), again.weights());
      assertArrayEquals(batch.probabilities(), again.probabilities());
    }
  }

  private static PrioritizedReplayBuffer buffer(int capacity, double alpha) {
    return new PrioritizedReplayBuffer(NumberedRows.SCHEMA, capacity, alpha, EPSILON);
  }

  private static void update(PrioritizedReplayBuffer buffer, long firstKey, double... priorities) {
    long[] keys = LongStream.range(firstKey, firstKey + priorities.length).toArray();
    buffer.updatePriorities(keys, NumberedRows.floats(priorities), priorities.length);
  }

  /** With which probability each key is drawn; 0 where none of many draws gave it. */
  private static double[] probabilities(PrioritizedReplayBuffer buffer, int keys) {
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 1000);
    buffer.sample(batch, new SplittableRandom(1));
    double[] probabilities = new double[keys];
    for (int i = 0; i < batch.size(); i++) {
      probabilities[(int) batch.keys()[i]] = batch.probabilities()[i];
    }
    return probabilities;
  }
}
