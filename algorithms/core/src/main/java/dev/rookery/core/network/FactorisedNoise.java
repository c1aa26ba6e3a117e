package dev.rookery.core.network;

import dev.rookery.DataType;
import dev.rookery.core.loss.StandardNormal;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Factorised Gaussian noise of a linear layer (Fortunato et al. 2018, section 3): a layer of p
 * inputs and q outputs draws p + q standard normal numbers instead of p · q + q. Each is
 * {@linkplain #scale scaled} first; weight {@code [j, i]} then gets the noise {@code output_j ·
 * input_i}, and bias j gets {@code output_j}.
 *
 * <p>As the input of a network it draws scaled numbers for all of its noisy layers. They are not
 * continuous: each is one of {@value #LEVELS} equally likely ones, which makes five of one random
 * number, the same on every machine.
 */
public final class FactorisedNoise implements RandomInput {

  private static final int BITS = 12;
  private static final int LEVELS = 1 << BITS;

  /** Scaled standard normal quantiles, at the middles of {@link #LEVELS} equal parts. */
  private final float[] table = new float[LEVELS];

  private final NetworkInput input;

  /** Noise for a network whose noisy layers take so many numbers. */
  public FactorisedNoise(int size) {
    input = new NetworkInput(Network.NOISE, DataType.FLOAT32, List.of(size));
    for (int i = 0; i < LEVELS; i++) {
      table[i] = scale((float) StandardNormal.quantile((i + 0.5) / LEVELS));
    }
  }

  @Override
  public NetworkInput input() {
    return input;
  }

  @Override
  public void draw(float[] values, RandomGenerator random) {
    long bits = 0;
    int left = 0;
    for (int i = 0; i < values.length; i++) {
      if (left < BITS) {
        bits = random.nextLong();
        left = Long.SIZE;
      }
      values[i] = table[(int) bits & (LEVELS - 1)];
      bits >>>= BITS;
      left -= BITS;
    }
  }

  /** The scaling {@code sign(x) sqrt(|x|)} (equation 10). */
  public static float scale(float x) {
    return (float) (Math.signum(x) * Math.sqrt(Math.abs(x)));
  }

  /** Scales standard normal numbers in place. */
  public static void scale(float[] noise) {
    for (int i = 0; i < noise.length; i++) {
      noise[i] = scale(noise[i]);
    }
  }

  /**
   * The noisy linear map {@code (weightMu + weightSigma · noise) x + biasMu + biasSigma · noise}
   * (equation 9), as a layer may compute it too: noise of inputs and outputs is multiplied to what
   * goes into and comes out of the plain product with {@code weightSigma}.
   *
   * @param x {@code [batch, inputs]}
   * @param weightMu {@code [outputs, inputs]}
   * @param weightSigma {@code [outputs, inputs]}
   * @param biasMu {@code [outputs]}
   * @param biasSigma {@code [outputs]}
   * @param inputNoise {@code [inputs]}, scaled; all 0: no noise
   * @param outputNoise {@code [outputs]}, scaled; all 0: no noise
   * @param y {@code [batch, outputs]} receives the result
   */
  public static void linear(
      float[] x,
      float[] weightMu,
      float[] weightSigma,
      float[] biasMu,
      float[] biasSigma,
      float[] inputNoise,
      float[] outputNoise,
      float[] y) {
    int inputs = inputNoise.length;
    int outputs = outputNoise.length;
    for (int k = 0; k < y.length; k++) {
      int row = k / outputs * inputs;
      int output = k % outputs;
      double mean = biasMu[output];
      double noise = biasSigma[output];
      for (int i = 0; i < inputs; i++) {
        mean += (double) weightMu[output * inputs + i] * x[row + i];
        noise += (double) weightSigma[output * inputs + i] * inputNoise[i] * x[row + i];
      }
      y[k] = (float) (mean + noise * outputNoise[output]);
    }
  }
}
