package dev.rookery.benchmarks;

import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.environment.Environment;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.roles.ActorRole;
import dev.rookery.settings.Settings;
import dev.rookery.transport.Transport;
import dev.rookery.transport.aeron.AeronTransportProvider;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Actors on threads and transports of their own, each acting about once in a millisecond, that say
 * with which version of the parameters they have acted.
 */
final class PacedActors implements AutoCloseable {

  private static final int ENVIRONMENTS = 8;
  private static final long PACE_NANOS = 1_000_000;

  private final AtomicLongArray actedWith;
  private final List<AgentRunner> runners = new ArrayList<>();
  private final List<Transport> transports = new ArrayList<>();

  PacedActors(Algorithm algorithm, BroadcastingLearner learner, int count) {
    actedWith = new AtomicLongArray(count);
    AeronTransportProvider provider = new AeronTransportProvider();
    for (int id = 0; id < count; id++) {
      Transport transport =
          provider.join(Settings.with(provider.defaultSettings(), learner.invitation()));
      transports.add(transport);
      List<Environment> copies =
          Stream.generate(ReferenceNetwork::environment).limit(ENVIRONMENTS).toList();
      ActorRole role =
          new ActorRole(
              learner.openSession(id),
              learner.settings(),
              new SerialVectorEnvironment("CartPole-v1", copies, id),
              new Paced(
                  algorithm.createActor(new ActorContext(id, count, ENVIRONMENTS, 500_000, id)),
                  id),
              algorithm.experienceSchema(),
              algorithm.parameterLayout(),
              algorithm.pacing(),
              transport,
              SystemNanoClock.INSTANCE);
      AgentRunner runner =
          new AgentRunner(new BackoffIdleStrategy(), Throwable::printStackTrace, null, role);
      runners.add(runner);
      AgentRunner.startOnThread(runner);
    }
  }

  /** Whether every actor has acted with this version or a later one. */
  boolean allActedWith(long version) {
    for (int id = 0; id < actedWith.length(); id++) {
      if (actedWith.get(id) < version) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    runners.forEach(AgentRunner::close);
    transports.forEach(Transport::close);
  }

  /** Acts as another actor does, and then waits as if the environments took their time. */
  private final class Paced implements Actor {

    private final Actor actor;
    private final int id;
    private long version;

    Paced(Actor actor, int id) {
      this.actor = actor;
      this.id = id;
    }

    @Override
    public void update(ParameterSnapshot parameters) {
      actor.update(parameters);
      version = parameters.version();
    }

    @Override
    public void act(VectorStep step, ByteBuffer actions, long environmentSteps) {
      actor.act(step, actions, environmentSteps);
      actedWith.set(id, version);
      LockSupport.parkNanos(PACE_NANOS);
    }

    @Override
    public void observe(VectorStep step, ExperienceWriter rows) {
      actor.observe(step, rows);
    }

    @Override
    public void report(MetricsRecorder metrics) {
      actor.report(metrics);
    }

    @Override
    public void close() {
      actor.close();
    }
  }
}
