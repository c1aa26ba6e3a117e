package dev.rookery.runtime.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * What is in a checkpoint file: a ZIP archive whose entries are stored, not compressed.
 *
 * <ul>
 *   <li>{@code PATH.npy}: an array in NumPy's format, so the archive is an {@code .npz}
 *   <li>{@code state.json}: {@code format} (the version of this format), {@code rookery} (the
 *       version of Rookery that wrote it), {@code environment_steps}, {@code numbers} (all single
 *       numbers by path; a NaN is written as {@value #NAN} and its bits in hexadecimal) and {@code
 *       arrays} (by path, where in the file the elements of each array begin)
 * </ul>
 *
 * <p>A path is the names of the parts down to the value, joined by {@code /}. The archive has a
 * CRC-32 of every entry, and {@code state.json} says which entries there must be. So no changed
 * byte changes a value without being found.
 */
final class CheckpointFormat {

  /** Version 1 was a container of Rookery's own, and began with {@value #VERSION_1}. */
  static final int VERSION = 2;

  static final String VERSION_1 = "ROOKERY1";

  static final String STATE = "state.json";
  static final String ARRAY = ".npy";
  static final String NAN = "NaN:";

  /** How long the header of an array is: a multiple of 64 that has room for any length. */
  static final int HEADER_BYTES = 128;

  /** How many bytes are read and written at a time; with 64 KiB it takes half as long again. */
  static final int CHUNK_BYTES = 1 << 20;

  private static final Set<String> SPECIAL_NAMES = Set.of("", ".", "..");

  private CheckpointFormat() {}

  /**
   * The path of a value or part within a part, whose own path ends in {@code /} or is empty. Names
   * that mean something else in a path are written differently.
   */
  static String path(String part, String name) {
    return part
        + (SPECIAL_NAMES.contains(name) ? "~2" + name : name.replace("~", "~0").replace("/", "~1"));
  }

  /**
   * The header of an array of one dimension (NumPy Enhancement Proposal 1, version 1.0).
   *
   * @param type of the elements, as NumPy writes it
   * @param length how many elements there are
   */
  static byte[] header(String type, int length) {
    byte[] header = new byte[HEADER_BYTES];
    Arrays.fill(header, (byte) ' ');
    header[HEADER_BYTES - 1] = '\n';
    String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + length + ",), }";
    // Magic bytes, version 1.0, and how many bytes follow: 118, which is 'v', and 0.
    byte[] start = ("\u0093NUMPY\1\0v\0" + text).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(start, 0, header, 0, start.length);
    return header;
  }
}
