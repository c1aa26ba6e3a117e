package dev.rookery.core.policy;

import dev.rookery.experience.ExperienceBlock;
import java.nio.ByteBuffer;

/** A block of the one row that a buffer begins with. */
record OneRow(ByteBuffer buffer) implements ExperienceBlock {

  @Override
  public int actorId() {
    return 0;
  }

  @Override
  public long sequence() {
    return 0;
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
