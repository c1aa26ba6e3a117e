package dev.rookery.runtime.checkpoint;

import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one run, in one folder. A checkpoint appears there only when it is whole and
 * on the disk, so a killed writer leaves the earlier ones as they were.
 *
 * <p>One process at a time may write into a folder; any may read meanwhile. Thread-safe.
 */
public final class CheckpointDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointDirectory.class);
  private static final String TEMPORARY = ".tmp";
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,18})\\.rookery");

  /** How often a reader begins again because the writer deleted what it was about to open. */
  private static final int ATTEMPTS = 10;

  private final Path folder;
  private final int keep;

  /**
   * Uses a folder, which the first {@link #write} makes if need be.
   *
   * @param keep how many of the latest checkpoints to keep, at least 1
   * @throws SettingsException if {@code keep} is less than 1
   */
  public CheckpointDirectory(Path folder, int keep) {
    if (keep < 1) {
      throw new SettingsException(
          "the number of checkpoints to keep must be at least 1, not " + keep);
    }
    this.folder = folder;
    this.keep = keep;
  }

  /** The checkpoints there are, damaged ones too, by their environment steps. */
  public List<Path> checkpoints() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(CheckpointDirectory::steps))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be listed: %s".formatted(folder, FileErrors.describe(e)), e);
    }
  }

  /**
   * Writes a checkpoint, and then deletes all but the latest. One of the same number of steps is
   * replaced.
   *
   * @param environmentSteps how many steps the run has made
   * @param state writes the state; what it throws is thrown on, and there is no new checkpoint
   * @return the new file
   * @throws CheckpointException if it cannot be written; the earlier checkpoints are as they were
   */
  public synchronized Path write(long environmentSteps, Consumer<StateWriter> state) {
    if (environmentSteps < 0) {
      throw new IllegalArgumentException("negative environment steps: " + environmentSteps);
    }
    Path target =
        folder.resolve(String.format(Locale.ROOT, "checkpoint-%012d.rookery", environmentSteps));
    // A run that is cancelled by an interrupt still leaves a checkpoint; channels would refuse.
    boolean interrupted = Thread.interrupted();
    try {
      Files.createDirectories(folder);
      deleteLeftovers();
      writeToDisk(target, environmentSteps, state);
    } catch (UncheckedIOException e) {
      throw cannotWrite(target, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw cannotWrite(target, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    deleteAllButLatest(target);
    return target;
  }

  /**
   * Opens the latest checkpoint that is not damaged. Each damaged one is logged as a warning.
   *
   * @throws CheckpointException if there is none, with the reason why each was refused
   */
  public CheckpointFile loadLatest() {
    List<String> refusals = new ArrayList<>();
    boolean deletedMeanwhile = true;
    for (int attempt = 0; attempt < ATTEMPTS && deletedMeanwhile; attempt++) {
      refusals.clear();
      deletedMeanwhile = false;
      List<Path> candidates = new ArrayList<>(checkpoints());
      Collections.reverse(candidates);
      for (Path candidate : candidates) {
        try {
          return CheckpointFile.open(candidate);
        } catch (CheckpointException e) {
          if (Files.notExists(candidate)) {
            deletedMeanwhile = true; // there is a newer one
            break;
          }
          LOG.warn("{}; trying the checkpoint before it", e.getMessage());
          refusals.add(e.getMessage());
        }
      }
    }
    throw new CheckpointException(
        refusals.isEmpty()
            ? "there is no checkpoint in " + folder
            : "there is no usable checkpoint in %s: %s"
                .formatted(folder, String.join("; ", refusals)));
  }

  private void writeToDisk(Path target, long environmentSteps, Consumer<StateWriter> state)
      throws IOException {
    Path temporary = folder.resolve(target.getFileName() + TEMPORARY);
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        CheckpointWriter writer = new CheckpointWriter(channel, environmentSteps);
        state.accept(writer.root());
        writer.finish();
        channel.force(true);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (Throwable e) {
      delete(temporary);
      throw e;
    }
    syncFolder();
  }

  /** Makes the new name outlast a power failure, where the operating system can. */
  private void syncFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("{} cannot be synced", folder, e); // Windows opens no folders
    }
  }

  /** What a killed writer left. */
  private void deleteLeftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(CheckpointDirectory::isTemporary).forEach(CheckpointDirectory::delete);
    }
  }

  private void deleteAllButLatest(Path written) {
    List<Path> all = checkpoints();
    all.subList(0, Math.max(0, all.size() - keep)).stream()
        .filter(file -> !file.equals(written)) // an earlier run may have gone further
        .forEach(CheckpointDirectory::delete);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: {}", file, FileErrors.describe(e));
    }
  }

  private static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(TEMPORARY)
        && NAME.matcher(name.substring(0, name.length() - TEMPORARY.length())).matches();
  }

  private static long steps(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  private static CheckpointException cannotWrite(Path target, IOException e) {
    return new CheckpointException(
        "%s cannot be written: %s; earlier checkpoints are as they were"
            .formatted(target, FileErrors.describe(e)),
        e);
  }
}
