package dev.rookery.runtime.run;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.agrona.CloseHelper;

/**
 * The runs that the actors of a process take part in, one for each configuration that a learner
 * sent. A run that nobody uses stays until another configuration comes, so that actors which join
 * anew need not make its algorithm anew, and is closed then. Thread-safe.
 */
final class RemoteRuns implements AutoCloseable {

  private final Function<String, RemoteRun> maker;
  private final Map<String, Shared> runs = new HashMap<>();

  /**
   * Makes nothing yet.
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

    /** Gives it up; what the actor made of it must have been closed before. */
    @Override
    public void close() {
      synchronized (runs) {
        shared.users--;
      }
    }
  }

  /** The run of that configuration, made if it is new here. */
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

  /** Closes all of them; nobody may use one any more. */
  @Override
  public void close() {
    synchronized (runs) {
      CloseHelper.quietCloseAll(runs.values().stream().map(shared -> shared.run).toList());
      runs.clear();
    }
  }
}
