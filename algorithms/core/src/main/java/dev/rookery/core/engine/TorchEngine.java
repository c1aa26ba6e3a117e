package dev.rookery.core.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.rookery.RookeryException;

/**
 * DJL's PyTorch engine, started once and quietly: on the CPU, one thread per operation, nothing
 * downloaded, nobody told.
 *
 * <p>DJL's own gradient collector exists once per JVM. Here gradients are a matter of the thread:
 * off unless {@link #recordGradients} switches them on, and any number of threads may take
 * gradients of networks of their own at once.
 */
public final class TorchEngine {

  private static final String THREADS_PROPERTY = "ai.djl.pytorch.num_threads";

  private static final class Holder {
    static final Engine ENGINE = start();
    static final int THREADS = Integer.getInteger(THREADS_PROPERTY, 1);
  }

  private TorchEngine() {}

  /** A manager of memory for tensors on the learning device; close it to free them. */
  public static NDManager newManager() {
    return Holder.ENGINE.newBaseManager(Device.cpu());
  }

  /**
   * Switches the recording of gradients on or off for the calling thread, which computes with as
   * many threads as were asked for from then on.
   */
  public static void recordGradients(boolean on) {
    // MKL and OpenMP keep their number of threads for each thread that calls them: the engine's
    // start sets it for one thread only, and others would have helpers that burn a core each.
    JniUtils.setNumThreads(Holder.THREADS);
    JniUtils.setGradMode(on);
  }

  /**
   * Runs backward from {@code output}, given the gradient of the loss with respect to it, and adds
   * to the gradients of the parameters that it was computed from. The graph is freed.
   *
   * @param output computed while gradients were recorded
   * @param gradient of the same shape
   */
  public static void backward(NDArray output, NDArray gradient) {
    JniUtils.backward((PtNDArray) output, (PtNDArray) gradient, false, false);
  }

  private static Engine start() {
    setDefault("OPT_OUT_TRACKING", "true");
    setDefault("ai.djl.offline", "true");
    setDefault(THREADS_PROPERTY, "1");
    setDefault("ai.djl.pytorch.num_interop_threads", "1");
    try {
      return Engine.getEngine("PyTorch");
    } catch (RuntimeException | LinkageError e) {
      throw new RookeryException(
          "cannot start DJL's PyTorch engine: %s; Rookery brings native libraries for Linux x86-64,"
                  .formatted(e.getMessage())
              + " macOS arm64 and Windows x86-64",
          e);
    }
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
