package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import dev.rookery.training.RunEvent;
import dev.rookery.training.RunSubscription;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events of a run to who listens: any thread posts them, and the run's own thread
 * delivers them, in their order, so that a slow listener delays no role.
 */
final class RunEvents {

  private final Queue<RunEvent> waiting = new ConcurrentLinkedQueue<>();
  private final List<Listening> listeners = new CopyOnWriteArrayList<>();

  /** Listens from now on. Any thread may call. */
  RunSubscription subscribe(Consumer<? super RunEvent> listener) {
    Listening listening = new Listening(listener);
    listeners.add(listening);
    return () -> listeners.remove(listening);
  }

  /** Any thread may call. */
  void post(RunEvent event) {
    if (!listeners.isEmpty()) {
      waiting.add(event);
    }
  }

  /**
   * Delivers what was posted. A listener that throws hears no more, and the others hear all; what
   * the first threw is thrown on at the end.
   */
  void deliver() {
    @Nullable Throwable thrown = null;
    for (RunEvent event = waiting.poll(); event != null; event = waiting.poll()) {
      for (Listening listening : listeners) {
        try {
          listening.listener.accept(event);
        } catch (Throwable e) { // also what Kotlin does not declare
          listening.listener = ignored -> {};
          thrown = thrown == null ? e : thrown;
        }
      }
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw thrown instanceof RuntimeException unchecked
          ? unchecked
          : new RookeryException("a listener of the run failed: " + thrown, thrown);
    }
  }

  /** One subscription; a listener may have several. */
  private static final class Listening {

    private Consumer<? super RunEvent> listener;

    Listening(Consumer<? super RunEvent> listener) {
      this.listener = listener;
    }
  }
}
