package dev.rookery.cli.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.RookeryException;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.plugins.PluginDirectories;
import dev.rookery.runtime.process.Signals;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The process of one run of a benchmark. The first line of its standard input is a {@link
 * TrainingOrder}; another line asks the run to stop with a checkpoint, and so does the end of
 * input, which means that the benchmark's process is dead. Where the run stands goes to stdout as
 * lines of JSON, warnings and errors go to stderr. Exit status: 0 if the run has ended in order, or
 * stopped.
 */
public final class TrainingMain {

  private static final int FAILED = 1;

  /** How long the run may take to stop once the benchmark's process is dead. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private TrainingMain() {}

  /** Reads the order from the standard input, and trains. */
  public static void main(String[] arguments) {
    // A terminal sends these to all processes; the benchmark then tells this one what to do.
    Signals.handle("INT", number -> {});
    Signals.handle("HUP", number -> {});
    int status = FAILED;
    try {
      train(new BufferedReader(new InputStreamReader(System.in, UTF_8)));
      status = 0;
    } catch (RookeryException e) {
      System.err.println("rookery: " + e.getMessage());
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      e.printStackTrace(System.err);
      System.err.println("rookery: unexpected failure: " + e);
    }
    System.err.flush();
    // Whatever threads are left, there is nothing for them to do.
    Runtime.getRuntime().halt(status);
  }

  private static void train(BufferedReader input) throws IOException, InterruptedException {
    String line = input.readLine();
    if (line == null) {
      throw new RookeryException("there is no order on the standard input");
    }
    TrainingOrder order = TrainingOrder.parse(line);
    PluginDirectories.install();
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    try (TrainingRun run =
        builder(order)
            .onProgress(progress -> out.println(TrainingOrder.progressLine(progress)))
            .start()) {
      Signals.handle("TERM", number -> run.stop());
      Thread main = Thread.currentThread();
      Thread watcher = new Thread(() -> stopOnInput(input, run, main), "rookery-parent");
      watcher.setDaemon(true);
      watcher.start();
      run.await();
    }
  }

  private static Training.Builder builder(TrainingOrder order) {
    Path directory = Path.of(order.directory());
    return order.resume()
        ? Training.resume(directory)
        : Training.builder(ConfigFile.parse(order.config(), "the order").toConfig())
            .runDirectory(directory);
  }

  private static void stopOnInput(BufferedReader input, TrainingRun run, Thread main) {
    try {
      while (input.readLine() != null) {
        run.stop();
      }
    } catch (IOException e) {
      System.err.println("rookery: cannot read from the benchmark's process: " + e);
    }
    run.stop();
    try {
      main.join(STOP_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(FAILED);
  }
}
