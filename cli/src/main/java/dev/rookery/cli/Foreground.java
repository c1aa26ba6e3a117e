package dev.rookery.cli;

import dev.rookery.cli.shell.ShellWord;
import dev.rookery.runtime.metrics.ConsoleProgress;
import dev.rookery.runtime.run.ReportFile;
import dev.rookery.training.Evaluation;
import dev.rookery.training.KeptPolicy;
import dev.rookery.training.StopReason;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;
import picocli.CommandLine;

/** Runs a training to its end, shows its progress, and prints its report. */
final class Foreground {

  private final CommandLine command;
  private final TrainingOptions options;

  Foreground(CommandLine command, TrainingOptions options) {
    this.command = command;
    this.options = options;
  }

  /**
   * Runs the training.
   *
   * @param onStart is called when it has started
   * @param tell is called then too, unless the user wants quiet
   * @return the exit status
   */
  int run(Training.Builder builder, Consumer<TrainingRun> onStart, Consumer<TrainingRun> tell)
      throws InterruptedException {
    PrintWriter out = command.getOut();
    PrintWriter err = command.getErr();
    Interrupts interrupts;
    TrainingReport report;
    try (ConsoleProgress progress = display();
        TrainingRun training = builder.onProgress(options.quiet() ? p -> {} : progress).start()) {
      interrupts = Interrupts.stopping(training, err);
      onStart.accept(training);
      if (!options.quiet()) {
        err.println("Writing to " + training.runDirectory());
        tell.accept(training);
        err.flush();
      }
      report = training.await();
    }
    if (options.json()) {
      out.println(ReportFile.toJson(report));
    } else {
      out.print(summary(report));
    }
    out.flush();
    if (report.stoppedBecause() == StopReason.STOPPED) {
      err.printf(
          "To go on: %s --resume %s%n",
          command.getCommandSpec().qualifiedName(),
          ShellWord.quote(report.runDirectory().toString()));
      err.flush();
    }
    OptionalInt signal = interrupts.exitStatus();
    return signal.isPresent() && report.stoppedBecause() == StopReason.STOPPED
        ? options.stoppedStatus(signal.getAsInt())
        : signal.orElse(0);
  }

  private static ConsoleProgress display() {
    return ConsoleProgress.on(System.err, System.getenv());
  }

  private static String summary(TrainingReport report) {
    return String.format(
        Locale.ROOT,
        """
        %s on %s: %s
        %s
        %s
        %,d environment steps (%,.0f/s) and %,d updates (%,.0f/s) in %,.1f s
        Policy: %s
        """,
        report.algorithm(),
        report.environment(),
        switch (report.stoppedBecause()) {
          case RETURN_REACHED -> "reached the return it should";
          case STEPS_REACHED -> "reached the limit of steps";
          case STOPPED -> "stopped on request";
        },
        summary(report.evaluation()),
        other(report),
        report.environmentSteps(),
        report.environmentStepsPerSecond(),
        report.learnerSteps(),
        report.learnerStepsPerSecond(),
        report.wallSeconds(),
        report.runDirectory().resolve("policy.onnx"));
  }

  /** An evaluation in one line. */
  static String summary(Evaluation evaluation) {
    return evaluation.episodes() == 0
        ? "Not evaluated: no episode had ended when the run was stopped"
        : String.format(
            Locale.ROOT,
            "Mean return %.2f over %d greedy episodes (standard deviation %.2f, from %.2f to %.2f%s)",
            evaluation.meanReturn(),
            evaluation.episodes(),
            evaluation.standardDeviation(),
            evaluation.minimum(),
            evaluation.maximum(),
            cut(evaluation));
  }

  /** Tells in the summary of an evaluation how many episodes were cut, if any. */
  private static String cut(Evaluation evaluation) {
    return evaluation.cutEpisodes() == 0
        ? ""
        : String.format(Locale.ROOT, "; %d of them cut", evaluation.cutEpisodes());
  }

  /** The line about the policy that is not kept, of the last and the best. */
  private static String other(TrainingReport report) {
    return report.kept() == KeptPolicy.BEST
        ? String.format(
            Locale.ROOT,
            "That is the best, of %,d steps; the last had %.2f",
            report.bestEnvironmentSteps(),
            report.lastEvaluation().meanReturn())
        : String.format(
            Locale.ROOT,
            "The best had %.2f, after %,d steps: %s",
            report.bestEvaluation().meanReturn(),
            report.bestEnvironmentSteps(),
            report.runDirectory().resolve("best-policy.onnx"));
  }
}
