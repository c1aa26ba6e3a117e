package dev.rookery.training;

import dev.rookery.environment.EnvironmentProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Does what {@link Training} asks for; the module {@code runtime} provides one. */
public interface TrainingEngine {

  /**
   * One order to train.
   *
   * @param config what to train; for a resumed run, what {@link #readConfig} gave, perhaps with
   *     other limits
   * @param environments given by the program itself, besides those found with {@code ServiceLoader}
   * @param runDirectory where to write; empty for a new directory below {@code runs}
   * @param resume the run directory to go on from
   * @param onProgress is called about once a second, on a thread of the run
   */
  record Order(
      TrainingConfig config,
      List<EnvironmentProvider> environments,
      Optional<Path> runDirectory,
      Optional<Path> resume,
      Consumer<Progress> onProgress) {}

  /**
   * Starts a run.
   *
   * @throws dev.rookery.RookeryException if it cannot start; nothing is left running
   */
  TrainingRun start(Order order);

  /** Reads the configuration that a run was started with from its run directory. */
  TrainingConfig readConfig(Path runDirectory);
}
