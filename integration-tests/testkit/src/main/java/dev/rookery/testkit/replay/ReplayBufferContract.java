package dev.rookery.testkit.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.DataType;
import dev.rookery.SeededRandom;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.experience.SampleBatch;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The tests that every {@link ReplayBuffer} passes that draws with replacement, as a test class to
 * extend:
 *
 * <pre>{@code
 * class MyReplayTest extends ReplayBufferContract {
 *   @Override
 *   protected ReplayBuffer create(ExperienceSchema schema, int capacity) {
 *     return new MyReplay(schema, capacity);
 *   }
 *
 *   @Override
 *   protected Set<ReplayCapability> capabilities() {
 *     return Set.of(ReplayCapability.DRAWS_ALL_ROWS);
 *   }
 * }
 * }</pre>
 */
public abstract class ReplayBufferContract {

  private static final ExperienceSchema SCHEMA =
      ExperienceSchema.of(
          Column.scalar("number", DataType.INT32),
          new Column("vector", DataType.FLOAT32, List.of(3)),
          new Column("image", DataType.UINT8, List.of(5)));

  private static final int CAPACITY = 32;
  private static final int BATCH = 16;
  private static final int BATCHES = 400;

  /** Makes an empty replay. */
  protected abstract ReplayBuffer create(ExperienceSchema schema, int capacity);

  /** What it does. */
  protected abstract Set<ReplayCapability> capabilities();

  private ReplayBuffer filled(int rows) {
    ReplayBuffer replay = create(SCHEMA, CAPACITY);
    insert(replay, 0, rows);
    return replay;
  }

  /** Inserts rows, all at once, whose columns all say their number. */
  private static void insert(ReplayBuffer replay, int first, int count) {
    int rowBytes = SCHEMA.rowBytes();
    ByteBuffer rows = DirectBuffers.allocate(1 + count, rowBytes); // with room before the first
    for (int i = 0; i < count; i++) {
      int row = (1 + i) * rowBytes;
      int number = first + i;
      rows.putInt(row + SCHEMA.offsetOf("number"), number);
      for (int k = 0; k < 3; k++) {
        rows.putFloat(row + SCHEMA.offsetOf("vector") + k * Float.BYTES, number + k);
      }
      for (int k = 0; k < 5; k++) {
        rows.put(row + SCHEMA.offsetOf("image") + k, (byte) (number + k));
      }
    }
    replay.insert(rows, rowBytes, count);
  }

  /** Asserts that the columns are those of the keys. */
  private static void assertRows(SampleBatch batch, int count) {
    for (int b = 0; b < count; b++) {
      int number = (int) batch.keys()[b];
      String row = "row %s of the batch, of key %s, has another row's ".formatted(b, number);
      assertEquals(number, batch.column("number").getInt(b * Integer.BYTES), row + "number");
      for (int k = 0; k < 3; k++) {
        float value = batch.column("vector").getFloat((b * 3 + k) * Float.BYTES);
        assertEquals(number + k, value, row + "vector");
      }
      for (int k = 0; k < 5; k++) {
        assertEquals((byte) (number + k), batch.column("image").get(b * 5 + k), row + "image");
      }
    }
  }

  private static SampleBatch batch() {
    return new SampleBatch(SCHEMA, BATCH);
  }

  /** How often each row was drawn. */
  private static int[] draws(ReplayBuffer replay, int rows) {
    int[] drawn = new int[rows];
    SampleBatch batch = batch();
    RandomGenerator random = new SeededRandom(1);
    for (int i = 0; i < BATCHES; i++) {
      replay.sample(batch, random);
      for (long key : batch.keys()) {
        drawn[(int) key]++;
      }
    }
    return drawn;
  }

  @Test
  public void anEmptyReplayCannotBeDrawnFrom() {
    try (ReplayBuffer replay = create(SCHEMA, CAPACITY)) {
      assertEquals(SCHEMA, replay.schema());
      assertEquals(0, replay.size());
      assertFalse(replay.canSample(1));
      assertThrows(IllegalStateException.class, () -> replay.sample(batch(), new SeededRandom(1)));
      assertEquals(0, replay.read(0, batch()));
    }
  }

  @Test
  public void aBatchHasTheRowsOfItsKeys() {
    try (ReplayBuffer replay = filled(20)) {
      SampleBatch batch = batch();
      RandomGenerator random = new SeededRandom(1);
      assertTrue(replay.canSample(BATCH));
      for (int i = 0; i < 20; i++) {
        replay.sample(batch, random);
        assertRows(batch, BATCH);
      }
    }
  }

  @Test
  public void rowsAreCountedAsTheyComeAndAreDrawn() {
    try (ReplayBuffer replay = filled(20)) {
      insert(replay, 20, 5);
      assertEquals(25, replay.inserted());
      assertEquals(25, replay.size());
      assertEquals(0, replay.sampled());
      replay.sample(batch(), new SeededRandom(1));
      assertEquals(BATCH, replay.sampled());
      replay.read(0, batch());
      assertEquals(BATCH, replay.sampled(), "rows that are only read count as drawn");
    }
  }

  @Test
  public void theOldestRowsMakeRoom() {
    int more = 7;
    try (ReplayBuffer replay = filled(CAPACITY)) {
      insert(replay, CAPACITY, more);
      assertEquals(CAPACITY, replay.capacity());
      assertEquals(CAPACITY, replay.size());
      assertEquals(CAPACITY + more, replay.inserted());
      SampleBatch batch = batch();
      RandomGenerator random = new SeededRandom(1);
      for (int i = 0; i < 50; i++) {
        replay.sample(batch, random);
        assertRows(batch, BATCH);
        for (long key : batch.keys()) {
          assertTrue(key >= more, () -> "the row of key %s should have made room".formatted(key));
        }
      }
    }
  }

  @Test
  public void rowsAreReadInTheOrderTheyCame() {
    try (ReplayBuffer replay = filled(CAPACITY)) {
      insert(replay, CAPACITY, 7);
      SampleBatch batch = batch();
      long next = 0;
      long expected = 7;
      int count;
      while ((count = replay.read(next, batch)) > 0) {
        assertRows(batch, count);
        for (int b = 0; b < count; b++) {
          assertEquals(expected++, batch.keys()[b]);
        }
        next = expected;
      }
      assertEquals(CAPACITY + 7, expected);
    }
  }

  @Test
  public void probabilitiesAndWeightsMakeSense() {
    try (ReplayBuffer replay = filled(20)) {
      SampleBatch batch = batch();
      replay.sample(batch, new SeededRandom(1));
      for (int b = 0; b < BATCH; b++) {
        float probability = batch.probabilities()[b];
        float weight = batch.weights()[b];
        assertTrue(
            probability > 0 && probability <= 1,
            "row %s was drawn with the probability %s".formatted(b, probability));
        assertTrue(
            weight > 0 && weight <= 1,
            "row %s has the weight %s: it must be above 0 and at most 1".formatted(b, weight));
      }
    }
  }

  @Test
  public void everyRowIsDrawnIfSoDeclared() {
    try (ReplayBuffer replay = filled(20)) {
      int[] drawn = draws(replay, 20);
      boolean all = Arrays.stream(drawn).allMatch(times -> times > 0);
      assertEquals(
          capabilities().contains(ReplayCapability.DRAWS_ALL_ROWS),
          all,
          () -> "drawn so often, by key: " + Arrays.toString(drawn));
    }
  }

  /** The first row of all has most of the priority. */
  @Test
  public void prioritiesDecideWhatIsDrawnIfSoDeclared() {
    int favourite = 3;
    try (ReplayBuffer replay = filled(20);
        ReplayBuffer untouched = filled(20)) {
      long[] keys = new long[20];
      float[] priorities = new float[20];
      for (int i = 0; i < 20; i++) {
        keys[i] = i;
        priorities[i] = i == favourite ? 100 : 1;
      }
      replay.updatePriorities(keys, priorities, 20);
      int[] drawn = draws(replay, 20);
      if (capabilities().contains(ReplayCapability.PRIORITIES)) {
        int most = Arrays.stream(drawn).max().orElseThrow();
        assertEquals(
            most,
            drawn[favourite],
            () ->
                "row %s has the largest priority, but not the most draws: priorities of the wrong row? Drawn so often, by key: %s"
                    .formatted(favourite, Arrays.toString(drawn)));
        assertThrows(
            IllegalArgumentException.class,
            () -> replay.updatePriorities(new long[] {1}, new float[] {Float.NaN}, 1),
            "a priority of NaN");
        assertThrows(
            IllegalArgumentException.class,
            () -> replay.updatePriorities(new long[] {1}, new float[] {-1}, 1),
            "a priority below 0");
      } else {
        assertArrayEquals(
            draws(untouched, 20),
            drawn,
            "priorities matter: declare " + ReplayCapability.PRIORITIES);
      }
    }
  }

  @Test
  public void prioritiesOfRowsThatMadeRoomAreSkipped() {
    try (ReplayBuffer replay = filled(CAPACITY)) {
      insert(replay, CAPACITY, 7);
      replay.updatePriorities(new long[] {0, 6, 20}, new float[] {5, 5, 5}, 3);
      SampleBatch batch = batch();
      replay.sample(batch, new SeededRandom(1));
      assertRows(batch, BATCH);
    }
  }

  @Test
  public void theSameSeedDrawsTheSameRows() {
    try (ReplayBuffer first = filled(20);
        ReplayBuffer second = filled(20)) {
      assertArrayEquals(keys(first, 5), keys(second, 5));
      Set<Long> distinct = new TreeSet<>();
      Arrays.stream(keys(first, 5)).forEach(distinct::add);
      assertTrue(distinct.size() > 1, "the same row is drawn again and again");
    }
  }

  private static long[] keys(ReplayBuffer replay, long seed) {
    SampleBatch batch = batch();
    replay.sample(batch, new SeededRandom(seed));
    return batch.keys().clone();
  }

  @Test
  public void aLoadedReplayGoesOnInTheSameWay() {
    try (ReplayBuffer first = filled(CAPACITY);
        ReplayBuffer second = create(SCHEMA, CAPACITY)) {
      insert(first, CAPACITY, 7);
      first.updatePriorities(new long[] {10, 20}, new float[] {3, 30}, 2);
      var unused = keys(first, 4);
      MemoryState state = new MemoryState();
      first.save(state);
      second.load(state);
      assertEquals(first.inserted(), second.inserted());
      assertEquals(first.sampled(), second.sampled());
      assertEquals(first.size(), second.size());
      for (int i = 0; i < 5; i++) {
        insert(first, CAPACITY + 7 + i, 1);
        insert(second, CAPACITY + 7 + i, 1);
        assertArrayEquals(
            keys(first, i), keys(second, i), "a loaded replay draws others: not all is saved?");
      }
      SampleBatch batch = batch();
      second.sample(batch, new SeededRandom(1));
      assertRows(batch, BATCH);
    }
  }
}
