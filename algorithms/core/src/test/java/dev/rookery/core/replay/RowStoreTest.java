package dev.rookery.core.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import dev.rookery.DataType;
import dev.rookery.RookeryException;
import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class RowStoreTest {

  private static final long GIGABYTE = 1L << 30;

  @Property(tries = 200)
  void gatherGivesTheLatestRowsColumnByColumn(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 150) Integer> widths,
      @ForAll @IntRange(min = 1, max = 200) int capacity,
      @ForAll @IntRange(min = 1, max = 500) int inserts,
      @ForAll boolean direct,
      @ForAll long seed) {
    ExperienceSchema schema = schema(widths);
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer rows = randomRows(inserts, schema, direct, random);
    try (RowStore store = new RowStore(schema, capacity)) {
      insert(store, rows, inserts, random);

      assertEquals(inserts, store.inserted());
      assertEquals(Math.min(inserts, capacity), store.size());
      int[] slots = random.ints(130, 0, store.size()).toArray();
      SampleBatch batch = new SampleBatch(schema, slots.length);
      store.gather(slots, batch);
      for (int i = 0; i < slots.length; i++) {
        long key = batch.keys()[i];
        assertEquals(slots[i], key % capacity);
        assertTrue(key < inserts && key >= inserts - capacity, "key " + key);
        for (int column = 0; column < widths.size(); column++) {
          byte[] expected = new byte[schema.columns().get(column).byteSize()];
          byte[] actual = new byte[expected.length];
          rows.get((int) key * schema.rowBytes() + schema.offset(column), expected);
          batch.column(column).get(i * actual.length, actual);
          assertArrayEquals(expected, actual);
        }
      }
    }
  }

  @Property(tries = 100)
  void everyKeyThatIsStillThereHasItsSlot(
      @ForAll @IntRange(min = 1, max = 50) int capacity,
      @ForAll @IntRange(min = 0, max = 200) int inserts) {
    try (RowStore store = new RowStore(NumberedRows.SCHEMA, capacity)) {
      insert(store, NumberedRows.rows(0, inserts), inserts, new SplittableRandom(inserts));

      for (long key = -1; key <= inserts; key++) {
        boolean there = key >= 0 && key >= inserts - capacity && key < inserts;
        assertEquals(there ? (int) (key % capacity) : -1, store.slot(key));
        if (there) {
          assertEquals(key, store.key(store.slot(key)));
        }
      }
      assertEquals(-1, store.slot(Long.MIN_VALUE));
      assertEquals(-1, store.slot(Long.MAX_VALUE));
    }
  }

  @Test
  void rowsBeyondTwoGigabytesKeepTheirValues() {
    Assumptions.assumeTrue(
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize()
            > 5 * GIGABYTE,
        "needs 3 GB of memory");
    int rowBytes = 1 << 26;
    int capacity = 35;
    ExperienceSchema schema = schema(List.of(rowBytes));
    ByteBuffer row = ByteBuffer.allocateDirect(rowBytes);
    SampleBatch batch = new SampleBatch(schema, 1);
    try (RowStore store = new RowStore(schema, capacity)) {
      for (int i = 0; i < capacity; i++) {
        row.put(0, (byte) i).put(rowBytes - 1, (byte) -i);
        store.insert(row, 0, 1);
      }
      for (int slot : new int[] {0, 31, 32, 34}) {
        store.gather(new int[] {slot}, batch);
        assertEquals(slot, batch.column(0).get(0));
        assertEquals(-slot, batch.column(0).get(rowBytes - 1));
      }
    }
  }

  @Test
  void whatTheMachineDoesNotHaveIsRefusedWithTheNumbers() {
    ExperienceSchema schema = schema(List.of(1 << 20));

    RookeryException e =
        assertThrows(RookeryException.class, () -> new RowStore(schema, 2_000_000_000));

    assertTrue(
        e.getMessage()
            .startsWith(
                "a replay of 2,000,000,000 rows of 1,048,576 bytes needs 2,000,000,000 MB outside"
                    + " the heap, but the machine has "),
        e.getMessage());
    assertTrue(e.getMessage().endsWith("; lower the replay capacity"), e.getMessage());
  }

  @Test
  void rowsSurviveSavingAndLoading() {
    MemoryState state = new MemoryState();
    try (RowStore store = new RowStore(NumberedRows.SCHEMA, 10);
        RowStore loaded = new RowStore(NumberedRows.SCHEMA, 10)) {
      insert(store, NumberedRows.rows(0, 14), 14, new SplittableRandom(1));
      store.save(state);
      loaded.load(state);

      assertEquals(14, loaded.inserted());
      assertEquals(4, loaded.nextSlot());
      SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 10);
      loaded.gather(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, batch);
      assertArrayEquals(new long[] {10, 11, 12, 13, 4, 5, 6, 7, 8, 9}, batch.keys());
      for (int i = 0; i < 10; i++) {
        assertEquals(batch.keys()[i], batch.column(NumberedRows.NUMBER).getInt(4 * i));
      }
    }
  }

  @Test
  void aCheckpointOfAnotherCapacityOrLayoutIsRefused() {
    MemoryState state = new MemoryState();
    try (RowStore store = new RowStore(NumberedRows.SCHEMA, 10);
        RowStore larger = new RowStore(NumberedRows.SCHEMA, 11);
        RowStore other = new RowStore(schema(List.of(3)), 10)) {
      store.save(state);

      assertEquals(
          "the checkpoint's replay holds 10 rows, but this one 11: set the replay capacity to 10",
          assertThrows(CheckpointException.class, () -> larger.load(state)).getMessage());
      assertThrows(CheckpointException.class, () -> other.load(state));
    }
  }

  @Test
  void wrongUseIsRefusedBeforeMemoryIsTouched() {
    SampleBatch batch = new SampleBatch(NumberedRows.SCHEMA, 2);
    RowStore store = new RowStore(NumberedRows.SCHEMA, 10);
    ByteBuffer rows = NumberedRows.rows(0, 3);
    store.insert(rows, 0, 3);

    assertThrows(IndexOutOfBoundsException.class, () -> store.insert(rows, 0, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> store.insert(rows, -24, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> store.gather(new int[] {0, 3}, batch));
    assertThrows(
        IllegalArgumentException.class,
        () -> store.gather(new int[] {0, 1}, new SampleBatch(schema(List.of(4)), 2)));
    assertThrows(IllegalArgumentException.class, () -> new RowStore(NumberedRows.SCHEMA, 0));
    store.close();
    store.close();
    assertThrows(IllegalStateException.class, () -> store.insert(rows, 0, 1));
    assertThrows(IllegalStateException.class, () -> store.gather(new int[] {0, 1}, batch));
  }

  /** Inserts in runs of random length. */
  private static void insert(RowStore store, ByteBuffer rows, int count, SplittableRandom random) {
    int done = 0;
    while (done < count) {
      int run = random.nextInt(1, count - done + 1);
      done += store.insert(rows, done * store.schema().rowBytes(), run);
    }
  }

  /** Columns of so many bytes each; where it divides by 4, of floats. */
  private static ExperienceSchema schema(List<Integer> widths) {
    List<Column> columns = new ArrayList<>();
    for (int width : widths) {
      String name = "column" + columns.size();
      columns.add(
          width % 4 == 0
              ? new Column(name, DataType.FLOAT32, List.of(width / 4))
              : new Column(name, DataType.UINT8, List.of(width)));
    }
    return new ExperienceSchema(columns);
  }

  private static ByteBuffer randomRows(
      int count, ExperienceSchema schema, boolean direct, SplittableRandom random) {
    byte[] bytes = new byte[count * schema.rowBytes()];
    random.nextBytes(bytes);
    ByteBuffer rows =
        direct ? ByteBuffer.allocateDirect(bytes.length).put(0, bytes) : ByteBuffer.wrap(bytes);
    return rows.order(ByteOrder.nativeOrder());
  }
}
