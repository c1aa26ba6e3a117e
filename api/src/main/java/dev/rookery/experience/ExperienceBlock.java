package dev.rookery.experience;

import java.nio.ByteBuffer;

/**
 * A run of rows that one actor wrote, as it arrives. A view: it is valid only during the call that
 * hands it over.
 */
public interface ExperienceBlock {

  /** Which actor wrote it, from 0. */
  int actorId();

  /** The block's number among its actor's blocks, from 0, without gaps. */
  long sequence();

  /**
   * The version of the parameters with which the block's first row was completed. A row that covers
   * several steps, such as an n-step transition, may have begun with an older one.
   */
  long oldestVersion();

  /** The version of the parameters with which the block's last row was completed. */
  long newestVersion();

  /** How many rows. */
  int rowCount();

  /** The buffer that holds the rows, in the machine's byte order. */
  ByteBuffer buffer();

  /** Where the first row starts in {@link #buffer()}, in bytes. */
  int rowsOffset();
}
