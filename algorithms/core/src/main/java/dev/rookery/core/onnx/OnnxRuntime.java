package dev.rookery.core.onnx;

import ai.onnxruntime.OrtEnvironment;
import dev.rookery.RookeryException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts ONNX Runtime, once.
 *
 * <p>While it starts, version 1.29 matches a regular expression against each argument of the
 * process's command line, and recurses once or more for every character: a class path of 4,000
 * characters overflows a stack of 1 MiB and takes the whole JVM down. So it is started on a thread
 * with a stack that is deep enough for any command line; only what is used of it takes memory.
 */
final class OnnxRuntime {

  private static final long STACK_BYTES = 1L << 30;

  private static final class Holder {
    static final OrtEnvironment ENVIRONMENT = start();
  }

  private OnnxRuntime() {}

  /** The environment, shared by the whole process. */
  static OrtEnvironment environment() {
    return Holder.ENVIRONMENT;
  }

  private static OrtEnvironment start() {
    AtomicReference<OrtEnvironment> started = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            null, () -> started.set(OrtEnvironment.getEnvironment()), "onnx-start", STACK_BYTES);
    thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    OrtEnvironment environment = started.get();
    if (environment == null) {
      throw new RookeryException(
          "cannot start ONNX Runtime: %s; its native library needs Linux, macOS or Windows on a 64-bit"
                  .formatted(failure.get())
              + " processor and a writable temporary folder",
          failure.get() == null ? new IllegalStateException() : failure.get());
    }
    return environment;
  }
}
