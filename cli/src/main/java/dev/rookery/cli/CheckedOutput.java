package dev.rookery.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** An output that remembers its first failure, as the writers above it forget the reason. */
final class CheckedOutput extends FilterOutputStream {

  private @Nullable IOException failure;

  CheckedOutput(OutputStream out) {
    super(out);
  }

  /** The first failure; null if all was written. */
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }
}
