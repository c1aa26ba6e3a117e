package dev.rookery.transport.aeron;

import dev.rookery.RookeryException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Numbers of the named streams for Aeron: checksums of the names, equal in every process. */
final class StreamIds {

  private final Map<Integer, String> names = new HashMap<>();

  /**
   * The number of a stream.
   *
   * @throws RookeryException if an earlier name has the same number
   */
  int of(String name) {
    int id = checksum(name);
    String known = names.putIfAbsent(id, name);
    if (known != null && !known.equals(name)) {
      throw new RookeryException(
          "streams '%s' and '%s' have the same number: give one of them another name"
              .formatted(known, name));
    }
    return id;
  }

  private static int checksum(String name) {
    CRC32C checksum = new CRC32C();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    return (int) checksum.getValue();
  }
}
