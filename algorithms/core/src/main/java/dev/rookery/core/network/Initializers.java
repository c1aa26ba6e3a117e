package dev.rookery.core.network;

import ai.djl.nn.Block;
import dev.rookery.Seeds;
import dev.rookery.parameters.ParameterLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * First values of parameters: a function of a seed and the parameter's name and shape alone, so the
 * same on every machine, and what one parameter gets does not depend on the others.
 */
public final class Initializers {

  /** Fills one parameter. */
  @FunctionalInterface
  public interface Initializer {
    /**
     * Writes the values.
     *
     * @param values {@code [rows, columns]}, row-major: one row for each output, one column for
     *     each weight that leads to it; a bias has one column
     * @param fanIn how many numbers each output of the layer is computed from
     */
    void fill(float[] values, int rows, int fanIn, SplittableRandom random);
  }

  private Initializers() {}

  /**
   * Uniform in {@code ±1/√fanIn}: what PyTorch gives to weights and biases of {@code Linear} and
   * {@code Conv2d}.
   */
  public static Initializer uniform() {
    return (values, rows, fanIn, random) -> {
      double bound = 1 / Math.sqrt(fanIn);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-bound, bound);
      }
    };
  }

  /** Uniform in {@code ±bound}. */
  public static Initializer uniform(double bound) {
    return (values, rows, fanIn, random) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-bound, bound);
      }
    };
  }

  /** The same value everywhere. */
  public static Initializer constant(double value) {
    return (values, rows, fanIn, random) -> Arrays.fill(values, (float) value);
  }

  /**
   * A random matrix with orthogonal rows, or columns where it has fewer of them, each of length
   * {@code gain} (Saxe et al. 2014).
   */
  public static Initializer orthogonal(double gain) {
    return (values, rows, fanIn, random) -> {
      int columns = values.length / rows;
      double[][] basis = Orthogonal.basis(Math.min(rows, columns), Math.max(rows, columns), random);
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          double entry = rows <= columns ? basis[row][column] : basis[column][row];
          values[row * columns + column] = (float) (gain * entry);
        }
      }
    };
  }

  /** {@link #orthogonal} for the weights of a dense layer, and 0 for its biases. */
  public static Initializer orthogonalLayer(double gain) {
    Initializer weights = orthogonal(gain);
    return (values, rows, fanIn, random) -> {
      boolean bias = values.length == rows && fanIn > 1;
      if (!bias) {
        weights.fill(values, rows, fanIn, random);
      }
    };
  }

  /**
   * All first values of a network, in the order of its layout: those that its {@link Layer}s have
   * for their parameters, and {@link #uniform} for those of other blocks.
   */
  public static float[] firstValues(Block network, long seed) {
    Map<String, Initializer> own = new HashMap<>();
    NamedParameters.visit(
        network,
        (prefix, block) -> {
          if (block instanceof Layer layer) {
            layer
                .getDirectParameters()
                .keys()
                .forEach(name -> own.put(prefix + name, layer.initializer(name)));
          }
        });
    Initializer other = uniform();
    ParameterLayout layout = NamedParameters.layout(NamedParameters.of(network));
    return fill(layout, seed, name -> own.getOrDefault(name, other));
  }

  /** All values of a network, each parameter {@link #uniform}. */
  public static float[] uniform(ParameterLayout layout, long seed) {
    Initializer uniform = uniform();
    return fill(layout, seed, name -> uniform);
  }

  /**
   * All values of a network, in the layout's order.
   *
   * @param choice the initializer for each parameter, by name
   */
  public static float[] fill(
      ParameterLayout layout, long seed, Function<String, Initializer> choice) {
    float[] all = new float[layout.size()];
    for (ParameterLayout.Entry entry : layout.entries()) {
      float[] values = new float[entry.size()];
      SplittableRandom random = new SplittableRandom(Seeds.derive(seed, entry.name()));
      int rows = Math.toIntExact(entry.shape().get(0));
      choice.apply(entry.name()).fill(values, rows, fanIn(entry, layout.entries()), random);
      System.arraycopy(values, 0, all, entry.offset(), entry.size());
    }
    return all;
  }

  /** A bias takes it from the weight beside it. */
  private static int fanIn(ParameterLayout.Entry entry, List<ParameterLayout.Entry> entries) {
    String block = entry.name().substring(0, entry.name().lastIndexOf('.') + 1);
    ParameterLayout.Entry weight =
        entries.stream()
            .filter(other -> other.shape().size() > 1)
            .filter(other -> other.name().startsWith(block))
            .filter(other -> other.name().indexOf('.', block.length()) < 0)
            .findFirst()
            .orElse(entry);
    ParameterLayout.Entry matrix = entry.shape().size() > 1 ? entry : weight;
    return Math.toIntExact(Math.max(1, matrix.size() / matrix.shape().get(0)));
  }
}
