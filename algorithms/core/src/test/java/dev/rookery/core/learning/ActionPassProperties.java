package dev.rookery.core.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.algorithm.Device;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.network.DuelingHead;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.environment.Space;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a pass for chosen actions computes is what the pass for all of them does. */
class ActionPassProperties {

  private static final String HEAD = "q_values";
  private static final int FEATURES = 3;
  private static final float TOLERANCE = 2e-5f;

  private static NetworkSpec spec(int actions, int numbers) {
    return NetworkSpec.forObservations(Space.box(-1, 1, FEATURES))
        .withHidden(List.of(7, 6))
        .withHeads(new LinearHead(HEAD, actions * numbers));
  }

  @Property(tries = 60)
  void valuesNumbersAndGradientsAreThoseOfTheWholeHead(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 7) int actions,
      @ForAll @IntRange(min = 1, max = 9) int numbers,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Network network = spec(actions, numbers).build();
    try (TrainableNetwork trained =
            new TrainableNetwork(network, true, TensorMemory.of(Device.CPU));
        LearnerTensors tensors = new LearnerTensors(trained.arena().memory())) {
      trained.arena().write(Initializers.firstValues(network, seed));
      LearnerTensors.Input observation = tensors.floats(rows, FEATURES);
      ForwardPass whole =
          new ForwardPass(network, trained, tensors, rows, List.of(observation), List.of());
      ActionPass chosen = new ActionPass(trained, rows, List.of(observation), HEAD, actions);
      int[] action = new int[rows];
      chosen.choose(action);
      for (int update = 0; update < 3; update++) { // Batches of other groups.
        observation.write(numbers(random, rows * FEATURES));
        int most = random.nextInt(1, actions + 1);
        for (int b = 0; b < rows; b++) {
          action[b] = random.nextInt(most);
        }
        float[] gradient = numbers(random, rows * numbers);
        float[] outputs;
        float[] actual;
        float[] values;
        try (LearnerTensors.Scratch scratch = tensors.begin()) {
          outputs = whole.record(scratch).clone();
          whole.backward(scratch, spread(gradient, action, actions, numbers));
          values = chosen.values(scratch).clone();
          assertArrayEquals(values, recordValues(chosen, scratch));
        }
        float[] expectedGradient = taken(trained);
        try (LearnerTensors.Scratch scratch = tensors.begin()) {
          actual = chosen.record(scratch).clone();
          chosen.backward(scratch, gradient);
          assertArrayEquals(actual, chosen.run(scratch));
        }
        assertArrayEquals(expectedGradient, taken(trained), TOLERANCE * rows);
        assertArrayEquals(gather(outputs, action, actions, numbers), actual, TOLERANCE);
        assertArrayEquals(means(outputs, numbers), values, TOLERANCE);
      }
    }
  }

  /** The values that a chooser gets. */
  private static float[] recordValues(ActionPass pass, LearnerTensors.Scratch scratch) {
    float[][] seen = new float[1][];
    pass.run(scratch, values -> seen[0] = values.clone());
    return seen[0];
  }

  private static float[] taken(TrainableNetwork network) {
    float[] gradients = new float[network.arena().layout().trainedSize()];
    network.arena().takeGradients(gradients);
    return gradients;
  }

  private static float[] numbers(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  private static float[] spread(float[] gradient, int[] action, int actions, int numbers) {
    float[] all = new float[action.length * actions * numbers];
    for (int b = 0; b < action.length; b++) {
      int at = (b * actions + action[b]) * numbers;
      System.arraycopy(gradient, b * numbers, all, at, numbers);
    }
    return all;
  }

  private static float[] gather(float[] all, int[] action, int actions, int numbers) {
    float[] chosen = new float[action.length * numbers];
    for (int b = 0; b < action.length; b++) {
      int at = (b * actions + action[b]) * numbers;
      System.arraycopy(all, at, chosen, b * numbers, numbers);
    }
    return chosen;
  }

  private static float[] means(float[] all, int numbers) {
    float[] means = new float[all.length / numbers];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      for (int k = 0; k < numbers; k++) {
        sum += all[i * numbers + k];
      }
      means[i] = (float) (sum / numbers);
    }
    return means;
  }

  @Test
  void networksThatMixActionsAreRefused() {
    NetworkSpec linear = spec(2, 4);
    assertFits(true, linear);
    assertFits(false, linear.withHeads(new DuelingHead(HEAD, 2, 4, 0)));
    assertFits(false, linear.withNoise(0.5));
    assertFalse(ActionPass.fits(linear.build(), HEAD, 3));
    Network dueling = linear.withHeads(new DuelingHead(HEAD, 2, 4, 0)).build();
    try (TrainableNetwork network =
            new TrainableNetwork(dueling, true, TensorMemory.of(Device.CPU));
        LearnerTensors tensors = new LearnerTensors(network.arena().memory())) {
      List<LearnerTensors.Input> inputs = List.of(tensors.floats(5, FEATURES));
      assertThrows(
          IllegalArgumentException.class, () -> new ActionPass(network, 5, inputs, HEAD, 2));
    }
  }

  private static void assertFits(boolean expected, NetworkSpec spec) {
    assertEquals(expected, ActionPass.fits(spec.build(), HEAD, 2));
  }
}
