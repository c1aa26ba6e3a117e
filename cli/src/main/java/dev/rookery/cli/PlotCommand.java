package dev.rookery.cli;

import dev.rookery.cli.plot.Plot;
import dev.rookery.cli.plot.PlotOptions;
import dev.rookery.cli.plot.Spread;
import dev.rookery.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery plot}. */
@Command(
    name = "plot",
    description =
        "Draw learning curves of runs as a picture; runs that differ only in seeds share a curve.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  rookery plot runs/*",
      "  rookery plot runs/A runs/B --metric episode/return_mean --output returns.png"
    })
final class PlotCommand implements Callable<Integer> {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // by picocli
  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Run directories.")
  private List<Path> runs;

  @Option(
      names = {"-m", "--metric"},
      paramLabel = "NAME",
      defaultValue = "evaluation/return_mean",
      description = "A column of the runs' metrics.csv (default: ${DEFAULT-VALUE}).")
  private String metric = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "curves.png",
      description = "Where to write the picture, a PNG (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("");

  @Option(
      names = "--range",
      description =
          "Shade from the lowest run to the highest (default: one standard deviation to each"
              + " side of the mean).")
  private boolean range;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "Above the picture (default: the environment's name).")
  private @Nullable String title;

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      defaultValue = "1600x1000",
      description = "Of the picture, in pixels (default: ${DEFAULT-VALUE}).")
  private String size = "";

  @Override
  public Integer call() {
    PlotOptions options = PlotOptions.defaults().withMetric(metric);
    options = range ? options.withSpread(Spread.MINIMUM_MAXIMUM) : options;
    options = title == null ? options : options.withTitle(title);
    Plot plot = Plot.of(runs, sized(options));
    PrintWriter err = spec.commandLine().getErr();
    for (Path run : plot.withoutData()) {
      err.println("rookery: not in the picture, since it has no %s: %s".formatted(metric, run));
    }
    err.flush();
    plot.write(output);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Wrote " + output);
    out.flush();
    return 0;
  }

  private PlotOptions sized(PlotOptions options) {
    Matcher sides = SIZE.matcher(size);
    if (!sides.matches()) {
      throw new SettingsException(
          "--size must be WIDTHxHEIGHT in pixels, not '%s'".formatted(size));
    }
    return options.withSize(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
  }
}
