package dev.rookery.cli;

import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.Given;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingRun;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery learner}. */
@Command(
    name = "learner",
    description = {
      "Run the learner of a training, or go on with a run, whose actors join from other processes"
          + " or machines by 'rookery actor'.",
      "It waits ten minutes for actors, at the start and whenever none is left;"
          + " --set run.timeoutSeconds=S changes that."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  rookery learner --algorithm dqn --environment CartPole-v1 --actors 3 --seed 7",
      "  rookery learner -a dqn -e CartPole-v1 --actors 16 --listen learner.example:7043",
      "  rookery learner --resume runs/RUN --listen learner.example:7043"
    })
final class LearnerCommand implements Callable<Integer> {

  private static final String DEFAULT_TIMEOUT_SECONDS = "600";

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Where actors join, by UDP: a name or address of this machine, and the first of two ports"
              + " that follow each other (default: localhost:7043, this machine only).")
  private @Nullable String listen;

  @Mixin private TrainingOptions options = new TrainingOptions();

  @Override
  public Integer call() throws InterruptedException {
    Optional<Training.Builder> builder =
        options.builder(new TrainingOptions.CommandSettings(upper(), lower(), true));
    return builder.isEmpty()
        ? 0
        : new Foreground(spec.commandLine(), options)
            .run(builder.get().remoteActors(), this::printJoinCommand);
  }

  /** The address, and no actor processes, whatever the file says of them. */
  private ConfigLayer upper() {
    Map<String, Given> address = new LinkedHashMap<>();
    if (listen != null) {
      address.put("channel", new Given("udp", "--listen: "));
      address.put("address", new Given(listen, "--listen: "));
    }
    return ConfigLayer.EMPTY
        .withTransport(new Section(null, address))
        .withRun(Map.of("actorProcesses", Given.of(0)));
  }

  private static ConfigLayer lower() {
    return ConfigLayer.EMPTY
        .withTransport(Section.of("aeron", Map.of("channel", Given.of("udp"))))
        .withRun(Map.of("timeoutSeconds", Given.of(DEFAULT_TIMEOUT_SECONDS)));
  }

  private void printJoinCommand(TrainingRun training) {
    training
        .invitation()
        .ifPresent(
            invitation ->
                spec.commandLine()
                    .getErr()
                    .println("Actors join with: " + ActorCommand.joinCommand(invitation)));
  }
}
