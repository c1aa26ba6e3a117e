package {{package}};

import dev.rookery.settings.Setting;

/**
 * The settings of {{name}}, for {@code --set environment.NAME=VALUE}.
 *
 * @param cells of the line
 * @param slipProbability how likely a step does nothing
 * @param maxEpisodeSteps after which an episode is cut
 */
public record {{Name}}Settings(
    @Setting(value = "Cells of the line.", min = 2, max = 1000) int cells,
    @Setting(value = "How likely a step does nothing.", min = 0, max = 0.9) double slipProbability,
    @Setting(value = "Steps after which an episode is cut.", min = 1) int maxEpisodeSteps) {

  /** Ten cells, and one step of ten slips. */
  public static {{Name}}Settings defaults() {
    return new {{Name}}Settings(10, 0.1, 100);
  }
}
