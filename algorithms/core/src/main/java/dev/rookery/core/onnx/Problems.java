package dev.rookery.core.onnx;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Describes exceptions in one line, for error messages. */
final class Problems {

  private Problems() {}

  static String describe(Throwable problem) {
    if (problem instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (problem instanceof AccessDeniedException) {
      return "it may not be opened";
    }
    String message = problem.getMessage();
    String text = message == null ? problem.getClass().getSimpleName() : message;
    return text.lines().findFirst().orElse("").strip();
  }
}
