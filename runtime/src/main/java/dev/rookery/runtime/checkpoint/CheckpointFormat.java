package dev.rookery.runtime.checkpoint;

/**
 * What is where in a checkpoint file. All numbers are little-endian.
 *
 * <pre>
 * header   magic (8 bytes), format version (int32), environment steps (int64)
 * payloads one after the other, without gaps
 * table    per payload: length of its name (int32), name (UTF-8), type (int8),
 *          length (int64), CRC32C (int32)
 * footer   offset of the table (int64), payloads (int32), length of the file (int64),
 *          CRC32C of header, table and the footer so far (int32), end magic (8 bytes)
 * </pre>
 *
 * <p>Every byte is covered by a checksum or a comparison, so a cut or a flipped byte anywhere is
 * found. A name is the path of parts to the value, joined by {@code /}.
 */
final class CheckpointFormat {

  static final int VERSION = 1;
  static final long MAGIC = 0x31_59_52_45_4b_4f_4f_52L; // "ROOKERY1"
  static final long END_MAGIC = 0x31_4b_4f_4f_52_44_4e_45L; // "ENDROOK1"

  static final int HEADER_BYTES = 8 + 4 + 8;
  static final int FOOTER_BYTES = 8 + 4 + 8 + 4 + 8;

  /** The footer's bytes before its checksum. */
  static final int FOOTER_CHECKED_BYTES = 8 + 4 + 8;

  /** How many bytes are read or written and checksummed at a time: they stay in the cache. */
  static final int CHUNK_BYTES = 1 << 20;

  private CheckpointFormat() {}

  /** The path of a value or part within a part, whose own path ends in {@code /} or is empty. */
  static String path(String part, String name) {
    return part + name.replace("~", "~0").replace("/", "~1");
  }
}
