package dev.rookery.runtime.run;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.agrona.CloseHelper;

/**
 * The runs that the actors of a process take part in, one for each configuration that a learner
 * sent. A run that no actor uses is closed only when another configuration comes, so that an actor
 * which joins again finds its algorithm made. Thread-safe.
 */
final class RemoteRuns implements AutoCloseable {

  private final Function<String, RemoteRun> maker;
  private final Map<String, Shared> runs = new HashMap<>();

  /**
   * Holds no run yet.
   *
   * @param maker makes a run from its configuration
   */
  RemoteRuns(Function<String, RemoteRun> maker) {
    this.maker = maker;
  }

  private static final class Shared {
    private final RemoteRun run;
    private int users;

    private Shared(RemoteRun run) {
      this.run = run;
    }
  }

  /** The use of a run by one actor. */
  final class Lease implements AutoCloseable {

    private final Shared shared;

    private Lease(Shared shared) {
      this.shared = shared;
    }

    RemoteRun run() {
      return shared.run;
    }

    /** Ends the use; what the actor made with the run must be closed before. */
    @Override
    public void close() {
      synchronized (runs) {
        shared.users--;
      }
    }
  }

  /** Begins to use the run of that configuration, which is made if it does not exist. */
  Lease open(String configuration) {
    synchronized (runs) {
      closeUnused(configuration);
      Shared shared = runs.computeIfAbsent(configuration, text -> new Shared(maker.apply(text)));
      shared.users++;
      return new Lease(shared);
    }
  }

  private void closeUnused(String wanted) {
    runs.entrySet()
        .removeIf(
            entry -> {
              boolean unused = entry.getValue().users == 0 && !entry.getKey().equals(wanted);
              if (unused) {
                entry.getValue().run.close();
              }
              return unused;
            });
  }

  /** Closes all runs, which must not be in use. */
  @Override
  public void close() {
    synchronized (runs) {
      CloseHelper.quietCloseAll(runs.values().stream().map(shared -> shared.run).toList());
      runs.clear();
    }
  }
}
