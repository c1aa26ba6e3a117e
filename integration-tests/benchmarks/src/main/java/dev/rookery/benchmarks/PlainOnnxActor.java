package dev.rookery.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.core.returns.NStepWriter;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Acts as one does with ONNX Runtime at first: a session over an exported model, a new tensor from
 * an array for each call, and results taken out as arrays.
 */
final class PlainOnnxActor implements Actor {

  private final OrtSession session;
  private final NStepWriter transitions;
  private final SplittableRandom random = new SplittableRandom(1);

  PlainOnnxActor(Algorithm algorithm, Path policy) {
    algorithm.exportPolicy(ReferenceNetwork.parameters(algorithm), policy);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = OrtEnvironment.getEnvironment().createSession(policy.toString(), options);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    transitions =
        new NStepWriter(
            algorithm.experienceSchema(), ActingLoop.ENVIRONMENTS, 1, ReferenceNetwork.DISCOUNT);
  }

  @Override
  public void update(ParameterSnapshot parameters) {}

  @Override
  public void act(ByteBuffer observations, ByteBuffer actions, long environmentSteps) {
    float[] values = new float[ActingLoop.ENVIRONMENTS * ReferenceNetwork.OBSERVATION];
    observations.order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
    long[] shape = {ActingLoop.ENVIRONMENTS, ReferenceNetwork.OBSERVATION};
    try (OnnxTensor input =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
        OrtSession.Result result = session.run(Map.of("observation", input))) {
      float[][] qValues = (float[][]) result.get("q_values").orElseThrow().getValue();
      for (int k = 0; k < qValues.length; k++) {
        int best = qValues[k][1] > qValues[k][0] ? 1 : 0;
        boolean explore = random.nextDouble() < 0.05;
        actions.putInt(k * Integer.BYTES, explore ? random.nextInt(2) : best);
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    transitions.begin(observations, actions);
  }

  @Override
  public void observe(VectorStep step, ExperienceWriter rows) {
    transitions.complete(step, rows);
  }

  @Override
  public void report(MetricsRecorder metrics) {}

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
