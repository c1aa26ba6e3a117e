package dev.rookery.cli.plot;

import dev.rookery.settings.SettingsException;
import java.util.Optional;

/**
 * The metric, band, title and size of a plot.
 *
 * @param metric the values to draw, a column of {@code metrics.csv}, for example {@code
 *     evaluation/return_mean}
 * @param spread what the band around the mean of several runs shows
 * @param title above the picture; empty for the environment's name
 * @param width of the picture, in pixels, at least 400
 * @param height of the picture, in pixels, at least 300
 */
public record PlotOptions(
    String metric, Spread spread, Optional<String> title, int width, int height) {

  /**
   * Checks the size.
   *
   * @throws SettingsException if the picture would be too small to read
   */
  public PlotOptions {
    if (width < 400 || height < 300) {
      throw new SettingsException(
          "a picture of %s × %s is too small: at least 400 × 300".formatted(width, height));
    }
  }

  /** The return of greedy evaluations, with one standard deviation, in 1600 × 1000 pixels. */
  public static PlotOptions defaults() {
    return new PlotOptions(
        "evaluation/return_mean", Spread.STANDARD_DEVIATION, Optional.empty(), 1600, 1000);
  }

  /** A copy for another metric. */
  public PlotOptions withMetric(String newMetric) {
    return new PlotOptions(newMetric, spread, title, width, height);
  }

  /** A copy with another band. */
  public PlotOptions withSpread(Spread newSpread) {
    return new PlotOptions(metric, newSpread, title, width, height);
  }

  /** A copy with this title. */
  public PlotOptions withTitle(String newTitle) {
    return new PlotOptions(metric, spread, Optional.of(newTitle), width, height);
  }

  /** A copy of another size, in pixels. */
  public PlotOptions withSize(int newWidth, int newHeight) {
    return new PlotOptions(metric, spread, title, newWidth, newHeight);
  }
}
