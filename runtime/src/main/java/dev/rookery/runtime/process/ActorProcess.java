package dev.rookery.runtime.process;

import dev.rookery.RookeryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An actor process that was started once. Its output goes to the end of a file. */
final class ActorProcess {

  private static final Logger LOG = LoggerFactory.getLogger(ActorProcess.class);
  private static final int QUOTED_BYTES = 4096;
  private static final int QUOTED_LINES = 3;

  private final Process process;
  private final Path log;
  private final long logStart;

  private ActorProcess(Process process, Path log, long logStart) {
    this.process = process;
    this.log = log;
    this.logStart = logStart;
  }

  /**
   * Starts a process and gives it its order.
   *
   * @throws RookeryException if it cannot be started
   */
  static ActorProcess start(Supplier<ProcessBuilder> jvm, ActorOrder order, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Files.writeString(
          log,
          "--- %s%n".formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS)),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      long logStart = Files.size(log);
      Process process =
          jvm.get()
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      ActorProcess started = new ActorProcess(process, log, logStart);
      started.writeLine(order.toLine());
      return started;
    } catch (IOException | UncheckedIOException e) {
      throw new RookeryException("cannot start an actor process: " + e.getMessage(), e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Completes when the process has ended. */
  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** The exit status of a process that has ended. */
  int exitStatus() {
    return process.exitValue();
  }

  /** Asks the process to leave. The standard input stays open, for its end has another meaning. */
  void askToLeave() {
    writeLine("leave");
  }

  /**
   * Waits until the process has ended.
   *
   * @return whether it has
   */
  boolean await(long nanos) throws InterruptedException {
    return process.waitFor(nanos, TimeUnit.NANOSECONDS);
  }

  /** Ends the process at once. */
  void kill() {
    process.destroyForcibly();
  }

  /** The last lines that the process printed, in one line; empty if there are none. */
  String lastOutput() {
    ByteBuffer end = ByteBuffer.allocate(QUOTED_BYTES);
    try (SeekableByteChannel file = Files.newByteChannel(log)) {
      file.position(Math.max(logStart, file.size() - QUOTED_BYTES));
      while (end.hasRemaining() && file.read(end) >= 0) {}
    } catch (IOException e) {
      return "";
    }
    String text = StandardCharsets.UTF_8.decode(end.flip()).toString();
    List<String> lines = text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()))
        .replace("rookery: ", "");
  }

  /** Says in words how a process with that exit status ended. */
  static String describe(int exitStatus) {
    return exitStatus > 128
        ? "was ended by signal %s".formatted(exitStatus - 128)
        : "ended with exit status %s".formatted(exitStatus);
  }

  /** Writes to the standard input. If the process has ended already, how it ended says more. */
  private void writeLine(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      LOG.debug("Process {} has ended", process.pid(), e);
    }
  }
}
