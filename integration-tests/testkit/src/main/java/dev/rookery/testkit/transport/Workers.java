package dev.rookery.testkit.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads of a test; the first failure of one fails the test. */
final class Workers {

  private final TransportBench bench;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Workers(TransportBench bench) {
    this.bench = bench;
  }

  /** Runs something on a thread of its own. */
  void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((t, e) -> failure.compareAndSet(null, e));
    threads.add(thread);
    thread.start();
  }

  /** Waits until all have ended, or one has failed. */
  void join() {
    for (Thread thread : threads) {
      bench.await(() -> !thread.isAlive() || failure.get() != null, thread.getName() + " to end");
    }
    Throwable thrown = failure.get();
    if (thrown != null) {
      threads.forEach(Thread::interrupt);
      throw new AssertionError("a thread failed", thrown);
    }
  }
}
