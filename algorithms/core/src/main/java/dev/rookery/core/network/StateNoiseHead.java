package dev.rookery.core.network;

import ai.djl.nn.Block;
import java.util.List;

/**
 * Means of numbers, and the logarithms of their standard deviations, of state-dependent exploration
 * (gSDE; Raffin et al. 2020, "Smooth exploration for robotic reinforcement learning", equation 6):
 * the noise of number j is {@code Σ_i f_i σ_ji ε_ji}, where {@code f} are the features that the
 * means are a linear function of, {@code σ} is learned, and {@code ε} is standard normal and stays
 * the same for several steps. So over all ε the deviation is {@code √(Σ_i f_i² σ_ji² + 1e-6)}, and
 * the range {@code [means, log deviations]} has the parameters of a {@link
 * dev.rookery.core.distribution.DiagonalGaussian}. The deviations' gradients move σ and not the
 * features, as in Stable-Baselines3.
 *
 * <p>Parameters: those of a {@link TowerHead} and {@code name.log_deviation [numbers, features]}.
 *
 * @param name of the range
 * @param numbers how many
 * @param hidden the sizes of the hidden layers that the means have of their own
 * @param deviation the first one of all numbers where the features' mean square is 1, which is the
 *     most that hyperbolic tangents have
 */
public record StateNoiseHead(String name, int numbers, List<Integer> hidden, double deviation)
    implements Head {

  /** Keeps an immutable copy of the sizes. */
  public StateNoiseHead {
    hidden = List.copyOf(hidden);
  }

  @Override
  public int size() {
    return 2 * numbers;
  }

  @Override
  public Block create(int features, Activation activation, DenseFactory dense) {
    TowerHead means = new TowerHead(name, numbers, hidden, TowerHead.POLICY_GAIN);
    return new StateNoiseLayer(new TowerLayer(means, features, activation, dense), this);
  }
}
