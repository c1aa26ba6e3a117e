package dev.rookery.cli.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.RookeryException;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.process.ChildJvm;
import dev.rookery.training.Progress;
import dev.rookery.training.TrainingConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run in a process of its own, with the same Java and options as this one: no run finds code that
 * an earlier one has warmed up or memory that it has left, so that its wall clock is that of the
 * command alone, and a run that fails takes no other with it.
 */
final class TrainingProcess implements RunStarter.Started {

  /** In the run's directory, for what its latest process prints to stderr. */
  private static final String LOG = "benchmark.log";

  private static final int QUOTED_LINES = 3;

  private final Process process;
  private final Path log;
  private final Thread reader;

  private TrainingProcess(Process process, Path log, Consumer<Progress> onProgress) {
    this.process = process;
    this.log = log;
    reader = new Thread(() -> read(onProgress), "rookery-run-progress");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a process; see {@link RunStarter#start}. */
  static TrainingProcess start(
      TrainingConfig config, Path directory, boolean resume, Consumer<Progress> onProgress) {
    try {
      Files.createDirectories(directory);
      Path log = directory.resolve(LOG);
      Process process =
          ChildJvm.alike(TrainingMain.class.getName())
              .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
              .start();
      TrainingProcess started = new TrainingProcess(process, log, onProgress);
      started.writeLine(
          new TrainingOrder(
                  directory.toAbsolutePath().toString(), resume, ConfigFile.format(config))
              .toLine());
      return started;
    } catch (IOException e) {
      throw new RookeryException("cannot start a run's process: " + e.getMessage(), e);
    }
  }

  @Override
  public void stop() {
    writeLine("stop");
  }

  @Override
  public void await() throws InterruptedException {
    int status = process.waitFor();
    reader.join();
    if (status != 0) {
      throw new RookeryException(
          "%s (%s)"
              .formatted(
                  status > 128 ? "its process was ended by signal " + (status - 128) : lastOutput(),
                  log));
    }
  }

  private void read(Consumer<Progress> onProgress) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        TrainingOrder.progress(line).ifPresent(onProgress);
      }
    } catch (IOException e) {
      // The process has ended; its exit status says how.
    }
  }

  /** The last lines that the process printed to stderr, in one line. */
  private String lastOutput() {
    try {
      List<String> lines =
          Files.readString(log).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
      return String.join(
              " | ", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()))
          .replace("rookery: ", "");
    } catch (IOException e) {
      return "it left no message";
    }
  }

  /** Writes to the standard input. If the process has ended already, how it ended says more. */
  private synchronized void writeLine(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      // See above.
    }
  }
}
