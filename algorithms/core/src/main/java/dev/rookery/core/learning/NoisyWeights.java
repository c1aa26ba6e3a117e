package dev.rookery.core.learning;

import dev.rookery.core.network.FactorisedNoise;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NoisyDenseLayer;
import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.parameters.ParameterLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A noisy network as an ordinary one: the weights that its layers have with one draw of noise,
 * {@code mean + sigma · output_j · input_i}, are computed in one pass over the arena, and so are
 * the gradients of means and deviations from those of the weights. The engine would take several
 * small operations for each layer, and each of them takes longer than its arithmetic. Not
 * thread-safe.
 */
final class NoisyWeights implements ParameterArena.GradientSource, AutoCloseable {

  private static final String SIGMA = "_sigma";

  private final ParameterArena arena;
  private final TrainableNetwork ordinary;
  private final List<Part> parts = new ArrayList<>();
  private final FactorisedNoise noise;
  private final float[] drawn;

  // One number for each of the ordinary network's parameters, all in its order, so that loops over
  // them are vectorised.

  private final float[] means;

  /** 0 where there is no noise. */
  private final float[] deviations;

  /** What the deviations are multiplied by. */
  private final float[] factors;

  private final float[] weights;
  private final float[] gradients;
  private long composedAt = -1;

  /**
   * A parameter of the ordinary network.
   *
   * @param at where it begins
   * @param size how many numbers it has
   * @param mean where in the arena its means begin
   * @param deviation where in the arena its deviations begin; -1: it has none
   * @param inputs how many numbers each output has
   * @param inputNoise where the noise of its inputs begins; -1 for biases, which have none
   * @param outputNoise where that of its outputs begins
   * @param trained whether it has gradients
   */
  private record Part(
      int at,
      int size,
      int mean,
      int deviation,
      int inputs,
      int inputNoise,
      int outputNoise,
      boolean trained) {}

  /**
   * For a network in an arena whose memory is the host's.
   *
   * @param description the network's structure, with noisy layers
   */
  NoisyWeights(Network description, ParameterArena arena) {
    this.arena = arena;
    noise = new FactorisedNoise(description.noiseSize());
    drawn = new float[description.noiseSize()];
    ordinary = new TrainableNetwork(description.spec().withNoise(0).build(), true, arena.memory());
    int size = ordinary.arena().size();
    means = new float[size];
    deviations = new float[size];
    factors = new float[size];
    weights = new float[size];
    gradients = new float[size];
    Map<String, ParameterLayout.Entry> values = new HashMap<>();
    arena.layout().entries().forEach(entry -> values.put(entry.name(), entry));
    Map<String, NoisyDenseLayer> layers = description.noisyLayers();
    for (ParameterLayout.Entry entry : ordinary.arena().layout().entries()) {
      parts.add(part(entry, values, layers));
    }
  }

  private static Part part(
      ParameterLayout.Entry entry,
      Map<String, ParameterLayout.Entry> values,
      Map<String, NoisyDenseLayer> layers) {
    ParameterLayout.Entry mean = values.get(entry.name());
    if (mean == null || mean.size() != entry.size()) {
      throw new IllegalStateException("the noisy network has no " + entry.name());
    }
    ParameterLayout.Entry deviation = values.get(entry.name() + SIGMA);
    String ofLayer = entry.name().substring(0, entry.name().lastIndexOf('.') + 1);
    NoisyDenseLayer layer = layers.get(ofLayer);
    if (deviation == null || layer == null) {
      return new Part(entry.offset(), entry.size(), mean.offset(), -1, 1, -1, 0, entry.trained());
    }
    boolean bias = entry.shape().size() == 1;
    return new Part(
        entry.offset(),
        entry.size(),
        mean.offset(),
        deviation.offset(),
        bias ? 1 : layer.inputs(),
        bias ? -1 : layer.noiseOffset(),
        layer.noiseOffset() + layer.inputs(),
        true);
  }

  /** Draws noise for the next pass. */
  void draw(RandomGenerator random) {
    noise.draw(drawn, random);
    for (Part part : parts) {
      if (part.deviation >= 0) {
        int output = part.outputNoise;
        for (int at = part.at; at < part.at + part.size; at += part.inputs) {
          setFactors(part, at, drawn[output++]);
        }
      }
    }
  }

  private void setFactors(Part part, int from, float output) {
    if (part.inputNoise < 0) {
      factors[from] = output;
      return;
    }
    System.arraycopy(drawn, part.inputNoise, factors, from, part.inputs);
    for (int i = from; i < from + part.inputs; i++) {
      factors[i] *= output;
    }
  }

  /** The ordinary network, with the weights that the drawn noise and the arena's values make. */
  TrainableNetwork compose() {
    if (composedAt != arena.changes()) {
      composedAt = arena.changes();
      float[] values = arena.values();
      for (Part part : parts) {
        System.arraycopy(values, part.mean, means, part.at, part.size);
        if (part.deviation >= 0) {
          System.arraycopy(values, part.deviation, deviations, part.at, part.size);
        }
      }
    }
    compose(means, deviations, factors, weights);
    ordinary.arena().write(weights);
    return ordinary;
  }

  private static void compose(float[] means, float[] deviations, float[] factors, float[] weights) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = factors[i] * deviations[i] + means[i];
    }
  }

  @Override
  public void take(float[] target) {
    ordinary.arena().takeGradients(gradients);
    for (Part part : parts) {
      if (part.trained) {
        System.arraycopy(gradients, part.at, target, part.mean, part.size);
      }
    }
    multiply(gradients, factors);
    for (Part part : parts) {
      if (part.deviation >= 0) {
        System.arraycopy(gradients, part.at, target, part.deviation, part.size);
      }
    }
  }

  private static void multiply(float[] values, float[] factors) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[i];
    }
  }

  @Override
  public void close() {
    ordinary.close();
  }
}
