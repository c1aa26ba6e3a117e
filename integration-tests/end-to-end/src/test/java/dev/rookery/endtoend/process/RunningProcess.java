package dev.rookery.endtoend.process;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A process whose output goes to files. Nothing waits for it longer than a limit. */
public final class RunningProcess {

  /** Many times what anything here takes. */
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final Process process;
  private final Path logs;

  RunningProcess(Process process, Path logs) {
    this.process = process;
    this.logs = logs;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until something is so, while the process runs. */
  void awaitWhileAlive(String what, BooleanSupplier condition)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
        fail("the process ended before there was %s: %s".formatted(what, result()));
      }
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        process.destroyForcibly();
        fail("waited too long for %s: %s".formatted(what, result()));
      }
    }
  }

  /** Checks that something stays so for a while, and that the process runs on. */
  void assertWhileAlive(String what, Duration time, BooleanSupplier condition)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
        fail("the process ended while %s: %s".formatted(what, result()));
      }
      if (!condition.getAsBoolean()) {
        fail("not so any more: " + what);
      }
    }
  }

  /** Stops the process, as {@code SIGSTOP} does. */
  void suspend() throws IOException, InterruptedException {
    signal("STOP", process.toHandle());
  }

  /** Lets a suspended process go on. */
  void resume() throws IOException, InterruptedException {
    signal("CONT", process.toHandle());
  }

  /** Sends a signal of the system. */
  void signal(int number) throws IOException, InterruptedException {
    signal(Integer.toString(number), process.toHandle());
  }

  /** Sends a signal of the system to any process. */
  static void signal(int number, ProcessHandle target) throws IOException, InterruptedException {
    signal(Integer.toString(number), target);
  }

  /**
   * If nothing that is started here can notice a signal. So it is with the one of Ctrl-C where a
   * shell has started the tests in the background.
   */
  static boolean isIgnoredHere(int number) throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .anyMatch(signals -> (signals >> (number - 1) & 1) == 1);
  }

  private static void signal(String signal, ProcessHandle target)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(signal, target.pid()))
            .inheritIO()
            .start();
    if (!kill.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
      kill.destroyForcibly();
      fail("cannot send signal %s to process %d".formatted(signal, target.pid()));
    }
  }

  /** The processes that it has started and that are alive. */
  List<ProcessHandle> children() {
    return process.toHandle().children().filter(ProcessHandle::isAlive).toList();
  }

  /** What it has printed to stderr so far. */
  String err() {
    try {
      return Files.readString(logs.resolve("err"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until processes have ended, whoever started them. */
  static void awaitEnd(List<ProcessHandle> processes)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (ProcessHandle each : processes) {
      each.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Ends the process at once, as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits for the end. */
  public CommandResult result() throws IOException, InterruptedException {
    return result(LIMIT);
  }

  /** Waits for the end, for a time of its own. */
  public CommandResult result(Duration limit) throws IOException, InterruptedException {
    boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    CommandResult result =
        new CommandResult(
            process.exitValue(),
            Files.readString(logs.resolve("out")),
            Files.readString(logs.resolve("err")));
    if (!ended) {
      fail("the process did not end within %s: %s".formatted(limit, result));
    }
    return result;
  }
}
