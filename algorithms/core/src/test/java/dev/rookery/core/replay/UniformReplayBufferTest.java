package dev.rookery.core.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.experience.SampleBatch;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UniformReplayBufferTest {

  @Test
  void everyRowIsEquallyLikely() {
    int draws = 200_000;
    int size = 20;
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, draws);
    try (var buffer = new UniformReplayBuffer(NumberedRows.SCHEMA, size)) {
      buffer.insert(NumberedRows.rows(0, 33), 0, 33);
      buffer.sample(batch, new SplittableRandom(1));

      assertEquals(33, buffer.inserted());
      assertEquals(size, buffer.size());
      assertEquals(draws, buffer.sampled());
    }
    double[] counts = new double[33];
    for (int i = 0; i < draws; i++) {
      counts[(int) batch.keys()[i]]++;
      assertEquals(batch.keys()[i], batch.column(NumberedRows.NUMBER).getInt(4 * i));
      assertEquals(1f / size, batch.probabilities()[i]);
      assertEquals(1, batch.weights()[i]);
    }
    double deviation = Math.sqrt(draws * (1.0 / size) * (1 - 1.0 / size));
    for (int key = 0; key < 33; key++) {
      assertEquals(key < 13 ? 0 : draws / 20.0, counts[key], 5 * deviation, "key " + key);
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 5, 5", "11, 5, 6", "1, 0, 1", "40, 20, 20", "60, 40, 20"})
  void onlyTheNewestHalfOfAllRowsIsDrawn(int inserted, int first, int window) {
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 2_000);
    try (var buffer = new UniformReplayBuffer(NumberedRows.SCHEMA, 20, 0.5)) {
      for (int row = 0; row < inserted; row++) {
        buffer.insert(NumberedRows.rows(row, 1), 0, 1);
      }
      buffer.sample(batch, new SplittableRandom(1));
    }
    Set<Long> drawn = Arrays.stream(batch.keys()).boxed().collect(Collectors.toSet());
    assertEquals(LongStream.range(first, inserted).boxed().collect(Collectors.toSet()), drawn);
    assertEquals(window, drawn.size());
    assertEquals(1f / window, batch.probabilities()[0]);
    assertEquals(batch.keys()[9], batch.column(NumberedRows.NUMBER).getInt(4 * 9));
  }

  @Test
  void anEmptyBufferHasNothingToSample() {
    try (var buffer = new UniformReplayBuffer(NumberedRows.SCHEMA, 5)) {
      SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 1);
      assertThrows(
          IllegalStateException.class, () -> buffer.sample(batch, new SplittableRandom(1)));
    }
  }

  @Test
  void aLoadedBufferGoesOnAsTheSavedOneWouldHave() {
    MemoryState state = new MemoryState();
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 64);
    SampleBatch again = new SampleBatch(NumberedRows.SCHEMA, 64);
    try (var buffer = new UniformReplayBuffer(NumberedRows.SCHEMA, 20);
        var loaded = new UniformReplayBuffer(NumberedRows.SCHEMA, 20)) {
      buffer.insert(NumberedRows.rows(0, 50), 0, 50);
      buffer.sample(batch, new SplittableRandom(1));
      buffer.save(state);
      loaded.load(state);

      assertEquals(64, loaded.sampled());
      buffer.insert(NumberedRows.rows(50, 3), 0, 3);
      loaded.insert(NumberedRows.rows(50, 3), 0, 3);
      buffer.sample(batch, new SplittableRandom(2));
      loaded.sample(again, new SplittableRandom(2));
      assertArrayEquals(batch.keys(), again.keys());
      assertEquals(batch.column(NumberedRows.NUMBER), again.column(NumberedRows.NUMBER));
    }
  }

  @Test
  void aBlockWithTooFewRowsIsRefusedWhole() {
    try (var buffer = new UniformReplayBuffer(NumberedRows.SCHEMA, 2)) {
      assertThrows(
          IndexOutOfBoundsException.class, () -> buffer.insert(NumberedRows.rows(0, 3), 0, 4));
      assertEquals(0, buffer.inserted());
    }
  }
}
