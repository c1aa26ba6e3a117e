package dev.rookery.experience;

import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;

/**
 * Puts each row into a store as soon as it is written, as a block of its own: for an actor whose
 * experience stays where it is, and for tests.
 */
public final class StoreWriter implements ExperienceWriter, ExperienceBlock {

  private final ExperienceStore store;
  private final ByteBuffer row;
  private long rows;

  /** A writer to that store; the row is 0 until something is written. */
  public StoreWriter(ExperienceStore store) {
    this.store = store;
    row = DirectBuffers.allocate(store.schema().rowBytes());
  }

  @Override
  public int beginRow() {
    return 0;
  }

  @Override
  public void endRow() {
    rows++;
    store.insert(this);
  }

  @Override
  public ByteBuffer buffer() {
    return row;
  }

  @Override
  public int actorId() {
    return 0;
  }

  @Override
  public long sequence() {
    return rows;
  }

  @Override
  public long oldestVersion() {
    return 1;
  }

  @Override
  public long newestVersion() {
    return 1;
  }

  @Override
  public int rowCount() {
    return 1;
  }

  @Override
  public int rowsOffset() {
    return 0;
  }
}
