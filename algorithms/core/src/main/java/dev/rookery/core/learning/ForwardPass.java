package dev.rookery.core.learning;

import ai.djl.ndarray.NDArray;
import dev.rookery.core.network.FactorisedNoise;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkInput;
import dev.rookery.core.network.RandomInput;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One of the times that an update applies a network to a batch: the observations, what is drawn for
 * it, such as noise or quantile levels, and the outputs as an array. Used in this order: {@link
 * #draw}, {@link LearnerTensors#begin}, {@link #run} or {@link #record}, {@link #backward}.
 *
 * <p>Noise is drawn once for the whole batch, other inputs for each example. Where tensors alias
 * the host's memory, noisy layers run as ordinary ones with {@link NoisyWeights}; elsewhere noise
 * is an input. Not thread-safe; allocates no arrays after the first pass.
 */
public final class ForwardPass implements AutoCloseable {

  private final TrainableNetwork network;
  private final LearnerTensors tensors;
  private final List<LearnerTensors.Input> inputs = new ArrayList<>();
  private final List<Drawn> drawn = new ArrayList<>();
  private float[] outputs = new float[0];
  private @Nullable NDArray recorded;

  /** Null where noise is an input, or where there is none. */
  private final @Nullable NoisyWeights noisy;

  /** An input that is drawn, and where its numbers go. */
  private static final class Drawn {
    final RandomInput source;
    final float[] values;
    final LearnerTensors.Input input;

    Drawn(RandomInput source, float[] values, LearnerTensors.Input input) {
      this.source = source;
      this.values = values;
      this.input = input;
    }
  }

  /**
   * Binds a network to its inputs.
   *
   * @param description the network's structure
   * @param network its parameters
   * @param batch how many observations
   * @param observation the network's first input, or its first ones, one for each named part
   * @param sampled its other inputs but noise, in the order of {@link Network#inputs}
   */
  public ForwardPass(
      Network description,
      TrainableNetwork network,
      LearnerTensors tensors,
      int batch,
      List<LearnerTensors.Input> observation,
      List<RandomInput> sampled) {
    this.network = network;
    this.tensors = tensors;
    inputs.addAll(observation);
    for (RandomInput source : sampled) {
      add(source, batch);
    }
    boolean hasNoise = description.noiseSize() > 0;
    noisy =
        hasNoise && network.arena().memory().isAliased()
            ? new NoisyWeights(description, network.arena())
            : null;
    if (hasNoise && noisy == null) {
      add(new FactorisedNoise(description.noiseSize()), 1);
    }
  }

  private void add(RandomInput source, int rows) {
    NetworkInput input = source.input();
    long[] shape = new long[1 + input.shape().size()];
    shape[0] = rows;
    for (int i = 1; i < shape.length; i++) {
      shape[i] = input.shape().get(i - 1);
    }
    LearnerTensors.Input tensor = tensors.floats(shape);
    inputs.add(tensor);
    drawn.add(new Drawn(source, new float[Math.multiplyExact(rows, input.size())], tensor));
  }

  /** Draws what is drawn for each pass. */
  public void draw(RandomGenerator random) {
    for (int i = 0; i < drawn.size(); i++) {
      Drawn one = drawn.get(i);
      one.source.draw(one.values, random);
      one.input.write(one.values);
    }
    if (noisy != null) {
      noisy.draw(random);
    }
  }

  /**
   * Computes the outputs.
   *
   * @param scratch of the update under way
   * @return {@code [rows, total]}; always the same array
   */
  public float[] run(LearnerTensors.Scratch scratch) {
    TrainableNetwork ready = ready();
    scratch.apart(() -> read(scratch, ready.forward(LearnerTensors.tensors(inputs))));
    return outputs;
  }

  /** Computes the outputs as {@link #run} does, and keeps what {@link #backward} needs. */
  public float[] record(LearnerTensors.Scratch scratch) {
    NDArray output = ready().forwardRecording(LearnerTensors.tensors(inputs));
    if (noisy != null) {
      network.arena().addGradientSource(noisy);
    }
    recorded = output;
    return read(scratch, output);
  }

  /** The network to run, with the parameters that it has now. */
  private TrainableNetwork ready() {
    return noisy == null ? network : noisy.compose();
  }

  private float[] read(LearnerTensors.Scratch scratch, NDArray output) {
    int size = Math.toIntExact(output.size());
    if (outputs.length != size) {
      outputs = new float[size];
    }
    scratch.read(output, outputs);
    return outputs;
  }

  /**
   * Adds to the gradients of the network's parameters.
   *
   * @param gradient of the loss with respect to the outputs of the last {@link #record}
   * @throws IllegalStateException if there was none since the last call
   */
  public void backward(LearnerTensors.Scratch scratch, float[] gradient) {
    NDArray output = recorded;
    if (output == null) {
      throw new IllegalStateException("nothing was recorded to run backward from");
    }
    recorded = null;
    scratch.backward(output, gradient);
  }

  /** Frees what it has of its own; not the network and the inputs. */
  @Override
  public void close() {
    if (noisy != null) {
      noisy.close();
    }
  }
}
