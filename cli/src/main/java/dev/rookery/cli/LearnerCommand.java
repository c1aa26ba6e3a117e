package dev.rookery.cli;

import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.Given;
import dev.rookery.runtime.membership.AddressFile;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.RunEvent;
import dev.rookery.training.StopReason;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingRun;
import java.nio.file.Path;
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

  @Option(
      names = "--address-file",
      paramLabel = "FILE",
      description =
          "Write to this file where the learner listens, and, when the run is over, that it is; for"
              + " 'rookery actor --address-file' (default: none).")
  private @Nullable Path addressFile;

  @Mixin private TrainingOptions options = new TrainingOptions();

  @Override
  public Integer call() throws InterruptedException {
    Optional<Training.Builder> builder =
        options.builder(new TrainingOptions.CommandSettings(upper(), lower(), true));
    if (builder.isEmpty()) {
      return 0;
    }
    Foreground foreground = new Foreground(spec.commandLine(), options);
    if (addressFile == null) {
      return foreground.run(builder.get().remoteActors(), run -> {}, this::printJoinCommand);
    }
    AddressFile file = new AddressFile(addressFile);
    builder.get().onEvent(event -> tellEnd(event, file));
    return foreground.run(
        builder.get().remoteActors(), run -> file.write(address(run)), this::printJoinCommand);
  }

  private static void tellEnd(RunEvent event, AddressFile file) {
    if (event instanceof RunEvent.Ended ended
        && ended.report().stoppedBecause() != StopReason.STOPPED) {
      file.writeOver();
    }
  }

  /** Where actors reach the learner, for a file. */
  private static String address(TrainingRun training) {
    String address =
        String.valueOf(
            training.invitation().map(how -> how.settings().get("address")).orElse("null"));
    if (ActorCommand.isEverywhere(address)) {
      throw new SettingsException(
          "--address-file needs an address that actors reach, and --listen %s names none: listen at a"
                  .formatted(address)
              + " name or address of this machine");
    }
    return address;
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
