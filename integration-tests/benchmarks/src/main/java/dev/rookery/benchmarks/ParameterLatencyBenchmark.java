package dev.rookery.benchmarks;

import dev.rookery.algorithm.Algorithm;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes from the publication of 1 MB of parameters until all of 8 actors have acted
 * with them, over Aeron. Each actor has a client of its own and, over UDP, a media driver of its
 * own, as it would in its own process; it acts in 8 CartPoles every millisecond, as if these took
 * so long, while the learner takes what it sends. JMH shows the distribution's percentiles.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 4)
@SuppressWarnings("NullAway.Init")
public class ParameterLatencyBenchmark {

  private static final int ACTORS = 8;
  private static final long PAUSE_NANOS = 5_000_000;

  /** What the actors are reached by. */
  @Param({"udp", "ipc"})
  public String channel;

  private final IdleStrategy idle = new BackoffIdleStrategy();
  private Algorithm algorithm;
  private BroadcastingLearner learner;
  private PacedActors actors;

  /** Starts the learner and the actors. */
  @Setup
  public void open() {
    // 4-500-500-2: 254,002 parameters, 1.016 MB.
    algorithm =
        ReferenceNetwork.algorithm(ReferenceNetwork.config().withHiddenLayers(List.of(500, 500)));
    learner = new BroadcastingLearner(algorithm, channel, ACTORS);
    actors = new PacedActors(algorithm, learner, ACTORS);
    learner.await(() -> actors.allActedWith(1), idle);
  }

  /** Lets the learner work as ever for a while, so that publications do not follow each other. */
  @Setup(Level.Invocation)
  public void pause() {
    long end = System.nanoTime() + PAUSE_NANOS;
    learner.await(() -> System.nanoTime() - end >= 0, idle);
  }

  /** Publishes, and waits for the last actor's first action. */
  @Benchmark
  public long publishToFirstActions() {
    long version = learner.publish();
    learner.await(() -> actors.allActedWith(version), idle);
    return version;
  }

  /** Stops everything. */
  @TearDown
  public void close() {
    actors.close();
    learner.close();
    algorithm.close();
  }
}
