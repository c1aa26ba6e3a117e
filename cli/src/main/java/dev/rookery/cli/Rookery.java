package dev.rookery.cli;

import dev.rookery.runtime.plugins.PluginDirectories;
import dev.rookery.runtime.process.JvmCheck;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code rookery}. What it answers goes to stdout; progress, warnings and errors go to
 * stderr. Exit status: 0 if all went well, 1 if a run failed, 2 if the command or a setting was
 * wrong, 3 if a run was stopped and its last checkpoint not waited for, 4 if another process has
 * taken its run directory over, 128 plus the signal's number if a signal ended it in order.
 */
@Command(
    name = "rookery",
    description = "Distributed reinforcement learning for the JVM.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      TrainCommand.class,
      LearnerCommand.class,
      ActorCommand.class,
      EvaluateCommand.class,
      BenchmarkCommand.class,
      WatchCommand.class,
      PlotCommand.class,
      ListCommand.class,
      DescribeCommand.class,
      NewCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rookery train --algorithm dqn --environment CartPole-v1 --seed 7",
      "  rookery learner --algorithm dqn --environment CartPole-v1 --actors 2",
      "  rookery actor --connect localhost:7043",
      "  rookery evaluate runs/RUN/policy.onnx --environment CartPole-v1",
      "  rookery benchmark --suite classic --algorithms dqn --seeds 1-5",
      "  rookery watch runs/RUN",
      "  rookery plot runs/* --output curves.png",
      "  rookery describe dqn",
      "  rookery new environment LineWalk-v0"
    })
public final class Rookery implements Runnable {

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log what happens, and print stack traces of errors (default: off).")
  private boolean verbose;

  private Rookery() {}

  /** Runs the command and ends the process. */
  public static void main(String[] args) {
    CheckedOutput output = new CheckedOutput(new FileOutputStream(FileDescriptor.out));
    PrintWriter out = new PrintWriter(output, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status = execute(out, err, args);
    out.flush();
    IOException failure = output.failure();
    if (failure != null) {
      err.println("rookery: cannot write to the standard output: " + failure.getMessage());
      status = status == 0 ? Failures.FAILED : status;
    }
    System.exit(status);
  }

  /**
   * Runs the command.
   *
   * @param out for answers
   * @param err for progress, warnings and errors
   * @return the exit status
   */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    return commandLine().setOut(out).setErr(err).execute(args);
  }

  /** The command, ready to run or to be embedded; each use needs one of its own. */
  public static CommandLine commandLine() {
    Rookery rookery = new Rookery();
    Failures failures = new Failures(() -> rookery.verbose, rookery::prepare);
    return new CommandLine(rookery)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setExecutionStrategy(failures);
  }

  /** Without a subcommand there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: " + String.join(", ", spec.subcommands().keySet()));
  }

  private PluginDirectories.Installed prepare() {
    if (verbose) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }
    JvmCheck.workingDirectory();
    return PluginDirectories.install();
  }
}
