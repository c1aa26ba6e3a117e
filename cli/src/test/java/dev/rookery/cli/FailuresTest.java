package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.runtime.plugins.PluginDirectories;
import dev.rookery.settings.SettingsException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {

  private final StringWriter err = new StringWriter();

  @Test
  void settingsAreTheUsersFaultAndOtherFailuresAreNot() {
    assertEquals(
        2,
        run(
            false,
            () -> {
              throw new SettingsException("wrong");
            }));
    assertEquals(
        1,
        run(
            false,
            () -> {
              throw new RookeryException("broken\n  in two lines");
            }));
    assertEquals("rookery: wrong\nrookery: broken in two lines\n", err.toString());
  }

  @Test
  void whatNobodyExpectedIsOneLineWithAHint() {
    assertEquals(
        1,
        run(
            false,
            () -> {
              throw new IllegalStateException("oops");
            }));
    assertEquals(
        "rookery: unexpected failure: java.lang.IllegalStateException: oops; run again with"
            + " --verbose for the stack trace\n",
        err.toString());
  }

  @Test
  void errorsAreReportedLikeExceptions() {
    assertEquals(
        1,
        run(
            true,
            () -> {
              throw new OutOfMemoryError("heap");
            }));
    assertTrue(
        err.toString().startsWith("rookery: unexpected failure: java.lang.OutOfMemoryError: heap"));
    assertTrue(err.toString().contains("\tat "));
    assertFalse(err.toString().contains("--verbose"));
  }

  @Command
  private record Failing(Callable<Integer> body) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      return body.call();
    }
  }

  private int run(boolean verbose, Callable<Integer> body) {
    Failures failures = new Failures(() -> verbose, PluginDirectories::install);
    return new CommandLine(new Failing(body))
        .setErr(new PrintWriter(err))
        .setExecutionStrategy(failures)
        .setExecutionExceptionHandler(failures)
        .execute();
  }
}
