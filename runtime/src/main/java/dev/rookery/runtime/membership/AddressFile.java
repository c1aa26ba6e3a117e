package dev.rookery.runtime.membership;

import dev.rookery.RookeryException;
import dev.rookery.core.file.WholeFile;
import dev.rookery.runtime.wire.RefusalKind;
import dev.rookery.transport.TransportException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file by which actors find their learner, on a disk that both see: the learner writes its
 * address there, and the word {@code over} when the run is over.
 */
public final class AddressFile {

  private static final String OVER = "over";

  /** Longer than any address. */
  private static final int MAXIMUM_BYTES = 1024;

  private final Path file;

  /** Does not touch the file yet. */
  public AddressFile(Path file) {
    this.file = file;
  }

  /**
   * Says where the learner is.
   *
   * @throws RookeryException if the file cannot be written
   */
  public void write(String address) {
    try {
      WholeFile.write(file, (address + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new RookeryException("cannot write the address file %s: %s".formatted(file, e), e);
    }
  }

  /**
   * Says that the run is over.
   *
   * @throws RookeryException if the file cannot be written
   */
  public void writeOver() {
    write(OVER);
  }

  /**
   * What the file says now, without a check; empty if there is nothing in it, or no file.
   *
   * @throws RookeryException if there is a file that cannot be read
   */
  public String text() {
    try {
      byte[] bytes = new byte[MAXIMUM_BYTES + 1];
      int length;
      try (var in = Files.newInputStream(file)) {
        length = in.readNBytes(bytes, 0, bytes.length);
      }
      if (length > MAXIMUM_BYTES) {
        throw new RookeryException(
            "%s is no address file: it has more than %s bytes".formatted(file, MAXIMUM_BYTES));
      }
      return new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new RookeryException("cannot read the address file %s: %s".formatted(file, e), e);
    }
  }

  /**
   * Where the learner is.
   *
   * @throws TransportException if the file does not say so yet
   * @throws SessionLostException if it says that the run is over
   * @throws RookeryException if it cannot be read
   */
  public String address() {
    String text = text();
    if (text.isEmpty()) {
      throw new TransportException("no learner has written its address to %s".formatted(file));
    }
    if (text.equals(OVER)) {
      throw new SessionLostException(
          RefusalKind.RUN_OVER, "the run is over, as %s says".formatted(file));
    }
    return text;
  }
}
