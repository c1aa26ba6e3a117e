package dev.rookery.runtime.run;

import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The directory of one run, and the names of what is in it.
 *
 * @param path absolute
 */
public record RunDirectory(Path path) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /**
   * A new directory.
   *
   * @throws SettingsException if it holds a run already, or cannot be written
   */
  public static RunDirectory create(Path path) {
    RunDirectory directory = new RunDirectory(path.toAbsolutePath().normalize());
    if (Files.exists(directory.config())) {
      throw new SettingsException(
          "%s already holds a run: choose another --run-directory, or go on with --resume %s"
              .formatted(path, path));
    }
    directory.makeWritable();
    return directory;
  }

  /**
   * A new directory below {@code runs}, named after what is trained.
   *
   * @throws SettingsException if it cannot be written
   */
  public static RunDirectory createBelow(
      Path parent, String algorithm, String environment, long seed, LocalDateTime now) {
    String name =
        "%s-%s-seed%s-%s"
            .formatted(algorithm, environment, seed, TIME.format(now))
            .replaceAll("[^A-Za-z0-9._-]", "_");
    for (int attempt = 1; ; attempt++) {
      Path path = parent.resolve(attempt == 1 ? name : name + "-" + attempt);
      if (!Files.exists(path)) {
        return create(path);
      }
    }
  }

  /**
   * The directory of a run that was started before.
   *
   * @throws SettingsException if it holds no run, or cannot be written
   */
  public static RunDirectory open(Path path) {
    RunDirectory directory = new RunDirectory(path.toAbsolutePath().normalize());
    if (!Files.isRegularFile(directory.config())) {
      throw new SettingsException(
          "%s is not a run directory: it has no config.yaml".formatted(path));
    }
    directory.makeWritable();
    return directory;
  }

  /** The resolved configuration. */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** The final policy. */
  public Path policy() {
    return path.resolve("policy.onnx");
  }

  /** What came of the run. */
  public Path report() {
    return path.resolve("report.json");
  }

  /** The folder of checkpoints. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** The folder of what actor processes print. */
  public Path actors() {
    return path.resolve("actors");
  }

  private void makeWritable() {
    try {
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, ".write", ".test"));
    } catch (IOException | SecurityException e) {
      throw new SettingsException(
          "cannot write to the run directory %s (%s): choose another with --run-directory"
              .formatted(path, e),
          e);
    }
  }
}
