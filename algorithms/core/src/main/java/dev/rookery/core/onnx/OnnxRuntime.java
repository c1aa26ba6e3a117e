package dev.rookery.core.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.rookery.RookeryException;
import dev.rookery.core.natives.NativeCache;
import dev.rookery.core.natives.ProcessEnvironment;
import dev.rookery.core.natives.Startup;
import dev.rookery.core.natives.UnpackedLibraries;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Starts ONNX Runtime, once: without reports to its maker, and from a library that is unpacked once
 * for all processes.
 *
 * <p>Version 1.29 reports how it is used, unless the variable {@value #TELEMETRY_OFF} is set when
 * its environment is made; its own switch comes too late. With reports on, it also matches a
 * regular expression against the process's command line, and recurses for every character: a class
 * path of 4,000 characters takes the JVM down.
 */
public final class OnnxRuntime {

  /** The environment variable that switches reports off, with the value 1. */
  public static final String TELEMETRY_OFF = "ORT_DISABLE_TELEMETRY";

  /** Where ONNX Runtime looks for its libraries before it unpacks them itself. */
  private static final String PATH = "onnxruntime.native.path";

  /** ONNX Runtime looks for providers beside its own library; that of CUDA is a GPU build's. */
  private static final List<String> LIBRARIES =
      List.of(
          "onnxruntime",
          "onnxruntime4j_jni",
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda");

  private static final class Holder {
    static final Startup<OrtEnvironment> ENVIRONMENT = Startup.of(OnnxRuntime::start);
  }

  private OnnxRuntime() {}

  /**
   * The environment, shared by the whole process.
   *
   * @throws RookeryException if ONNX Runtime cannot be started
   */
  static OrtEnvironment environment() {
    return Holder.ENVIRONMENT.get();
  }

  private static OrtEnvironment start() {
    String chosen = System.getenv(TELEMETRY_OFF);
    boolean silent = chosen == null || chosen.isEmpty();
    if (silent) {
      ProcessEnvironment.set(TELEMETRY_OFF, "1");
    }
    try {
      if (System.getProperty(PATH) == null) {
        unpack();
      }
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      if (silent) {
        environment.setTelemetry(false); // On Windows, where reports are the system's.
      }
      return environment;
    } catch (RookeryException e) {
      throw e;
    } catch (OrtException | RuntimeException | LinkageError e) {
      throw new RookeryException(
          "cannot start ONNX Runtime: %s; it brings libraries for Linux on x86-64 and ARM, macOS on ARM"
                  .formatted(root(e))
              + " and Windows on x86-64, and loads them from "
              + System.getProperty(PATH),
          e);
    }
  }

  /** Elsewhere ONNX Runtime looks for its libraries itself, and says what it does not find. */
  private static void unpack() {
    String folder = "/ai/onnxruntime/native/" + platform() + "/";
    Map<String, URL> libraries = new LinkedHashMap<>();
    for (String library : LIBRARIES) {
      String file = System.mapLibraryName(library);
      URL url = OrtEnvironment.class.getResource(folder + file);
      if (url != null) {
        libraries.put(file, url);
      }
    }
    if (!libraries.isEmpty()) {
      Path directory = UnpackedLibraries.unpack(NativeCache.directory(), "onnxruntime", libraries);
      System.setProperty(PATH, directory.toString());
    }
  }

  /** The folder of this machine's libraries in ONNX Runtime's jar. */
  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return (system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux")
        + (processor.equals("amd64") || processor.equals("x86_64") ? "-x64" : "-" + processor);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
