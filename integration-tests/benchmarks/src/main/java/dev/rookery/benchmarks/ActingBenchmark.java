package dev.rookery.benchmarks;

import dev.rookery.algorithm.ActorContext;
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

/** Acting with inference in the loop, counted by environment steps, on one thread. */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class ActingBenchmark {

  private Algorithm algorithm;
  private ActingLoop loop;

  /** Makes an actor as DQN has it. */
  @Setup
  public void open() {
    algorithm = ReferenceNetwork.algorithm(ReferenceNetwork.config());
    loop =
        new ActingLoop(
            algorithm,
            algorithm.createActor(new ActorContext(0, 1, ActingLoop.ENVIRONMENTS, 500_000, 1)));
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
