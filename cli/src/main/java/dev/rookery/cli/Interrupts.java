package dev.rookery.cli;

import dev.rookery.training.TrainingRun;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets Ctrl-C and the system's request to terminate end a run in order: it stops with a checkpoint,
 * and the command goes on to its end. After a second signal, or if the run does not end in time,
 * the process ends at once.
 *
 * <p>A shutdown hook would not do: the native libraries free themselves in hooks of their own,
 * while the run would still use them.
 */
final class Interrupts {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final TrainingRun run;
  private final PrintWriter err;
  private final AtomicInteger signal = new AtomicInteger();

  private Interrupts(TrainingRun run, PrintWriter err) {
    this.run = run;
    this.err = err;
  }

  /** Watches for signals from now on. */
  static Interrupts stopping(TrainingRun run, PrintWriter err) {
    Interrupts interrupts = new Interrupts(run, err);
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      interrupts.watch(name);
    }
    return interrupts;
  }

  /** The exit status if a signal came. */
  OptionalInt exitStatus() {
    return signal.get() == 0 ? OptionalInt.empty() : OptionalInt.of(128 + signal.get());
  }

  /** Called on a new thread for every signal. */
  void onSignal(int number) {
    if (!signal.compareAndSet(0, number)) {
      Runtime.getRuntime().halt(128 + number);
    }
    err.printf(
        "%nrookery: stopping with a checkpoint, within %d s; once more to stop at once%n",
        LIMIT.toSeconds());
    err.flush();
    run.stop();
    try {
      if (!run.await(LIMIT)) {
        err.printf(
            "rookery: the run did not stop in time; its last checkpoint is in %s%n",
            run.runDirectory());
        err.flush();
        Runtime.getRuntime().halt(128 + number);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Signals are not in the Java API, but every JDK has them in the module jdk.unsupported; the
   * compiler's warning of that can only be avoided by reflection. Where there is no such signal,
   * the system does what it always does.
   */
  private void watch(String name) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  onSignal((int) signalType.getMethod("getNumber").invoke(arguments[0]));
                }
                return null;
              });
      signalType
          .getMethod("handle", signalType, handlerType)
          .invoke(null, signalType.getConstructor(String.class).newInstance(name), handler);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException)) {
        throw new IllegalStateException("cannot watch for the signal " + name, e);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot watch for the signal " + name, e);
    }
  }
}
