package dev.rookery.core.learning;

import dev.rookery.core.network.FactorisedNoise;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NoisyDenseLayer;
import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.core.parameters.ParameterRange;
import dev.rookery.parameters.ParameterLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A noisy network as an ordinary one: the weights that its layers have with one draw of noise,
 * {@code mean + sigma · output_j · input_i}, are computed piece by piece in the processor's cache,
 * and so are the gradients of means and deviations from those of the weights. The engine would take
 * several small operations for each layer, and each of them takes longer than its arithmetic. Not
 * thread-safe.
 */
final class NoisyWeights implements ParameterArena.GradientSource, AutoCloseable {

  private static final String SIGMA = "_sigma";

  /** The most numbers of a piece, but for layers with even more inputs. */
  private static final int PIECE = 4096;

  private final ParameterArena arena;
  private final TrainableNetwork ordinary;
  private final List<Piece> pieces = new ArrayList<>();
  private final FactorisedNoise noise;
  private final float[] drawn;

  /** The gradients of the ordinary network's parameters. */
  private final float[] gradients;

  // Those of one piece; loops over them are vectorised.

  private final float[] means;
  private final float[] deviations;

  /** What the deviations are multiplied by. */
  private final float[] factors;

  /**
   * Some rows of a parameter of the ordinary network.
   *
   * @param weights where in that network they are
   * @param means where in the arena their means are
   * @param deviations where in the arena their deviations are; null: they have none
   * @param inputs how many numbers each row has
   * @param inputNoise where the noise of a row's inputs begins; -1 for biases, which have none
   * @param outputNoise where that of the rows begins
   */
  private record Piece(
      ParameterRange weights,
      ParameterRange means,
      @Nullable ParameterRange deviations,
      int inputs,
      int inputNoise,
      int outputNoise) {}

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
    gradients = new float[ordinary.arena().layout().trainedSize()];
    Map<String, ParameterLayout.Entry> values = new HashMap<>();
    arena.layout().entries().forEach(entry -> values.put(entry.name(), entry));
    Map<String, NoisyDenseLayer> layers = description.noisyLayers();
    for (ParameterLayout.Entry entry : ordinary.arena().layout().entries()) {
      addPieces(entry, values, layers);
    }
    int largest = pieces.stream().mapToInt(piece -> piece.weights.size()).max().orElse(0);
    means = new float[largest];
    deviations = new float[largest];
    factors = new float[largest];
  }

  private void addPieces(
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
      addPieces(entry, mean, null, 1, -1, 0);
    } else {
      int outputNoise = layer.noiseOffset() + layer.inputs();
      boolean bias = entry.shape().size() == 1;
      int inputs = bias ? 1 : layer.inputs();
      addPieces(entry, mean, deviation, inputs, bias ? -1 : layer.noiseOffset(), outputNoise);
    }
  }

  private void addPieces(
      ParameterLayout.Entry entry,
      ParameterLayout.Entry mean,
      ParameterLayout.@Nullable Entry deviation,
      int inputs,
      int inputNoise,
      int outputNoise) {
    int most = Math.max(PIECE / inputs, 1) * inputs;
    for (int from = 0; from < entry.size(); from += most) {
      int size = Math.min(most, entry.size() - from);
      pieces.add(
          new Piece(
              new ParameterRange(entry.offset() + from, size),
              new ParameterRange(mean.offset() + from, size),
              deviation == null ? null : new ParameterRange(deviation.offset() + from, size),
              inputs,
              inputNoise,
              outputNoise + from / inputs));
    }
  }

  /** Draws noise for the next pass. */
  void draw(RandomGenerator random) {
    noise.draw(drawn, random);
  }

  /** The ordinary network, with the weights that the drawn noise and the arena's values make. */
  TrainableNetwork compose() {
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      arena.read(piece.means, means);
      if (piece.deviations != null) {
        arena.read(piece.deviations, deviations);
        setFactors(piece);
        add(means, deviations, factors, piece.weights.size());
      }
      ordinary.arena().write(piece.weights, means);
    }
    return ordinary;
  }

  private void setFactors(Piece piece) {
    int size = piece.weights.size();
    if (piece.inputNoise < 0) {
      System.arraycopy(drawn, piece.outputNoise, factors, 0, size);
      return;
    }
    int output = piece.outputNoise;
    for (int from = 0; from < size; from += piece.inputs) {
      System.arraycopy(drawn, piece.inputNoise, factors, from, piece.inputs);
      multiply(factors, from, from + piece.inputs, drawn[output++]);
    }
  }

  private static void multiply(float[] values, int from, int to, float factor) {
    for (int i = from; i < to; i++) {
      values[i] *= factor;
    }
  }

  private static void add(float[] means, float[] deviations, float[] factors, int size) {
    for (int i = 0; i < size; i++) {
      means[i] += factors[i] * deviations[i];
    }
  }

  @Override
  public void take(float[] target) {
    ordinary.arena().takeGradients(gradients);
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      int from = piece.weights.offset();
      int size = piece.weights.size();
      if (from >= gradients.length) {
        break; // Constants have no gradients, and come last.
      }
      System.arraycopy(gradients, from, target, piece.means.offset(), size);
      if (piece.deviations != null) {
        setFactors(piece);
        System.arraycopy(gradients, from, deviations, 0, size);
        multiply(deviations, factors, size);
        System.arraycopy(deviations, 0, target, piece.deviations.offset(), size);
      }
    }
  }

  private static void multiply(float[] values, float[] factors, int size) {
    for (int i = 0; i < size; i++) {
      values[i] *= factors[i];
    }
  }

  @Override
  public void close() {
    ordinary.close();
  }
}
