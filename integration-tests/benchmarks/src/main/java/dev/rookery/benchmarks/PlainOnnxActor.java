package dev.rookery.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.returns.NStepWriter;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Acts as one does with ONNX Runtime at first: for each call a new tensor from an array, and
 * results taken out as arrays. The model is the same as Rookery's, with the weights as inputs, so
 * that new ones can come.
 */
final class PlainOnnxActor implements Actor {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final NStepWriter transitions;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Map<String, OnnxTensor> inputs = new HashMap<>();

  PlainOnnxActor(Algorithm algorithm) {
    Network network =
        NetworkSpec.forObservations(Space.box(-1, 1, ReferenceNetwork.OBSERVATION))
            .withHidden(List.of(ReferenceNetwork.HIDDEN, ReferenceNetwork.HIDDEN))
            .withHeads(new LinearHead("q_values", ReferenceNetwork.ACTIONS))
            .build();
    byte[] model = network.exporter().actingModel(network::exportOutputs);
    FloatBuffer values = ReferenceNetwork.parameters(algorithm).values().asFloatBuffer();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(model, options);
      for (ParameterLayout.Entry entry : network.parameterLayout().entries()) {
        long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
        FloatBuffer weights = values.slice(entry.offset(), entry.size());
        inputs.put(entry.name(), OnnxTensor.createTensor(environment, weights, shape));
      }
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
  public void act(VectorStep step, ByteBuffer actions, long environmentSteps) {
    float[] values = new float[ActingLoop.ENVIRONMENTS * ReferenceNetwork.OBSERVATION];
    step.observations().asFloatBuffer().get(values);
    long[] shape = {ActingLoop.ENVIRONMENTS, ReferenceNetwork.OBSERVATION};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape)) {
      inputs.put("observation", input);
      act(actions);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    transitions.begin(step, actions);
  }

  private void act(ByteBuffer actions) throws OrtException {
    try (OrtSession.Result result = session.run(inputs)) {
      float[][] qValues = (float[][]) result.get("q_values").orElseThrow().getValue();
      for (int k = 0; k < qValues.length; k++) {
        int best = qValues[k][1] > qValues[k][0] ? 1 : 0;
        boolean explore = random.nextDouble() < 0.05;
        actions.putInt(k * Integer.BYTES, explore ? random.nextInt(2) : best);
      }
    }
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
