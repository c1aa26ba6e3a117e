package dev.rookery.core.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Policy;
import dev.rookery.core.distribution.ActionDistribution;
import dev.rookery.core.distribution.Categorical;
import dev.rookery.core.network.BoundNetwork;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.onnx.Exports;
import dev.rookery.core.onnx.OnnxPolicy;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.internal.DirectBuffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Actors, greedy policies and files do what the network in DJL and the distribution in Java say.
 */
class PolicyAlgorithmProperties {

  private static final float TOLERANCE = 1e-5f;

  @Provide
  Arbitrary<Space> observations() {
    return Arbitraries.of(
        Space.box(-2, 2, 4),
        Space.discrete(5),
        Space.image(6, 6, 2, 255),
        Space.dict("image", Space.image(5, 5, 1, 255)).and("speed", Space.box(-1, 1, 2)));
  }

  @Provide
  Arbitrary<Space> actions() {
    return Arbitraries.of(
        Space.discrete(3), Space.multiDiscrete(2, 4), Space.box(-2, 6, 1), Space.box(-1, 1, 2, 2));
  }

  @Property(tries = 60)
  void aStepIsWhatNetworkAndDistributionSay(
      @ForAll("observations") Space observations,
      @ForAll("actions") Space actions,
      @ForAll boolean masked,
      @ForAll boolean squashed,
      @ForAll boolean stateNoise,
      @ForAll boolean normalized,
      @ForAll @IntRange(min = 1, max = 4) int environments,
      @ForAll long seed) {
    boolean legal = masked && !(actions instanceof BoxSpace);
    try (SmallPolicy algorithm =
            SmallPolicy.of(
                observations,
                actions,
                legal,
                squashed,
                stateNoise && actions instanceof BoxSpace,
                normalized,
                1);
        BoundNetwork bound =
            new BoundNetwork(
                algorithm.network(), Initializers.uniform(algorithm.parameterLayout(), seed));
        Actor actor = algorithm.createActor(new ActorContext(0, 1, environments, 100, seed))) {
      VectorStep step = step(observations, actions, legal, environments, seed);
      ByteBuffer chosen = DirectBuffers.allocate(environments, actions.byteSize());
      Rows rows = new Rows(algorithm.experienceSchema());
      actor.update(bound.snapshot(1));
      actor.act(step, chosen, 0);
      actor.observe(step, rows);

      ActionDistribution distribution = algorithm.actions().distribution();
      float[] outputs = bound.forward(step.observations(), environments, List.of());
      float[] policies = new float[environments * distribution.parameters()];
      float[] values = new float[environments];
      algorithm.policyRange().read(outputs, policies);
      algorithm.valueRange().read(outputs, values);
      exclude(step, policies);
      float[] nextValues = new float[environments];
      algorithm
          .valueRange()
          .read(bound.forward(step.nextObservations(), environments, List.of()), nextValues);
      assertEquals(environments, rows.count);
      for (int k = 0; k < environments; k++) {
        float[] policy = rows.floats(k, SegmentSchema.POLICY);
        assertParameters(policies, k * policy.length, policy);
        assertEquals(values[k], rows.floats(k, SegmentSchema.VALUE)[0], TOLERANCE);
        assertEquals(nextValues[k], rows.floats(k, SegmentSchema.NEXT_VALUE)[0], TOLERANCE);
        float[] numbers = rows.floats(k, SegmentSchema.ACTION);
        assertTrue(distribution.logProbability(policy, 0, numbers, 0) > -50);
        assertActions(actions, squashed, numbers, chosen, k);
      }
    }
  }

  private static void assertParameters(float[] expected, int at, float[] actual) {
    for (int i = 0; i < actual.length; i++) {
      if (expected[at + i] == Categorical.ILLEGAL) {
        assertEquals(Categorical.ILLEGAL, actual[i]);
      } else {
        assertEquals(expected[at + i], actual[i], TOLERANCE);
      }
    }
  }

  /** Discrete numbers are the action; others are squashed or cut, and scaled to the bounds. */
  private static void assertActions(
      Space actions, boolean squashed, float[] numbers, ByteBuffer chosen, int k) {
    int at = k * actions.byteSize();
    for (int i = 0; i < numbers.length; i++) {
      if (actions instanceof BoxSpace box) {
        double number =
            squashed ? Math.tanh(numbers[i]) : Math.max(-1, Math.min(1, (double) numbers[i]));
        double low = box.low(i);
        double expected = low + (number + 1) / 2 * (box.high(i) - low);
        assertEquals(expected, chosen.getFloat(at + i * Float.BYTES), TOLERANCE * 10);
      } else {
        assertEquals(numbers[i], chosen.getInt(at + i * Integer.BYTES));
      }
    }
  }

  @Property(tries = 40)
  void greedyPoliciesAndFilesTakeTheSameActions(
      @ForAll("observations") Space observations,
      @ForAll("actions") Space actions,
      @ForAll boolean masked,
      @ForAll boolean squashed,
      @ForAll boolean stateNoise,
      @ForAll boolean normalized,
      @ForAll @IntRange(min = 1, max = 4) int environments,
      @ForAll long seed)
      throws IOException {
    boolean legal = masked && !(actions instanceof BoxSpace);
    Path file = Files.createTempFile("policy", ".onnx");
    try (SmallPolicy algorithm =
            SmallPolicy.of(
                observations,
                actions,
                legal,
                squashed,
                stateNoise && actions instanceof BoxSpace,
                normalized,
                1);
        BoundNetwork bound =
            new BoundNetwork(
                algorithm.network(), Initializers.uniform(algorithm.parameterLayout(), seed));
        Policy greedy = algorithm.createPolicy(environments)) {
      VectorStep step = step(observations, actions, legal, environments, seed);
      greedy.update(bound.snapshot(1));
      ByteBuffer chosen = DirectBuffers.allocate(environments, actions.byteSize());
      greedy.act(step, chosen);
      algorithm.exportPolicy(bound.snapshot(1), file);
      try (OnnxPolicy exported = OnnxPolicy.load(file, environments)) {
        ByteBuffer fromFile = DirectBuffers.allocate(environments, actions.byteSize());
        exported.act(step, fromFile);
        assertSame(actions, chosen, fromFile);
      }
      ActionDistribution distribution = algorithm.actions().distribution();
      float[] outputs = bound.forward(step.observations(), environments, List.of());
      float[] policies = new float[environments * distribution.parameters()];
      algorithm.policyRange().read(outputs, policies);
      exclude(step, policies);
      float[] numbers = new float[distribution.numbers()];
      for (int k = 0; k < environments; k++) {
        distribution.greedy(policies, k * distribution.parameters(), numbers, 0);
        assertActions(actions, squashed, numbers, chosen, k);
      }
    } finally {
      Files.delete(file);
    }
  }

  /** The runtime rounds otherwise where weights are constants. */
  private static void assertSame(Space actions, ByteBuffer expected, ByteBuffer actual) {
    for (int at = 0; at < expected.capacity(); at += Float.BYTES) {
      if (actions instanceof BoxSpace) {
        assertEquals(expected.getFloat(at), actual.getFloat(at), TOLERANCE);
      } else {
        assertEquals(expected.getInt(at), actual.getInt(at));
      }
    }
  }

  private static void exclude(VectorStep step, float[] policies) {
    for (int i = 0; step.hasActionMasks() && i < policies.length; i++) {
      policies[i] = step.actionMasks().get(i) == 0 ? Categorical.ILLEGAL : policies[i];
    }
  }

  /** Random observations; where there are masks, the first alternative of each choice is legal. */
  private static VectorStep step(
      Space observations, Space actions, boolean legal, int environments, long seed) {
    VectorStep step =
        legal
            ? new VectorStep(environments, observations, actions)
            : new VectorStep(environments, observations);
    int bytes = environments * observations.byteSize();
    step.observations().put(0, Exports.observations(observations, environments, seed), 0, bytes);
    step.nextObservations()
        .put(0, Exports.observations(observations, environments, seed + 1), 0, bytes);
    if (legal) {
      SplittableRandom random = new SplittableRandom(seed);
      int size = new ActionMask(actions).size();
      boolean single = actions.equals(Space.discrete(3));
      for (int i = 0; i < environments * size; i++) {
        boolean first = i % size == 0 || (!single && i % size == 2);
        step.actionMasks().put(i, (byte) (first ? 1 : random.nextInt(2)));
        step.nextActionMasks().put(i, (byte) (first ? 1 : 0));
      }
    }
    return step;
  }

  /** Keeps all rows. */
  static final class Rows implements ExperienceWriter {

    private final ExperienceSchema schema;
    private final ByteBuffer buffer;
    int count;

    Rows(ExperienceSchema schema) {
      this.schema = schema;
      buffer = DirectBuffers.allocate(64, schema.rowBytes());
    }

    @Override
    public int beginRow() {
      return count * schema.rowBytes();
    }

    @Override
    public ByteBuffer buffer() {
      return buffer;
    }

    @Override
    public void endRow() {
      count++;
    }

    float[] floats(int row, String column) {
      int size = schema.columns().get(schema.indexOf(column)).size();
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] =
            buffer.getFloat(row * schema.rowBytes() + schema.offsetOf(column) + i * Float.BYTES);
      }
      return values;
    }

    byte[] bytes(int row, String column) {
      byte[] values = new byte[schema.columns().get(schema.indexOf(column)).byteSize()];
      buffer.get(row * schema.rowBytes() + schema.offsetOf(column), values);
      return values;
    }
  }

  @Property(tries = 1)
  void segmentsHaveWhatCameOfEachStep() {
    Space observations = Space.box(-10, 10, 1);
    try (SmallPolicy algorithm =
        SmallPolicy.of(observations, Space.discrete(2), false, false, false, 4)) {
      SegmentWriter writer =
          new SegmentWriter(
              algorithm.experienceSchema(),
              observations,
              algorithm.actions().distribution(),
              2,
              4,
              SmallPolicy.DISCOUNT);
      Rows rows = new Rows(algorithm.experienceSchema());
      VectorStep step = new VectorStep(2, observations);
      boolean[] needed = new boolean[8];
      for (int t = 0; t < 8; t++) {
        for (int k = 0; k < 2; k++) {
          step.observations().putFloat(k * Float.BYTES, 10 * k + t);
        }
        float[] values = {t, 100 + t};
        writer.begin(
            step,
            FloatBuffer.wrap(new float[] {t % 2, 1 - t % 2}),
            FloatBuffer.wrap(new float[] {t, 0, 0, t}),
            FloatBuffer.wrap(values));
        // Environment 0 terminates after step 1, environment 1 is truncated after step 2.
        step.rewards()[0] = t;
        step.rewards()[1] = -t;
        step.terminated()[0] = t == 1;
        step.truncated()[1] = t == 2;
        needed[t] = writer.needsNextValues(step);
        writer.complete(step, FloatBuffer.wrap(new float[] {50 + t, 60 + t}), rows);
      }
      assertArrayEquals(
          new boolean[] {false, false, true, true, false, false, false, true}, needed);
      assertEquals(4, rows.count);
      float gamma = (float) SmallPolicy.DISCOUNT;
      assertArrayEquals(new float[] {0, 1, 2, 3}, rows.floats(0, SegmentSchema.OBSERVATION));
      assertArrayEquals(new float[] {14, 15, 16, 17}, rows.floats(3, SegmentSchema.OBSERVATION));
      assertArrayEquals(new float[] {0, 1, 0, 1}, rows.floats(0, SegmentSchema.ACTION));
      assertArrayEquals(new float[] {0, 0, 0, 1, 0, 2, 0, 3}, rows.floats(1, "policy"));
      assertArrayEquals(new float[] {0, 1, 2, 3}, rows.floats(0, SegmentSchema.REWARD));
      assertArrayEquals(new float[] {0, -1, -2, -3}, rows.floats(1, SegmentSchema.REWARD));
      assertArrayEquals(
          new float[] {gamma, 0, gamma, gamma}, rows.floats(0, SegmentSchema.DISCOUNT));
      assertArrayEquals(
          new float[] {gamma, gamma, gamma, gamma}, rows.floats(1, SegmentSchema.DISCOUNT));
      assertArrayEquals(new byte[] {0, 1, 0, 0}, rows.bytes(0, SegmentSchema.ENDED));
      assertArrayEquals(new byte[] {0, 0, 1, 0}, rows.bytes(1, SegmentSchema.ENDED));
      assertArrayEquals(new float[] {100, 101, 102, 103}, rows.floats(1, SegmentSchema.VALUE));
      assertArrayEquals(new float[] {1, 0, 3, 53}, rows.floats(0, SegmentSchema.NEXT_VALUE));
      assertArrayEquals(new float[] {101, 102, 62, 63}, rows.floats(1, SegmentSchema.NEXT_VALUE));
    }
  }

  /** The episode was cut at the observation that was acted on last, whose value is known. */
  @Property(tries = 1)
  void anAbandonedStepIsNotInItsSegmentAndStepsMayTakeTime() {
    Space observations = Space.box(-10, 10, 1);
    try (SmallPolicy algorithm =
        SmallPolicy.of(observations, Space.discrete(2), false, false, false, 4)) {
      SegmentWriter writer =
          new SegmentWriter(
              algorithm.experienceSchema(),
              observations,
              algorithm.actions().distribution(),
              1,
              4,
              SmallPolicy.DISCOUNT);
      Rows rows = new Rows(algorithm.experienceSchema());
      VectorStep step = new VectorStep(1, observations);
      for (int t = 0; t < 5; t++) {
        step.observations().putFloat(0, t);
        writer.begin(
            step,
            FloatBuffer.allocate(1),
            FloatBuffer.allocate(2),
            FloatBuffer.wrap(new float[] {10 + t}));
        if (t == 2) {
          writer.abandon(0);
          continue;
        }
        step.rewards()[0] = t;
        step.elapsed()[0] = t;
        writer.complete(step, FloatBuffer.wrap(new float[] {50}), rows);
      }
      assertEquals(1, rows.count);
      float[] discounts = new float[4];
      for (int i = 0; i < 4; i++) {
        discounts[i] = (float) Math.pow((float) SmallPolicy.DISCOUNT, new int[] {0, 1, 3, 4}[i]);
      }
      assertArrayEquals(new float[] {0, 1, 3, 4}, rows.floats(0, SegmentSchema.OBSERVATION));
      assertArrayEquals(new byte[] {0, 1, 0, 0}, rows.bytes(0, SegmentSchema.ENDED));
      assertArrayEquals(new float[] {11, 12, 14, 50}, rows.floats(0, SegmentSchema.NEXT_VALUE));
      assertArrayEquals(discounts, rows.floats(0, SegmentSchema.DISCOUNT), 1e-6f);
    }
  }
}
