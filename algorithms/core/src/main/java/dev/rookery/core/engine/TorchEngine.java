package dev.rookery.core.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.rookery.RookeryException;
import dev.rookery.core.natives.NativeCache;
import dev.rookery.core.natives.Startup;
import dev.rookery.core.natives.UnpackedLibraries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * DJL's PyTorch engine, started once per process: on the CPU, with one thread per operation,
 * without downloads and without DJL's usage reports.
 *
 * <p>DJL's own gradient collector exists once per JVM. Here each thread records for itself, where
 * {@link #recording} says so, and any number of threads may take gradients of networks of their own
 * at once.
 */
public final class TorchEngine {

  private static final String THREADS_PROPERTY = "ai.djl.pytorch.num_threads";

  private static final class Holder {
    static final Startup<Engine> ENGINE = Startup.of(TorchEngine::start);
    static final int THREADS = Integer.getInteger(THREADS_PROPERTY, 1);
  }

  private TorchEngine() {}

  /**
   * Makes a manager of memory for tensors on the learning device; close it to free them.
   *
   * @throws RookeryException if PyTorch cannot be started
   */
  public static NDManager newManager() {
    return newManager(Device.cpu());
  }

  static NDManager newManager(Device device) {
    return Holder.ENGINE.get().newBaseManager(device);
  }

  /**
   * Requires what learning on a GPU needs.
   *
   * @throws RookeryException if there is none of it, with what is missing
   */
  static void requireGpu(dev.rookery.algorithm.Device device) {
    requireGpu(device, isSet("PYTORCH_LIBRARY_PATH"), () -> Holder.ENGINE.get().getGpuCount());
  }

  static void requireGpu(
      dev.rookery.algorithm.Device device, boolean hasLibraries, IntSupplier gpuCount) {
    if (!hasLibraries) {
      throw new RookeryException(
          "cannot learn on %s: PyTorch's CUDA libraries are missing; set PYTORCH_LIBRARY_PATH to the lib folder of a CUDA build of PyTorch 2.7.1, or learn on cpu"
              .formatted(device));
    }
    int gpus = gpuCount.getAsInt();
    if (device.gpu() >= gpus) {
      throw new RookeryException(
          "cannot learn on %s: the engine finds %s GPUs; check the NVIDIA driver with nvidia-smi, and that PYTORCH_LIBRARY_PATH has a CUDA build of PyTorch, or learn on cpu"
              .formatted(device, gpus));
    }
  }

  /**
   * Computes with recording on or off, for the calling thread; afterwards it is as it was before.
   * So a part that needs no gradients may stand inside of one that does, and the other way round.
   *
   * @param on whether {@link #backward} shall be possible from what is computed
   */
  @SuppressWarnings("try") // The constants are kept until the computation is over.
  public static <T> T recording(boolean on, Supplier<T> computation) {
    // MKL and OpenMP keep their number of threads for each thread that calls them: the engine's
    // start sets it for one thread only, and others would have helpers that burn a core each.
    JniUtils.setNumThreads(Holder.THREADS);
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(on);
    try (NDScope constants = on ? RecordedConstants.keep() : null) {
      return computation.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /**
   * Computes a loss with the engine's operations and runs backward from it: the engine finds the
   * loss's gradient itself and adds it to the gradients of the parameters.
   *
   * @param loss computes one number, from what {@link
   *     dev.rookery.core.learning.TrainableNetwork#forwardRecording} returns; it is recorded
   * @return the loss
   * @throws IllegalArgumentException if the loss is not one number
   * @throws IllegalStateException if no recorded operation leads from a parameter to the loss
   */
  public static float backward(Supplier<NDArray> loss) {
    PtNDArray result = (PtNDArray) recording(true, loss);
    if (result.size() != 1) {
      throw new IllegalArgumentException(
          "a loss is one number, not an array of shape %s: take its mean or its sum"
              .formatted(result.getShape()));
    }
    try {
      backward(result, result.onesLike());
    } catch (EngineException e) {
      if (String.valueOf(e.getMessage()).contains("does not require grad")) {
        throw new IllegalStateException(
            "the loss does not depend on any parameter: compute it from what forwardRecording"
                + " returns, inside the function that is given here",
            e);
      }
      throw e;
    }
    return result.toFloatArray()[0];
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
    NativeCache.useForJna();
    if (!isSet("PYTORCH_LIBRARY_PATH")) {
      TorchLibraries.check();
    }
    try {
      if (!isSet("ENGINE_CACHE_DIR") && !isSet("DJL_CACHE_DIR")) {
        Path cache = NativeCache.directory().resolve("djl");
        System.setProperty("ENGINE_CACHE_DIR", cache.toString());
        UnpackedLibraries.deleteAbandoned(cache.resolve("pytorch"), "tmp");
      }
      return Engine.getEngine("PyTorch");
    } catch (RookeryException e) {
      throw e;
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new RookeryException("cannot start DJL's PyTorch engine: " + e.getMessage(), e);
    }
  }

  /** Whether DJL finds a value of this name, in the environment or in the system properties. */
  private static boolean isSet(String name) {
    return System.getenv(name) != null || System.getProperty(name) != null;
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
