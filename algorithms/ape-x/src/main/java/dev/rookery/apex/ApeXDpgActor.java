package dev.rookery.apex;

import dev.rookery.algorithm.Actor;
import dev.rookery.core.continuous.GaussianNoise;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.core.returns.NStepWriter;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Acts as the policy does, plus noise, and gives each row a first priority: the size of its TD
 * error by values that one pass through the networks has given along with the action (Horgan et al.
 * 2018, section 3). Allocates nothing per step.
 */
final class ApeXDpgActor implements Actor {

  private final OnnxNetwork network;
  private final NStepWriter transitions;
  private final int environments;
  private final GaussianNoise noise;
  private final double meanDeviation;
  private final FloatBuffer noiseInput;
  private final FloatBuffer actionOutput;
  private final FloatBuffer qTakenOutput;
  private final FloatBuffer qPolicyOutput;
  private final int rewardOffset;
  private final int discountOffset;
  private final int priorityOffset;

  /** {@code [slots, K]} each. */
  private final float[] qTaken;

  private final float[] qPolicy;

  /**
   * An actor that owns {@code network}.
   *
   * @param deviations {@code [K]} of the noise
   */
  ApeXDpgActor(
      OnnxNetwork network,
      ExperienceSchema schema,
      int environments,
      int nStep,
      double discount,
      double[] deviations,
      GaussianNoise noise) {
    this.network = network;
    this.environments = environments;
    this.noise = noise;
    meanDeviation = Arrays.stream(deviations).average().orElseThrow();
    noiseInput = network.input(ApeXDpgAlgorithm.NOISE);
    actionOutput = network.output(OnnxExporter.ACTION);
    qTakenOutput = network.output(ApeXDpgAlgorithm.Q_TAKEN);
    qPolicyOutput = network.output(ApeXDpgAlgorithm.Q_POLICY);
    rewardOffset = schema.offsetOf(TransitionSchema.REWARD);
    discountOffset = schema.offsetOf(TransitionSchema.DISCOUNT);
    priorityOffset = schema.offsetOf(ApeXDpgAlgorithm.PRIORITY);
    transitions = new NStepWriter(schema, environments, nStep, discount, this::prioritize);
    qTaken = new float[transitions.slots() * environments];
    qPolicy = new float[transitions.slots() * environments];
  }

  @Override
  public void update(ParameterSnapshot parameters) {
    network.update(parameters);
  }

  @Override
  public void act(ByteBuffer observations, ByteBuffer actions, long environmentSteps) {
    noise.draw(noiseInput);
    network.run(observations);
    for (int i = 0; i < actionOutput.capacity(); i++) {
      actions.putFloat(i * Float.BYTES, actionOutput.get(i));
    }
    int slot = transitions.begin(observations, actions);
    qTakenOutput.get(0, qTaken, slot * environments, environments);
    qPolicyOutput.get(0, qPolicy, slot * environments, environments);
  }

  @Override
  public void observe(VectorStep step, ExperienceWriter rows) {
    transitions.complete(step, rows);
  }

  private void prioritize(
      int environment, int firstSlot, int bootstrapSlot, ByteBuffer buffer, int row) {
    float reward = buffer.getFloat(row + rewardOffset);
    float discount = buffer.getFloat(row + discountOffset);
    float bootstrap = qPolicy[bootstrapSlot * environments + environment];
    float value = qTaken[firstSlot * environments + environment];
    buffer.putFloat(row + priorityOffset, Math.abs(reward + discount * bootstrap - value));
  }

  @Override
  public void report(MetricsRecorder metrics) {
    metrics.record("actor/noise", meanDeviation);
  }

  @Override
  public void close() {
    network.close();
  }
}
