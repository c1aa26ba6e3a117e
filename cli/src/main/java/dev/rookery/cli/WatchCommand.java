package dev.rookery.cli;

import dev.rookery.RookeryException;
import dev.rookery.Seeds;
import dev.rookery.algorithm.Policy;
import dev.rookery.cli.watch.ActionChooser;
import dev.rookery.cli.watch.GifScreen;
import dev.rookery.cli.watch.ProgressScreen;
import dev.rookery.cli.watch.Screen;
import dev.rookery.cli.watch.TerminalScreen;
import dev.rookery.cli.watch.TerminalSize;
import dev.rookery.cli.watch.WatchedEpisodes;
import dev.rookery.render.Frame;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.EnvironmentFactory;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.process.Signals;
import dev.rookery.runtime.process.TerminalCheck;
import dev.rookery.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery watch}. */
@Command(
    name = "watch",
    description =
        "Play greedy episodes in the terminal, or into a GIF, with a policy that a run wrote: in the"
            + " environment that it was trained in, with the same settings and wrappers, unless"
            + " others are named. Without a policy the actions are random.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  rookery watch runs/RUN",
      "  rookery watch runs/RUN/policy.onnx --episodes 1 --gif breakout.gif",
      "  rookery watch --environment Taxi-v4 --fps 2"
    })
final class WatchCommand implements Callable<Integer> {

  private static final double LOWEST_RATE = 0.1;
  private static final double HIGHEST_RATE = GifScreen.MAXIMUM_FRAMES_PER_SECOND;

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "POLICY",
      arity = "0..1",
      description =
          "The policy: an ONNX file, a checkpoint (.npz), or a run directory (default: random"
              + " actions in --environment).")
  private @Nullable Path policy;

  @Mixin private EnvironmentOptions environment = new EnvironmentOptions();

  @Option(
      names = {"-n", "--episodes"},
      paramLabel = "N",
      defaultValue = "3",
      description = "How many episodes (default: ${DEFAULT-VALUE}).")
  private int episodes;

  @Option(
      names = {"-s", "--seed"},
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides the episodes' seeds (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--fps",
      paramLabel = "X",
      description = "Steps shown per second, 0.1 to 50 (default: the environment's own).")
  private @Nullable Double framesPerSecond;

  @Option(
      names = "--width",
      paramLabel = "N",
      description =
          "Width of the picture: columns of the terminal, or pixels of the GIF (default: what fits,"
              + " or about 320 pixels).")
  private @Nullable Integer width;

  @Option(
      names = "--gif",
      paramLabel = "FILE",
      description =
          "Write an animated GIF, and play nothing in the terminal (default: the terminal).")
  private @Nullable Path gif;

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "1000",
      description = "The most frames that a GIF may have (default: ${DEFAULT-VALUE}).")
  private int frames;

  @Override
  public Integer call() {
    checkOptions();
    if (gif == null && !TerminalCheck.canRedraw(System.getenv())) {
      throw new SettingsException("there is no terminal to play in: use --gif FILE");
    }
    ConfigLayer layer = environment.layerForPlaying();
    if (policy == null) {
      play(ResolvedConfig.environments(layer, Plugins.find()), null);
      return 0;
    }
    try (LoadedPolicy loaded = LoadedPolicy.load(policy, layer, Plugins.find(), 1)) {
      play(loaded.environments(), loaded.policy());
    }
    return 0;
  }

  private void checkOptions() {
    require(episodes >= 1, "--episodes must be at least 1, not " + episodes);
    require(frames >= 1, "--frames must be at least 1, not " + frames);
    require(
        width == null || (width >= 1 && width <= Frame.MAXIMUM_SIZE),
        "--width must be at least 1, at most %s, not %s".formatted(Frame.MAXIMUM_SIZE, width));
    require(
        framesPerSecond == null
            || (framesPerSecond >= LOWEST_RATE && framesPerSecond <= HIGHEST_RATE),
        "--fps must be at least 0.1, at most 50, not " + framesPerSecond);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new SettingsException(message);
    }
  }

  private void play(EnvironmentFactory environments, @Nullable Policy loaded) {
    try (WatchedEpisodes watched = new WatchedEpisodes(environments.name(), environments.get())) {
      ActionChooser chooser =
          loaded == null
              ? ActionChooser.random(watched.actionSpace(), Seeds.derive(seed, "actions"))
              : ActionChooser.of(loaded);
      if (gif == null) {
        playInTerminal(watched, chooser);
      } else {
        playInto(gif, watched, chooser);
      }
    }
  }

  private void playInTerminal(WatchedEpisodes watched, ActionChooser chooser) {
    PrintWriter out = spec.commandLine().getOut();
    List<Double> returns;
    try (TerminalScreen screen =
        new TerminalScreen(
            out,
            watched.renderer(),
            TerminalSize.ofThisProcess(),
            TerminalScreen.knowsTrueColour(System.getenv()),
            width == null ? 0 : width,
            rate(watched))) {
      restoreAtSignals(screen::close);
      returns = watched.play(chooser, episodes, seed, screen);
    }
    out.println(summary(returns));
    out.flush();
  }

  /** Ctrl-C, or a request to terminate, leaves the terminal as it was and ends the process. */
  private static void restoreAtSignals(Runnable restore) {
    for (String signal : List.of("INT", "TERM", "HUP")) {
      Signals.handle(
          signal,
          number -> {
            restore.run();
            Runtime.getRuntime().halt(128 + number);
          });
    }
  }

  private void playInto(Path file, WatchedEpisodes watched, ActionChooser chooser) {
    PrintWriter out = spec.commandLine().getOut();
    try (GifScreen screen =
        new GifScreen(watched.renderer(), width == null ? 0 : width, rate(watched), frames)) {
      List<Double> returns = playWithProgress(watched, chooser, screen);
      screen.write(file);
      String limit = returns.size() < episodes ? ", as many as --frames allows" : "";
      out.printf(
          Locale.ROOT,
          "Wrote %s: %d frames of %d x %d pixels%s%n%s%n",
          file,
          screen.frames(),
          screen.width(),
          screen.height(),
          limit,
          summary(returns));
      out.flush();
    }
  }

  private List<Double> playWithProgress(
      WatchedEpisodes watched, ActionChooser chooser, Screen screen) {
    if (!TerminalCheck.canRedraw(System.getenv())) {
      return watched.play(chooser, episodes, seed, screen);
    }
    try (ProgressScreen progress = new ProgressScreen(screen, spec.commandLine().getErr())) {
      return watched.play(chooser, episodes, seed, progress);
    }
  }

  private double rate(WatchedEpisodes watched) {
    if (framesPerSecond != null) {
      return framesPerSecond;
    }
    double own = watched.renderer().framesPerSecond();
    if (!(own > 0)) {
      throw new RookeryException(
          "the environment's renderer wants %s frames per second, which must be above 0: use --fps"
              .formatted(own));
    }
    return Math.min(Math.max(own, LOWEST_RATE), HIGHEST_RATE);
  }

  private static String summary(List<Double> returns) {
    return returns.isEmpty()
        ? "No episode ended"
        : String.format(
            Locale.ROOT,
            "Mean return %.2f over %d %s",
            returns.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
            returns.size(),
            returns.size() == 1 ? "episode" : "episodes");
  }
}
