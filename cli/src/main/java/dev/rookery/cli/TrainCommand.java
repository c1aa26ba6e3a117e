package dev.rookery.cli;

import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.Given;
import dev.rookery.training.Training;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery train}. */
@Command(
    name = "train",
    description = "Train an agent, or go on with a run.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  rookery train --algorithm dqn --environment CartPole-v1 --stop-at-return 475 --seed 7",
      "  rookery train -a dqn -e CartPole-v1 --actors 2 --set learningRate=1e-3 --set run.steps=1e5",
      "  rookery train -a dqn -e CartPole-v1 --transport aeron --actor-processes 3",
      "  rookery train -a dqn -e MountainCar-v0 --wrap reward-scale:factor=0.1 --print-config",
      "  rookery train --config runs/RUN/config.yaml --seed 8",
      "  rookery train --resume runs/RUN --steps 1000000",
      "  rookery train -a dqn -e CartPole-v1 --start-from runs/RUN"
    })
final class TrainCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private TrainingOptions options = new TrainingOptions();

  @Option(
      names = "--actor-processes",
      paramLabel = "N",
      description =
          "Spread the actors over so many processes of this host, and restart those that die; without"
              + " --actors, one in each. Needs a transport such as aeron (default: 0, threads).")
  private @Nullable String actorProcesses;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, Given> processes =
        actorProcesses == null
            ? Map.of()
            : Map.of("actorProcesses", new Given(actorProcesses, "--actor-processes: "));
    ConfigLayer upper = ConfigLayer.EMPTY.withRun(processes);
    Optional<Training.Builder> builder =
        options.builder(new TrainingOptions.CommandSettings(upper, ConfigLayer.EMPTY, false));
    return builder.isEmpty()
        ? 0
        : new Foreground(spec.commandLine(), options)
            .run(builder.get(), training -> {}, training -> {});
  }
}
