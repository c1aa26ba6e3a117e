package dev.rookery.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the system. None is waited for longer than a limit. */
final class Command {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Command() {}

  /** Runs a command to its end. */
  static Result result(Map<String, String> variables, Path directory, List<String> words) {
    try {
      Path output = Files.createTempFile("command", ".txt");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new IllegalStateException("%s took longer than %s".formatted(words, LIMIT));
        }
        return new Result(
            process.exitValue(), Files.readString(output, StandardCharsets.UTF_8).strip());
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(words + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs a command that must succeed, and returns what it printed. */
  static String run(String... words) {
    return run(Map.of(), Path.of("."), List.of(words));
  }

  /** Runs a command that must succeed, and returns what it printed. */
  static String run(Map<String, String> variables, Path directory, List<String> words) {
    Result result = result(variables, directory, words);
    if (result.status() != 0) {
      throw new IllegalStateException(
          "%s ended with %d: %s".formatted(words, result.status(), result.output()));
    }
    return result.output();
  }

  /** Runs a command that may fail: where something is taken down that may not be there. */
  static void attempt(String... words) {
    result(Map.of(), Path.of("."), List.of(words));
  }

  /** If there is a program of this name. */
  static boolean exists(String program) {
    return result(Map.of(), Path.of("."), List.of("sh", "-c", "command -v " + program)).status()
        == 0;
  }

  /**
   * How a command ended.
   *
   * @param status its exit status
   * @param output what it printed
   */
  record Result(int status, String output) {}
}
