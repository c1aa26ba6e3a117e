package dev.rookery.core.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Parameter;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.network.Network;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A pass of a network whose head is one linear layer with numbers for each action, of which an
 * action's value is the mean. Of each row it computes the numbers of one action, where {@link
 * ForwardPass} computes those of all: the head is the largest layer where each action has many. The
 * values of all actions are had from the mean of the head's weights, which is as good, because the
 * layer is linear.
 *
 * <p>For networks without noise and sampled inputs, where tensors alias the host's memory. Not
 * thread-safe; allocates no arrays after the first pass.
 */
public final class ActionPass implements RecordedPass {

  private final TrainableNetwork network;
  private final Network block;
  private final List<LearnerTensors.Input> observation;
  private final Parameter weight;
  private final Parameter bias;
  private final int actions;
  private final int numbers;
  private final ByteBuffer rowOf;
  private final ActionRows rows;
  private final float[] values;
  private final float[] outputs;
  private final float[] placed;
  private int[] chosen = new int[0];
  private @Nullable NDArray recorded;

  /**
   * Binds a network to its inputs.
   *
   * @param batch how many observations
   * @param observation the network's inputs
   * @param head which one is computed; the network has no other
   * @param actions how many actions share the head's numbers
   * @throws IllegalArgumentException if {@link #fits} says no
   */
  public ActionPass(
      TrainableNetwork network,
      int batch,
      List<LearnerTensors.Input> observation,
      String head,
      int actions) {
    this.network = network;
    this.observation = observation;
    this.actions = actions;
    block = (Network) network.block();
    if (!fits(block, head, actions) || !network.arena().memory().isAliased()) {
      throw new IllegalArgumentException(
          "the head %s of %s is not one linear layer for %s actions"
              .formatted(head, block.spec(), actions));
    }
    Map<String, Parameter> parameters = block.namedParameters();
    weight = Objects.requireNonNull(parameters.get(head + ".weight"));
    bias = Objects.requireNonNull(parameters.get(head + ".bias"));
    numbers = block.range(head).size() / actions;
    int places = ActionRows.mostPlaces(batch, actions);
    rowOf = DirectBuffers.allocate(places, Integer.BYTES);
    rows = new ActionRows(batch, actions, rowOf);
    values = new float[batch * actions];
    outputs = new float[batch * numbers];
    placed = new float[places * numbers];
  }

  /** Whether a network's only head is one linear layer with numbers for each action. */
  public static boolean fits(Network network, String head, int actions) {
    Map<String, Parameter> parameters = network.namedParameters();
    return network.spec().heads().size() == 1
        && network.noiseSize() == 0
        && network.spec().quantileSamples() == 0
        && network.range(head).size() % actions == 0
        && parameters.containsKey(head + ".weight")
        && parameters.containsKey(head + ".bias");
  }

  /** Says which action's numbers are computed of each row: {@code [batch]}, read in each pass. */
  public void choose(int[] action) {
    chosen = action;
  }

  @Override
  public void draw(RandomGenerator random) {}

  /**
   * Computes the values of all actions.
   *
   * @return {@code [batch, actions]}; always the same array
   */
  public float[] values(LearnerTensors.Scratch scratch) {
    scratch.apart(() -> readValues(scratch, features()));
    return values;
  }

  /**
   * Computes the numbers of the {@linkplain #choose chosen} actions.
   *
   * @return {@code [batch, numbers]}; always the same array
   */
  public float[] run(LearnerTensors.Scratch scratch) {
    scratch.apart(() -> read(scratch, TorchEngine.recording(false, () -> head(features()))));
    return outputs;
  }

  /**
   * Computes the values of all actions, lets {@code chooser} choose of them, and computes the
   * numbers of what it chose.
   *
   * @param chooser gets the values {@code [batch, actions]}, and writes what was given to {@link
   *     #choose}
   * @return {@code [batch, numbers]}; always the same array
   */
  public float[] run(LearnerTensors.Scratch scratch, Consumer<float[]> chooser) {
    scratch.apart(
        () -> {
          NDArray features = features();
          readValues(scratch, features);
          chooser.accept(values);
          read(scratch, TorchEngine.recording(false, () -> head(features)));
        });
    return outputs;
  }

  @Override
  public float[] record(LearnerTensors.Scratch scratch) {
    NDArray output =
        TorchEngine.recording(
            true,
            () ->
                head(network.forwardRecording(block.trunk(), LearnerTensors.tensors(observation))));
    recorded = output;
    return read(scratch, output);
  }

  @Override
  public void backward(LearnerTensors.Scratch scratch, float[] gradient) {
    NDArray output = recorded;
    if (output == null) {
      throw new IllegalStateException("nothing was recorded to run backward from");
    }
    recorded = null;
    rows.toPlaces(gradient, placed, numbers);
    scratch.backward(output, placed);
  }

  private NDArray features() {
    return network.forward(block.trunk(), LearnerTensors.tensors(observation));
  }

  private void readValues(LearnerTensors.Scratch scratch, NDArray features) {
    NDArray q =
        TorchEngine.recording(
            false,
            () -> {
              NDManager own = features.getManager();
              NDArray meanWeight = perAction(weight, own).mean(new int[] {1});
              NDArray meanBias = perAction(bias, own).mean(new int[] {1}).reshape(actions);
              return features
                  .getNDArrayInternal()
                  .linear(features, meanWeight, meanBias)
                  .singletonOrThrow();
            });
    scratch.read(q, values);
  }

  /** The numbers of the chosen actions: {@code [actions, places, numbers]}. */
  private NDArray head(NDArray features) {
    rows.group(chosen);
    NDManager own = features.getManager();
    int places = rows.places();
    NDArray index =
        network
            .arena()
            .memory()
            .tensor(
                own,
                rowOf.slice(0, actions * places * Integer.BYTES).order(rowOf.order()),
                DataType.INT32,
                new Shape((long) actions * places));
    NDArray x =
        index
            .getNDArrayInternal()
            .embedding(index, features, SparseFormat.DENSE)
            .singletonOrThrow()
            .reshape(actions, places, features.getShape().get(1));
    return x.batchMatMul(perAction(weight, own).swapAxes(1, 2)).add(perBias(own));
  }

  private NDArray perBias(NDManager own) {
    NDArray view = bias.getArray().reshape(actions, 1, numbers);
    view.attach(own);
    return view;
  }

  /** A parameter of the head as {@code [actions, numbers, …]}; belongs to {@code own}. */
  private NDArray perAction(Parameter parameter, NDManager own) {
    NDArray view = parameter.getArray().reshape(actions, numbers, -1);
    view.attach(own);
    return view;
  }

  private float[] read(LearnerTensors.Scratch scratch, NDArray output) {
    scratch.read(output, placed, Math.toIntExact(output.size()));
    rows.toRows(placed, outputs, numbers);
    return outputs;
  }

  @Override
  public void close() {}
}
