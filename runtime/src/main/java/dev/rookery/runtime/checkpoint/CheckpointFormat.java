package dev.rookery.runtime.checkpoint;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;

/**
 * What is in a checkpoint file: a ZIP archive whose entries are stored, not compressed.
 *
 * <ul>
 *   <li>{@code PATH.npy}: an array in NumPy's format, so the archive is an {@code .npz}
 *   <li>{@code state.json}: {@code format} (the version of this format), {@code environment_steps},
 *       {@code numbers} (all single numbers by path) and {@code arrays} (by path, where in the file
 *       the elements of each array begin)
 * </ul>
 *
 * <p>A path is the names of the parts down to the value, joined by {@code /}. The archive has a
 * CRC-32 of every entry, and {@code state.json} says which entries there must be. So no changed
 * byte changes a value without being found.
 */
final class CheckpointFormat {

  /** Version 1 was a container of Rookery's own. */
  static final int VERSION = 2;

  static final String STATE = "state.json";
  static final String ARRAY = ".npy";

  /** The first bytes of version 1. */
  static final String VERSION_1 = "ROOKERY1";

  /** How many bytes are written at a time: they stay in the cache. */
  static final int WRITTEN_BYTES = 1 << 16;

  /** How many bytes are read at a time. */
  static final int READ_BYTES = 1 << 20;

  private CheckpointFormat() {}

  /**
   * The path of a value or part within a part, whose own path ends in {@code /} or is empty. Names
   * that mean something else in a path are written differently.
   */
  static String path(String part, String name) {
    return part
        + (name.matches("\\.{0,2}") ? "~2" + name : name.replace("~", "~0").replace("/", "~1"));
  }

  /**
   * An entry, at the same time in all archives: equal states have equal files.
   *
   * @param size in bytes
   * @param checksum CRC-32
   */
  static ZipEntry entry(String name, long size, long checksum) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    entry.setSize(size);
    entry.setCrc(checksum);
    return entry;
  }

  /** Whether a file begins as one of version 1. */
  static boolean isVersion1(byte[] start) {
    return new String(start, StandardCharsets.ISO_8859_1).startsWith(VERSION_1);
  }
}
