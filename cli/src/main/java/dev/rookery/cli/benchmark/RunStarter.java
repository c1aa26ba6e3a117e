package dev.rookery.cli.benchmark;

import dev.rookery.RookeryException;
import dev.rookery.training.Progress;
import dev.rookery.training.TrainingConfig;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Starts the runs of a benchmark. */
interface RunStarter {

  /** A run that is under way. */
  interface Started {

    /** Asks the run to stop soon, with a checkpoint; does not wait. Any thread may call it. */
    void stop();

    /**
     * Waits until the run has ended.
     *
     * @throws RookeryException if it failed
     */
    void await() throws InterruptedException;
  }

  /**
   * Starts a run, or goes on with the one in the directory.
   *
   * @param config with every setting
   * @param directory of the run
   * @param resume whether there is a run to go on with
   * @param onProgress hears about once a second where it stands
   * @throws RookeryException if it cannot be started
   */
  Started start(
      TrainingConfig config, Path directory, boolean resume, Consumer<Progress> onProgress);
}
