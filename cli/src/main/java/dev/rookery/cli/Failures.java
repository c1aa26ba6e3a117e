package dev.rookery.cli;

import dev.rookery.RookeryException;
import dev.rookery.runtime.ownership.SupersededException;
import dev.rookery.runtime.plugins.PluginDirectories;
import dev.rookery.runtime.plugins.PluginFailure;
import dev.rookery.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line on stderr and an exit status. */
final class Failures
    implements IExecutionStrategy, IParameterExceptionHandler, IExecutionExceptionHandler {

  static final int FAILED = 1;
  static final int USAGE = 2;

  /** Another process has taken the run directory over. */
  static final int SUPERSEDED = 4;

  private final BooleanSupplier verbose;
  private final Supplier<PluginDirectories.Installed> prepare;

  /**
   * Makes the handlers of one command.
   *
   * @param verbose whether stack traces are wanted
   * @param prepare runs before each command, once its options are known; what it returns is closed
   *     after the command
   */
  Failures(BooleanSupplier verbose, Supplier<PluginDirectories.Installed> prepare) {
    this.verbose = verbose;
    this.prepare = prepare;
  }

  /** Runs a command; errors, and failures before it, would not reach picocli's handlers alone. */
  @Override
  public int execute(ParseResult parsed) {
    try {
      PluginDirectories.Installed plugins = prepare.get();
      try {
        return new RunLast().execute(parsed);
      } catch (ExecutionException e) {
        throw e.getCause() == null ? e : failure(parsed, explained(e.getCause()));
      } catch (Error e) {
        throw failure(parsed, explained(e));
      } finally {
        plugins.close();
      }
    } catch (RookeryException | Error e) {
      throw failure(parsed, e);
    }
  }

  private static ExecutionException failure(ParseResult parsed, Throwable cause) {
    return new ExecutionException(parsed.commandSpec().commandLine(), "error", cause);
  }

  /** The failure, or where a plugin does not fit this version, one that says so. */
  private static Throwable explained(Throwable failure) {
    String explanation = PluginFailure.explanation(failure);
    String message =
        failure instanceof RookeryException
            ? String.valueOf(failure.getMessage())
            : failure.toString();
    return explanation.isEmpty() || message.contains(explanation)
        ? failure
        : new RookeryException(message + explanation, failure);
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String suggestion = "";
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      suggestion = suggestions.isEmpty() ? "" : "; did you mean '" + suggestions.get(0) + "'?";
    } else if (String.valueOf(e.getMessage()).contains(InvalidPathException.class.getName())) {
      suggestion = "; for such names Java needs a locale with their letters, as LC_ALL=C.UTF-8";
    }
    print(
        command.getErr(),
        "%s%s (see '%s --help')"
            .formatted(
                oneLine(e.getMessage()), suggestion, command.getCommandSpec().qualifiedName()),
        e);
    return USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    Throwable failure = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    if (failure instanceof RookeryException) {
      print(command.getErr(), oneLine(failure.getMessage()), failure);
      if (SupersededException.isCauseOf(failure)) {
        return SUPERSEDED;
      }
      return failure instanceof SettingsException ? USAGE : FAILED;
    }
    String hint = verbose.getAsBoolean() ? "" : "; run again with --verbose for the stack trace";
    print(command.getErr(), "unexpected failure: " + oneLine(failure.toString()) + hint, failure);
    return FAILED;
  }

  /** Prints problems with which a command can go on. */
  static void warn(PrintWriter err, List<String> problems) {
    problems.forEach(problem -> err.println("rookery: " + problem));
    err.flush();
  }

  private void print(PrintWriter err, String message, Throwable failure) {
    err.println("rookery: " + message);
    if (verbose.getAsBoolean()) {
      failure.printStackTrace(err);
    }
    err.flush();
  }

  private static String oneLine(@Nullable String message) {
    return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
