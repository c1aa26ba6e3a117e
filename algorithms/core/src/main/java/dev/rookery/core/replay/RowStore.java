package dev.rookery.core.replay;

import com.sun.management.OperatingSystemMXBean;
import dev.rookery.RookeryException;
import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A ring of the latest rows in memory outside the heap, of any size. The row with key {@code k}
 * (its number in the order of insertion, from 0) lies in slot {@code k mod capacity} until a row
 * {@code capacity} later overwrites it, or it is removed.
 *
 * <p>Not thread-safe. Inserting and gathering allocate nothing. {@link #close} gives the memory
 * back at once.
 */
public final class RowStore implements AutoCloseable {

  private static final int CACHE_LINE = 64;

  /** Rows gathered together: column by column, while the rows are in the first-level cache. */
  private static final int TILE = 64;

  /** Rows are saved in pieces of this many bytes, since one {@link ByteBuffer} holds only 2 GB. */
  private static final int PIECE_BYTES = 1 << 24;

  private final ExperienceSchema schema;
  private final int capacity;
  private final int rowBytes;
  private final int[] columnOffsets;
  private final int[] columnBytes;
  private final long allocation;
  private final long rows;
  private final UnsafeBuffer source = new UnsafeBuffer(0, 0);
  private long inserted;
  private int nextSlot;

  /** All rows with keys below it were removed; those that were overwritten may be above. */
  private long removed;

  private boolean closed;

  /**
   * Reserves the memory; the operating system hands it out as rows arrive.
   *
   * @param capacity how many rows fit, at least 1
   * @throws RookeryException if the machine does not have that much memory
   */
  public RowStore(ExperienceSchema schema, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "a replay needs a capacity of at least 1, not " + capacity);
    }
    this.schema = schema;
    this.capacity = capacity;
    rowBytes = schema.rowBytes();
    List<Column> columns = schema.columns();
    columnOffsets = new int[columns.size()];
    columnBytes = new int[columns.size()];
    for (int i = 0; i < columnOffsets.length; i++) {
      columnOffsets[i] = schema.offset(i);
      columnBytes[i] = columns.get(i).byteSize();
    }
    allocation = allocate(capacity, rowBytes);
    rows = (allocation + CACHE_LINE - 1) & -CACHE_LINE;
  }

  /** The layout of the rows. */
  public ExperienceSchema schema() {
    return schema;
  }

  /** How many rows fit. */
  public int capacity() {
    return capacity;
  }

  /** How many rows there are. */
  public int size() {
    return (int) (inserted - oldest());
  }

  /** The key of the oldest row there is; that of the next one if there is none. */
  public long oldest() {
    return Math.max(removed, inserted - capacity);
  }

  /** How many slots, from 0 on, have ever had a row. */
  int usedSlots() {
    return (int) Math.min(inserted, capacity);
  }

  /**
   * Forgets the oldest rows.
   *
   * @param count how many, at most {@link #size()}
   */
  public void removeOldest(int count) {
    removed = oldest() + Objects.checkIndex(count, size() + 1);
  }

  /** How many rows were ever inserted; the key of the next one. */
  public long inserted() {
    return inserted;
  }

  /** The slot of the next row. */
  public int nextSlot() {
    return nextSlot;
  }

  /** The key of the row that a slot got last. */
  public long key(int slot) {
    long key = inserted - nextSlot + slot;
    return slot < nextSlot ? key : key - capacity;
  }

  /** The slot of the row with a key, or -1 if it is no longer there or was never inserted. */
  public int slot(long key) {
    if (key >= inserted || key < oldest()) {
      return -1;
    }
    int slot = nextSlot + (int) (key - inserted);
    return slot < 0 ? slot + capacity : slot;
  }

  /**
   * Copies as many rows as fit before the ring's end into the slots from {@link #nextSlot()} on;
   * the caller comes again with the rest.
   *
   * @param from holds the rows
   * @param offset where the first starts, in bytes
   * @param count how many there are
   * @return how many were copied, at least 1 if {@code count} is
   * @throws IndexOutOfBoundsException if the source does not have so many
   */
  public int insert(ByteBuffer from, int offset, int count) {
    checkOpen();
    int run = Math.min(count, capacity - nextSlot);
    long bytes = (long) run * rowBytes;
    Objects.checkFromIndexSize(offset, bytes, from.capacity());
    source.wrap(from);
    UnsafeApi.copyMemory(
        source.byteArray(), source.addressOffset() + offset, null, address(nextSlot), bytes);
    inserted += run;
    nextSlot = nextSlot + run == capacity ? 0 : nextSlot + run;
    return run;
  }

  /**
   * Fills the batch's columns and keys with the rows of {@code slots}.
   *
   * @param slots {@code [batch]}, each of a row that is there
   * @throws IllegalArgumentException if the batch has another layout
   * @throws IndexOutOfBoundsException if a slot has no row
   */
  public void gather(int[] slots, SampleBatch batch) {
    checkOpen();
    if (batch.schema().layoutHash() != schema.layoutHash()) {
      throw new IllegalArgumentException(
          "the batch has %s, but the replay has %s".formatted(batch.schema(), schema));
    }
    int used = usedSlots();
    long oldest = oldest();
    long[] keys = batch.keys();
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(Objects.checkIndex(slots[i], used));
      if (keys[i] < oldest) {
        throw new IndexOutOfBoundsException("the row in slot " + slots[i] + " was removed");
      }
    }
    for (int from = 0; from < keys.length; from += TILE) {
      int to = Math.min(from + TILE, keys.length);
      for (int column = 0; column < columnBytes.length; column++) {
        int bytes = columnBytes[column];
        long target = BufferUtil.address(batch.column(column)) + (long) from * bytes;
        copyColumn(slots, from, to, rows + columnOffsets[column], bytes, target);
      }
    }
  }

  /** Reads a float32 of the row in a slot. */
  float getFloat(int slot, int offsetInRow) {
    checkOpen();
    return UnsafeApi.getFloat(address(slot) + offsetInRow);
  }

  /** Writes the rows and how many there were. */
  public void save(StateWriter state) {
    checkOpen();
    state.putLong("capacity", capacity);
    state.putLong("layout", schema.layoutHash());
    state.putLong("inserted", inserted);
    state.putLong("removed", removed);
    ByteBuffer piece = pieceBuffer();
    try {
      long bytes = (long) usedSlots() * rowBytes;
      for (long from = 0; from < bytes; from += piece.capacity()) {
        piece.clear().limit((int) Math.min(piece.capacity(), bytes - from));
        UnsafeApi.copyMemory(rows + from, BufferUtil.address(piece), piece.limit());
        state.putBytes("rows-" + from, piece);
      }
    } finally {
      BufferUtil.free(piece);
    }
  }

  /**
   * Takes back what {@link #save} wrote, in place of what is here.
   *
   * @throws CheckpointException if it was a store of another capacity or layout
   */
  public void load(StateReader state) {
    checkOpen();
    long savedCapacity = state.getLong("capacity");
    if (savedCapacity != capacity) {
      throw new CheckpointException(
          "the checkpoint's replay holds %s rows, but this one %s: set the replay capacity to %s"
              .formatted(savedCapacity, capacity, savedCapacity));
    }
    if (state.getLong("layout") != schema.layoutHash()) {
      throw new CheckpointException(
          "the checkpoint's replay has rows of another layout than this algorithm's %s; resume with"
                  .formatted(schema)
              + " the algorithm and environment that wrote it");
    }
    inserted = state.getLong("inserted");
    removed = state.getLong("removed");
    nextSlot = (int) (inserted % capacity);
    ByteBuffer piece = pieceBuffer();
    try {
      long bytes = (long) usedSlots() * rowBytes;
      for (long from = 0; from < bytes; from += piece.capacity()) {
        piece.clear().limit((int) Math.min(piece.capacity(), bytes - from));
        state.getBytes("rows-" + from, piece);
        UnsafeApi.copyMemory(BufferUtil.address(piece), rows + from, piece.limit());
      }
    } finally {
      BufferUtil.free(piece);
    }
  }

  /** Gives the memory back; the store cannot be used afterwards. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      UnsafeApi.freeMemory(allocation);
    }
  }

  /** One loop per common width, so that nothing is decided per row. */
  private void copyColumn(int[] slots, int from, int to, long source, int bytes, long target) {
    switch (bytes) {
      case 4 -> {
        for (int i = from; i < to; i++, target += 4) {
          UnsafeApi.putInt(target, UnsafeApi.getInt(source + (long) slots[i] * rowBytes));
        }
      }
      case 8 -> {
        for (int i = from; i < to; i++, target += 8) {
          UnsafeApi.putLong(target, UnsafeApi.getLong(source + (long) slots[i] * rowBytes));
        }
      }
      case 16 -> {
        for (int i = from; i < to; i++, target += 16) {
          long row = source + (long) slots[i] * rowBytes;
          UnsafeApi.putLong(target, UnsafeApi.getLong(row));
          UnsafeApi.putLong(target + 8, UnsafeApi.getLong(row + 8));
        }
      }
      default -> {
        for (int i = from; i < to; i++, target += bytes) {
          copy(source + (long) slots[i] * rowBytes, target, bytes);
        }
      }
    }
  }

  private static void copy(long source, long target, int bytes) {
    if (bytes > CACHE_LINE || (bytes & 3) != 0) {
      UnsafeApi.copyMemory(source, target, bytes);
      return;
    }
    int done = 0;
    for (; done + 8 <= bytes; done += 8) {
      UnsafeApi.putLong(target + done, UnsafeApi.getLong(source + done));
    }
    if (done < bytes) {
      UnsafeApi.putInt(target + done, UnsafeApi.getInt(source + done));
    }
  }

  private long address(int slot) {
    return rows + (long) slot * rowBytes;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the replay is closed");
    }
  }

  private ByteBuffer pieceBuffer() {
    return ByteBuffer.allocateDirect((int) Math.min((long) capacity * rowBytes, PIECE_BYTES));
  }

  /**
   * More than the machine has might be granted now, and end later by a signal without a message.
   */
  private static long allocate(int capacity, int rowBytes) {
    long bytes = (long) capacity * rowBytes + CACHE_LINE;
    long machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    try {
      if (bytes <= machine) {
        return UnsafeApi.allocateMemory(bytes);
      }
    } catch (OutOfMemoryError e) {
      // Refused by the operating system: the same message.
    }
    throw new RookeryException(
        String.format(
            Locale.ROOT,
            "a replay of %,d rows of %,d bytes needs %,d MB outside the heap, but the machine has"
                + " %,d MB in all; lower the replay capacity",
            capacity,
            rowBytes,
            bytes >> 20,
            machine >> 20));
  }
}
