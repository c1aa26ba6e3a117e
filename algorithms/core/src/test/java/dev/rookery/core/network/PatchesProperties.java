package dev.rookery.core.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import dev.rookery.algorithm.Device;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.learning.LearnerTensors;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.environment.Space;
import dev.rookery.experience.SampleBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PatchesProperties {

  private static final int BATCH = 3;

  @Property(tries = 60)
  void aNetworkComputesAndLearnsTheSameOfPatchesAsOfImages(
      @ForAll @IntRange(min = 1, max = 10) int height,
      @ForAll @IntRange(min = 1, max = 10) int width,
      @ForAll @IntRange(min = 1, max = 9) int channels,
      @ForAll @IntRange(min = 1, max = 5) int kernel,
      @ForAll @IntRange(min = 1, max = 2) int stride,
      @ForAll @IntRange(min = 1, max = 20) int filters,
      @ForAll boolean bytes,
      @ForAll boolean another,
      @ForAll long seed) {
    Space space =
        bytes
            ? Space.image(height, width, channels, 255)
            : Space.box(-2, 2, height, width, channels);
    List<Convolution> convolutions = new ArrayList<>();
    convolutions.add(new Convolution(filters, Math.min(kernel, Math.min(height, width)), stride));
    if (another) {
      convolutions.add(new Convolution(2, 1, 1));
    }
    Network network =
        NetworkSpec.forObservations(space)
            .withConvolutions(convolutions)
            .withHidden(List.of(6))
            .withHeads(new LinearHead("q", 3))
            .build();
    SampleBatch batch = random(space, seed);
    try (TrainableNetwork trainable = new TrainableNetwork(network, true);
        LearnerTensors tensors = new LearnerTensors(TensorMemory.of(Device.CPU))) {
      trainable.arena().write(Initializers.firstValues(network, seed));
      LearnerTensors.Input images = tensors.column(batch, TransitionSchema.OBSERVATION);
      LearnerTensors.Input patches =
          tensors.observations(batch, TransitionSchema.OBSERVATION, network).get(0);
      assertEquals(3, patches.tensor().getShape().dimension());
      float[] ofImages = outputsAndGradients(trainable, tensors, images);
      float[] ofPatches = outputsAndGradients(trainable, tensors, patches);
      assertArrayEquals(ofImages, ofPatches, 1e-4f);
    }
  }

  private static SampleBatch random(Space space, long seed) {
    SampleBatch batch = new SampleBatch(TransitionSchema.of(space, Space.discrete(2)), BATCH);
    ByteBuffer column = batch.column(TransitionSchema.OBSERVATION);
    Random random = new Random(seed);
    if (space.asTensor().dataType() == dev.rookery.DataType.UINT8) {
      byte[] values = new byte[column.capacity()];
      random.nextBytes(values);
      column.put(0, values);
    } else {
      for (int i = 0; i < column.capacity() / Float.BYTES; i++) {
        column.asFloatBuffer().put(i, 4 * random.nextFloat() - 2);
      }
    }
    return batch;
  }

  private static float[] outputsAndGradients(
      TrainableNetwork network, LearnerTensors tensors, LearnerTensors.Input observation) {
    float[] outputs = new float[BATCH * 3];
    float[] gradients = new float[network.arena().layout().trainedSize()];
    try (LearnerTensors.Scratch scratch = tensors.begin()) {
      NDArray output = network.forwardRecording(observation.tensor());
      scratch.read(output, outputs);
      scratch.backward(output, new float[] {1, -2, 3, -1, 2, 1, 1, 1, -3});
    }
    network.arena().takeGradients(gradients);
    float[] all = new float[outputs.length + gradients.length];
    System.arraycopy(outputs, 0, all, 0, outputs.length);
    System.arraycopy(gradients, 0, all, outputs.length, gradients.length);
    return all;
  }

  @Example
  void largeImagesHaveNoneAndEachPartItsOwn() {
    Space space =
        Space.dict("screen", Space.image(84, 84, 4, 255))
            .and("map", Space.image(10, 10, 4, 1))
            .and("speed", Space.box(-1, 1, 2));
    Network network = NetworkSpec.forObservations(space).withHeads(new LinearHead("q", 2)).build();
    assertTrue(network.patches(0).isEmpty());
    assertEquals(8 * 8, network.patches(1).orElseThrow().positions());
    assertEquals(3 * 3 * 4, network.patches(1).orElseThrow().numbers());
    assertFalse(network.patches(2).isPresent());
  }
}
