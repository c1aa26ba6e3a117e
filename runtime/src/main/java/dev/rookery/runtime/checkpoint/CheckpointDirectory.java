package dev.rookery.runtime.checkpoint;

import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.file.Problems;
import dev.rookery.core.file.WholeFile;
import dev.rookery.runtime.ownership.Ownership;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,18})\\.npz");

  private static final Pattern UNFINISHED =
      Pattern.compile(NAME.pattern() + Pattern.quote(WholeFile.UNFINISHED));

  /** A checkpoint of format version 1. */
  private static final Pattern OLD_NAME = Pattern.compile("checkpoint-\\d{1,18}\\.rookery");

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
    return list(NAME).stream()
        .sorted(Comparator.comparingLong(CheckpointDirectory::steps))
        .toList();
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
        folder.resolve(String.format(Locale.ROOT, "checkpoint-%012d.npz", environmentSteps));
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw CheckpointFile.cannotWrite(target, e);
    }
    list(UNFINISHED).forEach(CheckpointDirectory::delete); // What a killed writer left.
    CheckpointFile.write(target, environmentSteps, state);
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
    if (refusals.isEmpty() && !list(OLD_NAME).isEmpty()) {
      CheckpointFile.open(list(OLD_NAME).get(0)).close(); // says what is wrong with it
    }
    throw new CheckpointException(
        refusals.isEmpty()
            ? "there is no checkpoint in " + folder
            : "there is no usable checkpoint in %s: %s"
                .formatted(folder, String.join("; ", refusals)));
  }

  private List<Path> list(Pattern name) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> name.matcher(file.getFileName().toString()).matches()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be listed: %s".formatted(folder, Problems.describe(e)), e);
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
      Ownership.delete(file);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: {}", file, Problems.describe(e));
    }
  }

  private static long steps(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
