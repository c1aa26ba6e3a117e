package dev.rookery.runtime.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.core.file.WholeFile;
import dev.rookery.runtime.ownership.Ownership;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text file with one record per line.
 *
 * <p>The operating system has a line before {@link #append} returns, so a killed process leaves at
 * most its last line half-written; {@link #lines} leaves such a line out. Not thread-safe. Every
 * method throws {@link UncheckedIOException} if the file cannot be read or written.
 */
final class LineFile implements AutoCloseable {

  private final Path path;
  private @Nullable OutputStream out;

  /** Does not touch the file yet, which need not exist. */
  LineFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /** The lines that were written to their end; none if there is no file. */
  List<String> lines() {
    try {
      String text = Files.exists(path) ? new String(Files.readAllBytes(path), UTF_8) : "";
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes these the lines of a new file of that name, in one step: a reader sees the old file or
   * the new one. What is added from now on goes into this file, even if another replaces it.
   */
  void replace(List<String> lines) {
    close();
    String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    try {
      Ownership.write(
          path,
          staged -> {
            WholeFile.write(staged, text.getBytes(UTF_8));
            out = Files.newOutputStream(staged, StandardOpenOption.APPEND);
          });
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Adds a line, which must not contain a line break. */
  void append(String line) {
    try {
      if (out == null) {
        replace(lines());
      }
      Objects.requireNonNull(out).write((line + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      out = null;
    }
  }
}
