package dev.rookery.runtime.run;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.rookery.RookeryException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.training.TrainingConfig;
import dev.rookery.training.TrainingEngine;
import dev.rookery.training.TrainingRun;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import org.agrona.CloseHelper;

/** Trains in this process: the engine behind {@link dev.rookery.training.Training}. */
public final class RuntimeEngine implements TrainingEngine {

  private static final Path RUNS = Path.of("runs");

  /** For {@link java.util.ServiceLoader}. */
  public RuntimeEngine() {}

  @Override
  public TrainingRun start(Order order) {
    Plugins plugins = Plugins.find().withEnvironments(order.environments());
    ResolvedConfig resolved = ResolvedConfig.of(order.config(), plugins);
    RunDirectory directory = directory(order, resolved.config());
    ConfigFile.write(resolved.config(), directory.config());
    RunParts parts = wire(resolved, directory);
    try (Resumed resumed = Resumed.from(order, parts)) {
      Run run = new Run(parts, resumed.state(), order.onProgress());
      run.start();
      return run;
    } catch (RuntimeException | Error e) {
      CloseHelper.quietCloseAll(parts.metrics(), parts.transport(), parts.algorithm());
      throw e;
    }
  }

  @Override
  public TrainingConfig readConfig(Path runDirectory) {
    return ResolvedConfig.of(
            ConfigFile.read(RunDirectory.open(runDirectory).config()), Plugins.find())
        .config();
  }

  private static RunDirectory directory(Order order, TrainingConfig config) {
    if (order.resume().isPresent()) {
      return RunDirectory.open(order.resume().get());
    }
    return order
        .runDirectory()
        .map(RunDirectory::create)
        .orElseGet(
            () ->
                RunDirectory.createBelow(
                    RUNS,
                    config.algorithm().name(),
                    config.environment().name(),
                    config.run().seed(),
                    LocalDateTime.now()));
  }

  /** Guice wraps what a part throws; people are to see the part's own message. */
  private static RunParts wire(ResolvedConfig resolved, RunDirectory directory) {
    try {
      Injector injector =
          Guice.createInjector(Stage.DEVELOPMENT, new RunModule(resolved, directory));
      return injector.getInstance(RunParts.class);
    } catch (CreationException | ProvisionException e) {
      if (e.getCause() instanceof RookeryException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** The checkpoint that a run goes on from, if it does. */
  private record Resumed(Optional<StateReader> state) implements AutoCloseable {

    static Resumed from(Order order, RunParts parts) {
      return new Resumed(
          order.resume().isPresent()
              ? Optional.of(parts.checkpoints().loadLatest())
              : Optional.empty());
    }

    @Override
    public void close() {
      state.ifPresent(reader -> CloseHelper.quietClose((AutoCloseable) reader));
    }
  }
}
