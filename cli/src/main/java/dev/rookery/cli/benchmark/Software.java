package dev.rookery.cli.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The software that made a run; {@value #UNKNOWN} where the build did not say.
 *
 * @param rookery its version
 * @param commit from which it was built; with {@code -dirty} after it, there were changes beside it
 * @param java version and maker of the JDK
 * @param djl the version of DJL
 * @param pytorch the version of PyTorch
 * @param onnxRuntime the version of ONNX Runtime
 */
public record Software(
    String rookery, String commit, String java, String djl, String pytorch, String onnxRuntime) {

  private static final String UNKNOWN = "unknown";

  /** That of this process. */
  public static Software current() {
    Properties build = new Properties();
    try (InputStream file = Software.class.getResourceAsStream("build.properties")) {
      if (file != null) {
        build.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Software(
        known(build, "version"),
        known(build, "commit"),
        "%s, %s".formatted(Runtime.version(), System.getProperty("java.vendor")),
        known(build, "djl"),
        known(build, "pytorch"),
        known(build, "onnxruntime"));
  }

  /** A build without Git, or one that no tool has filled in, leaves the placeholder or nothing. */
  private static String known(Properties build, String key) {
    String value = build.getProperty(key, "").strip();
    return value.isEmpty() || value.startsWith("$") ? UNKNOWN : value;
  }
}
