package dev.rookery.benchmarks;

import dev.rookery.algorithm.Algorithm;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The baseline of {@link ActingBenchmark}: the same loop with a {@link PlainOnnxActor}. */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class PlainOnnxActingBenchmark {

  private Algorithm algorithm;
  private ActingLoop loop;

  /** Makes the actor. */
  @Setup
  public void open() {
    algorithm = ReferenceNetwork.algorithm(ReferenceNetwork.config());
    algorithm.createPolicy(1).close(); // starts ONNX Runtime
    loop = new ActingLoop(algorithm, new PlainOnnxActor(algorithm));
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    loop.close();
    algorithm.close();
  }

  /** Steps 16 environments once, rows and replay included. */
  @Benchmark
  @OperationsPerInvocation(ActingLoop.ENVIRONMENTS)
  public void act() {
    loop.step();
  }
}
