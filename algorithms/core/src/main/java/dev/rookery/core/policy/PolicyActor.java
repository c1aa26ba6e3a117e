package dev.rookery.core.policy;

import dev.rookery.SeededRandom;
import dev.rookery.algorithm.Actor;
import dev.rookery.core.network.RandomInput;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxNetwork;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Draws actions from the policy's distribution, and writes segments. Allocates nothing per step.
 */
final class PolicyActor implements Actor {

  private final OnnxNetwork network;
  private final PolicyActions actions;
  private final SegmentWriter segments;
  private final RandomInput noise;
  private final int noiseInterval;
  private final float[] drawn;
  private final FloatBuffer noiseInput;
  private final FloatBuffer values;
  private final SeededRandom random;

  /** How many steps the noise is kept for. */
  private int noiseLeft;

  /**
   * An actor that owns {@code network}.
   *
   * @param network of {@link PolicyGraph#addExploring}
   * @param noise of {@link PolicyGraph#noise}
   */
  PolicyActor(
      OnnxNetwork network,
      PolicyActions actions,
      RandomInput noise,
      SegmentWriter segments,
      int environments,
      long seed) {
    this.network = network;
    this.actions = actions;
    this.segments = segments;
    this.noise = noise;
    noiseInterval = actions.noiseInterval();
    drawn = new float[environments * noise.input().size()];
    noiseInput = network.input(noise.input().name());
    values = network.output(PolicyGraph.VALUE);
    random = new SeededRandom(seed);
  }

  @Override
  public void update(ParameterSnapshot parameters) {
    network.update(parameters);
  }

  @Override
  public void act(VectorStep step, ByteBuffer chosen, long environmentSteps) {
    if (noiseLeft == 0) {
      noise.draw(drawn, random);
      noiseInput.put(0, drawn);
      noiseLeft = noiseInterval;
    }
    noiseLeft--;
    network.run(step);
    actions.write(network.output(OnnxExporter.ACTION), chosen);
    segments.begin(
        step, network.output(PolicyGraph.NUMBERS), network.output(PolicyGraph.POLICY), values);
  }

  @Override
  public void observe(VectorStep step, ExperienceWriter rows) {
    if (segments.needsNextValues(step)) {
      network.runNext(step);
    }
    segments.complete(step, values, rows);
  }

  @Override
  public void abandon(int environment, ExperienceWriter rows) {
    segments.abandon(environment);
  }

  @Override
  public void report(MetricsRecorder metrics) {}

  @Override
  public void close() {
    network.close();
  }
}
