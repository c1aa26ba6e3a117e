package dev.rookery.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Policy;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From new parameters to the first actions with them: buffers are swapped, or, as the baseline, a
 * new session is made of a model that has them inside.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class ParameterSwapBenchmark {

  private Algorithm algorithm;
  private ParameterSnapshot parameters;
  private Policy policy;
  private VectorStep step;
  private ByteBuffer actions;
  private byte[] model;

  /** Makes the policy and the model. */
  @Setup
  public void open() throws IOException {
    algorithm = ReferenceNetwork.algorithm(ReferenceNetwork.config());
    parameters = ReferenceNetwork.parameters(algorithm);
    policy = algorithm.createPolicy(ActingLoop.ENVIRONMENTS);
    step =
        new VectorStep(ActingLoop.ENVIRONMENTS, ReferenceNetwork.environment().observationSpace());
    actions = DirectBuffers.allocate(ActingLoop.ENVIRONMENTS, Integer.BYTES);
    Path file = Files.createTempFile("policy", ".onnx");
    algorithm.exportPolicy(parameters, file);
    model = Files.readAllBytes(file);
    Files.delete(file);
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    policy.close();
    algorithm.close();
  }

  /** Takes new parameters and acts once. */
  @Benchmark
  public ByteBuffer swap() {
    policy.update(parameters);
    policy.act(step, actions);
    return actions;
  }

  /** Makes a session of the model and acts once. */
  @Benchmark
  public Object rebuild() throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      long[] shape = {ActingLoop.ENVIRONMENTS, ReferenceNetwork.OBSERVATION};
      FloatBuffer observations = step.observations().asFloatBuffer();
      try (OrtSession session = environment.createSession(model, options);
          OnnxTensor input = OnnxTensor.createTensor(environment, observations, shape);
          OrtSession.Result result = session.run(Map.of("observation", input))) {
        return result.get("q_values").orElseThrow().getValue();
      }
    }
  }
}
