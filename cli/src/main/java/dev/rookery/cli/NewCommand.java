package dev.rookery.cli;

import dev.rookery.cli.project.ProjectKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rookery new}. */
@Command(
    name = "new",
    description =
        "Write a small Maven project for an environment or an algorithm of your own, which builds,"
            + " passes its tests and learns.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {NewCommand.OfEnvironment.class, NewCommand.OfAlgorithm.class, HelpCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  rookery new environment LineWalk-v0",
      "  rookery new algorithm my-dqn --kotlin --package org.example.mydqn"
    })
final class NewCommand implements Runnable {

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  /** Without a subcommand there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what: " + String.join(", ", spec.subcommands().keySet()));
  }

  /** {@code rookery new environment}. */
  @Command(
      name = "environment",
      description =
          "Write a project for an environment. NAME is what users type, as LineWalk-v0; without a"
              + " version it has -v0.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  rookery new environment LineWalk-v0 --directory walks/line")
  static final class OfEnvironment extends NewProjectCommand {
    OfEnvironment() {
      super(ProjectKind.ENVIRONMENT, "--algorithm dqn --environment ");
    }
  }

  /** {@code rookery new algorithm}. */
  @Command(
      name = "algorithm",
      description =
          "Write a project for an algorithm that learns values of actions with a loss of its own."
              + " NAME is what users type, as my-dqn.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  rookery new algorithm my-dqn --kotlin")
  static final class OfAlgorithm extends NewProjectCommand {
    OfAlgorithm() {
      super(ProjectKind.ALGORITHM, "--environment CartPole-v1 --algorithm ");
    }
  }
}
