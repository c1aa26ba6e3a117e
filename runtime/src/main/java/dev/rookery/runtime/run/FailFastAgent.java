package dev.rookery.runtime.run;

import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;

/** Ends a role at its first error, and tells of it. Agrona's runner alone would go on. */
record FailFastAgent(Agent role, Consumer<Throwable> onFailure) implements Agent {

  @Override
  public void onStart() {
    guarded(
        () -> {
          role.onStart();
          return 0;
        });
  }

  @Override
  public int doWork() {
    return guarded(role::doWork);
  }

  @Override
  public void onClose() {
    guarded(
        () -> {
          role.onClose();
          return 0;
        });
  }

  @Override
  public String roleName() {
    return role.roleName();
  }

  private interface Work {
    int call() throws Exception;
  }

  private int guarded(Work work) {
    try {
      return work.call();
    } catch (Throwable e) { // An Error in a role, out of memory say, must end the run too.
      onFailure.accept(e);
      throw new AgentTerminationException(e);
    }
  }
}
