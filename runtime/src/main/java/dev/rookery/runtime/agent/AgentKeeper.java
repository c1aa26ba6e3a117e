package dev.rookery.runtime.agent;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/** Keeps all agents of a process in touch with the learner. */
public final class AgentKeeper implements Agent {

  /** Heartbeats are much rarer; simulators themselves look more often. */
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final List<RunAgent> agents;
  private final NanoClock clock;
  private long next;

  /** Makes a keeper, which ends the agents when it is closed. */
  public AgentKeeper(List<RunAgent> agents, NanoClock clock) {
    this.agents = List.copyOf(agents);
    this.clock = clock;
    next = clock.nanoTime();
  }

  @Override
  public String roleName() {
    return "agents";
  }

  @Override
  public int doWork() {
    long now = clock.nanoTime();
    if (now - next >= 0) {
      next = now + INTERVAL_NANOS;
      agents.forEach(RunAgent::keep);
    }
    return 0;
  }

  @Override
  public void onClose() {
    agents.forEach(RunAgent::end);
  }
}
