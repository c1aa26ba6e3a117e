package dev.rookery.apex;

import dev.rookery.algorithm.Actor;
import dev.rookery.core.continuous.GaussianNoise;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.core.returns.InitialPriorities;
import dev.rookery.core.returns.NStepWriter;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Takes the policy's action plus noise; the forward pass that gives the action also gives the
 * values for initial priorities. Allocates nothing per step.
 */
final class ApeXDpgActor implements Actor {

  private final OnnxNetwork network;
  private final NStepWriter transitions;
  private final InitialPriorities priorities;
  private final int environments;
  private final GaussianNoise noise;
  private final FloatBuffer noiseInput;
  private final FloatBuffer actionOutput;
  private final FloatBuffer qTaken;
  private final FloatBuffer qPolicy;

  /**
   * An actor that owns {@code network}.
   *
   * @param network made of {@link ApeXDpgAlgorithm}'s acting model
   * @param priorities the listener of {@code transitions}
   */
  ApeXDpgActor(
      OnnxNetwork network,
      NStepWriter transitions,
      InitialPriorities priorities,
      int environments,
      GaussianNoise noise) {
    this.network = network;
    this.transitions = transitions;
    this.priorities = priorities;
    this.environments = environments;
    this.noise = noise;
    noiseInput = network.input(ApeXDpgAlgorithm.NOISE);
    actionOutput = network.output(OnnxExporter.ACTION);
    qTaken = network.output(ApeXDpgAlgorithm.Q_TAKEN);
    qPolicy = network.output(ApeXDpgAlgorithm.Q_POLICY);
  }

  @Override
  public void update(ParameterSnapshot parameters) {
    network.update(parameters);
  }

  @Override
  public void act(VectorStep step, ByteBuffer actions, long environmentSteps) {
    noise.draw(noiseInput);
    network.run(step.observations());
    for (int i = 0; i < actionOutput.capacity(); i++) {
      actions.putFloat(i * Float.BYTES, actionOutput.get(i));
    }
    int slot = transitions.begin(step, actions);
    for (int k = 0; k < environments; k++) {
      priorities.keep(slot, k, qTaken.get(k), qPolicy.get(k));
    }
  }

  @Override
  public void observe(VectorStep step, ExperienceWriter rows) {
    if (InitialPriorities.needsLastValues(step)) {
      network.run(step.nextObservations());
      for (int k = 0; k < environments; k++) {
        priorities.keepLast(k, qPolicy.get(k));
      }
    }
    transitions.complete(step, rows);
  }

  @Override
  public void abandon(int environment, ExperienceWriter rows) {
    transitions.abandon(environment, rows);
  }

  @Override
  public void report(MetricsRecorder metrics) {
    metrics.record("actor/noise", noise.meanDeviation());
  }

  @Override
  public void close() {
    network.close();
  }
}
