package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.core.file.FileTree;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.checkpoint.CheckpointDirectory;
import dev.rookery.runtime.ownership.Ownership;
import dev.rookery.runtime.ownership.SupersededException;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one run, and the names of what is in it. It belongs to the run from before the
 * first write until it is closed: no other run can use it meanwhile.
 */
public final class RunDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunDirectory.class);
  private static final String CONFIG = "config.yaml";
  private static final String POLICY = "policy.onnx";
  private static final String CHECKPOINTS = "checkpoints";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final Path path;
  private final RunLock lock;
  private final Ownership owner;

  /** What was there before this run. */
  private final Set<Path> before;

  /** The highest of the directories that were made for this run. */
  private final @Nullable Path made;

  private RunDirectory(
      Path path, RunLock lock, Ownership owner, Set<Path> before, @Nullable Path made) {
    this.path = path;
    this.lock = lock;
    this.owner = owner;
    this.before = before;
    this.made = made;
  }

  /**
   * A directory for a new run; it is made if there is none.
   *
   * @throws SettingsException if it holds a run already, another run has it, or it cannot be
   *     written
   */
  public static RunDirectory create(Path path) {
    return create(path, RunDirectory::refuseRun, false);
  }

  /**
   * A directory for a new run, as {@link #create}; or that of a run that was killed before its
   * first checkpoint, and of which nothing is to be kept.
   *
   * @throws SettingsException if it holds a run with a checkpoint, another run has it, or it cannot
   *     be written
   */
  public static RunDirectory beginAnew(Path path) {
    return create(path, RunDirectory::refuseCheckpoints, true);
  }

  private static RunDirectory create(Path path, BiConsumer<Path, Path> refusal, boolean takeOver) {
    Path absolute = path.toAbsolutePath().normalize();
    refusal.accept(path, absolute);
    Path made = firstMissing(absolute);
    RunDirectory directory;
    try {
      Files.createDirectories(absolute);
      directory = owned(absolute, made, takeOver);
    } catch (IOException | SecurityException e) {
      throw notWritable(path, e);
    }
    try {
      refusal.accept(path, absolute); // One that began meanwhile may have ended already.
    } catch (SettingsException e) {
      directory.close();
      throw e;
    }
    return directory;
  }

  /**
   * A new directory in {@code parent}, named after what is trained. No two runs get the same.
   *
   * @throws SettingsException if it cannot be written
   */
  public static RunDirectory createBelow(
      Path parent, String algorithm, String environment, long seed, LocalDateTime now) {
    String name =
        "%s-%s-seed%s-%s"
            .formatted(algorithm, environment, seed, TIME.format(now))
            .replaceAll("[^A-Za-z0-9._-]", "_");
    Path runs = parent.toAbsolutePath().normalize();
    Path madeParent = firstMissing(runs);
    for (int attempt = 1; ; attempt++) {
      Path path = runs.resolve(attempt == 1 ? name : name + "-" + attempt);
      try {
        Files.createDirectories(runs);
        Files.createDirectory(path);
        return owned(path, madeParent == null ? path : madeParent, false);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(runs)) {
          throw notWritable(runs, e);
        }
      } catch (IOException | SecurityException e) {
        throw notWritable(path, e);
      }
    }
  }

  /**
   * The directory of a run that was started before.
   *
   * @throws SettingsException if it holds no run, another run has it, or it cannot be written
   */
  public static RunDirectory open(Path path) {
    return open(path, false);
  }

  /**
   * The directory of a run that was started before, as {@link #open(Path)}.
   *
   * @param takeOver whether a process that has it loses it
   */
  static RunDirectory open(Path path, boolean takeOver) {
    configIn(path);
    try {
      return owned(path.toAbsolutePath().normalize(), null, takeOver);
    } catch (IOException | SecurityException e) {
      throw notWritable(path, e);
    }
  }

  /**
   * The configuration of the run in a directory, which may be under way.
   *
   * @throws SettingsException if it holds no run
   */
  public static Path configIn(Path path) {
    Path config = path.toAbsolutePath().normalize().resolve(CONFIG);
    if (!Files.isRegularFile(config)) {
      throw new SettingsException(
          "%s is not a run directory: it has no config.yaml".formatted(path));
    }
    return config;
  }

  /** Where the checkpoints of the run in a directory are; it may be under way. */
  public static Path checkpointsIn(Path path) {
    return path.resolve(CHECKPOINTS);
  }

  /** The parameters of the best policy of the run in a directory, which may not have one yet. */
  static Path bestStateIn(Path path) {
    return checkpointsIn(path).resolve("best.npz");
  }

  /** The policy of the run in a directory, which may not have one yet. */
  public static Path policyIn(Path path) {
    return path.resolve(POLICY);
  }

  /** The report of the run in a directory, which has none before its end. */
  public static Path reportIn(Path path) {
    return path.resolve("report.json");
  }

  /** Where it is; absolute. */
  public Path path() {
    return path;
  }

  /** The resolved configuration. */
  public Path config() {
    return path.resolve(CONFIG);
  }

  /** The policy that the run is for: the last one, or the best, as {@code run.keep} says. */
  public Path policy() {
    return policyIn(path);
  }

  /** The policy of the best evaluation so far. */
  public Path bestPolicy() {
    return path.resolve("best-policy.onnx");
  }

  /** What came of the run. */
  public Path report() {
    return reportIn(path);
  }

  /** The folder of checkpoints. */
  public Path checkpoints() {
    return checkpointsIn(path);
  }

  /** The parameters of the best policy so far, from which a resumed run takes them back. */
  public Path bestState() {
    return bestStateIn(path);
  }

  /** The folder of what actor processes print. */
  public Path actors() {
    return path.resolve("actors");
  }

  /**
   * Ends the run if another owns the directory now.
   *
   * @throws SupersededException if so
   */
  void checkOwned() {
    try {
      owner.checkOwned();
    } catch (IOException e) { // A network's file system may be away for a moment.
      LOG.debug("cannot look for another owner of {}", path, e);
    }
  }

  /**
   * Writes a policy into a run's directory.
   *
   * @param file in it
   * @throws RookeryException if it cannot be written
   */
  static void export(Algorithm algorithm, ParameterSnapshot parameters, Path file) {
    try {
      Ownership.write(file, staged -> algorithm.exportPolicy(parameters, staged));
    } catch (IOException e) {
      throw new RookeryException("cannot write the policy %s: %s".formatted(file, e), e);
    }
  }

  /** Gives the directory up: the run is over. */
  @Override
  public void close() {
    try {
      owner.close();
    } catch (IOException e) {
      LOG.warn("cannot tidy up {}: {}", path, e.toString());
    }
    lock.close();
  }

  /**
   * The run could not start: removes what it has made here, and gives the directory up. A run that
   * was to be resumed stays as it is.
   */
  void abandon() {
    try {
      if (!Files.exists(checkpoints()) && !before.contains(config())) {
        owner.checkOwned();
        removeWhatIsNew();
      }
      owner.withdraw();
    } catch (IOException | SupersededException e) {
      LOG.warn("cannot remove what a run that did not start left in {}: {}", path, e.toString());
    }
    close();
    removeEmptyDirectories();
  }

  private void removeWhatIsNew() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry : entries.filter(entry -> !before.contains(entry)).toList()) {
        FileTree.delete(entry);
      }
    }
  }

  /** From the run's own up to the first that was made for it, as long as they are empty. */
  private void removeEmptyDirectories() {
    Path directory = made == null ? null : path;
    try {
      while (directory != null) {
        Files.delete(directory);
        directory = directory.equals(made) ? null : directory.getParent();
      }
    } catch (IOException e) {
      LOG.debug("{} stays", directory, e); // Another run may have begun there.
    }
  }

  private static RunDirectory owned(Path path, @Nullable Path made, boolean takeOver)
      throws IOException {
    Set<Path> before;
    try (Stream<Path> entries = Files.list(path)) {
      before = entries.collect(Collectors.toUnmodifiableSet());
    }
    RunLock lock = RunLock.acquire(path, takeOver);
    try {
      return new RunDirectory(path, lock, Ownership.claim(path), before, made);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void refuseRun(Path path, Path absolute) {
    if (holdsRun(absolute)) {
      throw new SettingsException(
          "%s already holds a run: choose another run directory, or resume that run"
              .formatted(path));
    }
  }

  private static void refuseCheckpoints(Path path, Path absolute) {
    if (hasCheckpoints(absolute)) {
      throw new SettingsException(
          "%s holds a run that has begun meanwhile: start once more".formatted(path));
    }
  }

  /** Whether there is something to go on from, which may be damaged. */
  static boolean hasCheckpoints(Path path) {
    return !new CheckpointDirectory(checkpointsIn(path), 1).checkpoints().isEmpty();
  }

  /** Whether a directory holds a run, which may be under way. */
  static boolean holdsRun(Path path) {
    return Files.exists(path.toAbsolutePath().normalize().resolve(CONFIG));
  }

  /** The highest directory that does not exist; null if the path itself does. */
  private static @Nullable Path firstMissing(Path path) {
    Path missing = null;
    for (Path p = path; p != null && Files.notExists(p); p = p.getParent()) {
      missing = p;
    }
    return missing;
  }

  private static SettingsException notWritable(Path path, Exception e) {
    return new SettingsException(
        "cannot write to the run directory %s (%s): choose another one".formatted(path, e), e);
  }
}
