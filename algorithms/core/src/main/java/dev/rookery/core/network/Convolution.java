package dev.rookery.core.network;

import dev.rookery.settings.SettingsException;
import java.util.List;

/**
 * The size of a convolution with square kernels and no padding.
 *
 * @param filters how many output channels
 * @param kernel the kernel's height and width, in pixels
 * @param stride how many pixels it moves, in both directions
 */
public record Convolution(int filters, int kernel, int stride) {

  /** The three layers of the network for Atari screens (Mnih et al. 2015, "Methods"). */
  public static final List<Convolution> NATURE =
      List.of(new Convolution(32, 8, 4), new Convolution(64, 4, 2), new Convolution(64, 3, 1));

  /** The one layer of the network for MinAtar (Young and Tian 2019, section 3). */
  public static final List<Convolution> MIN_ATAR = List.of(new Convolution(16, 3, 1));

  /**
   * Checks the numbers.
   *
   * @throws SettingsException if one is below 1
   */
  public Convolution {
    if (filters < 1 || kernel < 1 || stride < 1) {
      throw new SettingsException(
          "a convolution's filters, kernel and stride must be at least 1, not %s, %s, %s"
              .formatted(filters, kernel, stride));
    }
  }

  /**
   * The height or width that it makes of {@code inputSize}.
   *
   * @throws SettingsException if the kernel is larger than that
   */
  int outputSize(int inputSize) {
    if (inputSize < kernel) {
      throw new SettingsException(
          "a convolution with a kernel of %s pixels does not fit on %s pixels; use a smaller kernel"
                  .formatted(kernel, inputSize)
              + " or fewer convolutions");
    }
    return (inputSize - kernel) / stride + 1;
  }
}
