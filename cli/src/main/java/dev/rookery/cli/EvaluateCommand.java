package dev.rookery.cli;

import dev.rookery.algorithm.Policy;
import dev.rookery.runtime.plugins.EnvironmentFactory;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.roles.GreedyEpisodes;
import dev.rookery.runtime.run.ReportFile;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.Evaluation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery evaluate}. */
@Command(
    name = "evaluate",
    description =
        "Play greedy episodes with a policy that a run wrote: in the environment that it was trained"
            + " in, with the same settings and wrappers, unless others are named. A run directory"
            + " stands for its policy, or for its latest checkpoint while it has none.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  rookery evaluate runs/RUN/policy.onnx --episodes 100 --json",
      "  rookery evaluate runs/RUN/policy.onnx --environment CartPole-v1 --wrap time-limit",
      "  rookery evaluate runs/RUN"
    })
final class EvaluateCommand implements Callable<Integer> {

  private static final int MAXIMUM_EPISODES = 10_000_000;

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // by picocli
  @Parameters(
      paramLabel = "POLICY",
      description = "The policy: an ONNX file, a checkpoint (.npz), or a run directory.")
  private Path policy;

  @Mixin private EnvironmentOptions environment = new EnvironmentOptions();

  @Option(
      names = {"-n", "--episodes"},
      paramLabel = "N",
      defaultValue = "100",
      description = "How many episodes (default: ${DEFAULT-VALUE}).")
  private int episodes;

  @Option(
      names = {"-s", "--seed"},
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides the episodes' seeds (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--maximum-steps",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Steps after which an episode is cut, if it has not ended (default: ${DEFAULT-VALUE}).")
  private int maximumSteps;

  @Option(names = "--json", description = "Print the result as JSON (default: a line of text).")
  private boolean json;

  @Override
  public Integer call() {
    if (episodes < 1 || episodes > MAXIMUM_EPISODES) {
      throw new SettingsException(
          "--episodes must be at least 1, at most %s, not %s"
              .formatted(MAXIMUM_EPISODES, episodes));
    }
    if (maximumSteps < 1) {
      throw new SettingsException("--maximum-steps must be at least 1, not " + maximumSteps);
    }
    Evaluation evaluation;
    try (LoadedPolicy loaded =
        LoadedPolicy.load(
            policy,
            environment.layerForPlaying(),
            Plugins.find(),
            GreedyEpisodes.environmentCount(episodes))) {
      evaluation = play(loaded.environments(), loaded.policy());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json ? ReportFile.toJson(ReportFile.toMap(evaluation)) : Foreground.summary(evaluation));
    out.flush();
    return 0;
  }

  private Evaluation play(EnvironmentFactory environments, Policy loaded) {
    try (GreedyEpisodes greedy =
        new GreedyEpisodes(
            environments.name(),
            environments.copies(GreedyEpisodes.environmentCount(episodes)),
            loaded,
            episodes,
            maximumSteps)) {
      Evaluation evaluation = greedy.play(seed);
      GreedyEpisodes.warnIfCut(evaluation, environments.name(), maximumSteps);
      return evaluation;
    }
  }
}
