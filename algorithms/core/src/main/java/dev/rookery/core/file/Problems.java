package dev.rookery.core.file;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Describes exceptions for people: the file system's leave the reason to their class names. */
public final class Problems {

  private Problems() {}

  /** The reason, in one line. */
  public static String describe(Throwable problem) {
    if (problem instanceof NoSuchFileException) {
      return "there is no such file";
    } else if (problem instanceof AccessDeniedException) {
      return "permission denied";
    } else if (problem instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is in the way";
    } else if (problem instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    String message = problem.getMessage();
    String text = message == null ? problem.getClass().getSimpleName() : message;
    return text.lines().findFirst().orElse("").strip();
  }
}
