package dev.rookery.core.engine;

import ai.djl.util.Platform;
import dev.rookery.RookeryException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** PyTorch's native libraries on the class path. */
final class TorchLibraries {

  /** What each jar of such libraries says of itself. */
  private static final String DESCRIPTION = "native/lib/pytorch.properties";

  private static final List<String> PUBLISHED =
      List.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");

  private TorchLibraries() {}

  /**
   * Checks that there are libraries for this machine.
   *
   * @throws RookeryException if there are only others, or none
   */
  static void check() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? TorchLibraries.class.getClassLoader() : context;
    List<String> found = new ArrayList<>();
    try {
      for (URL url : Collections.list(Objects.requireNonNull(loader).getResources(DESCRIPTION))) {
        Properties description = new Properties();
        try (InputStream in = url.openStream()) {
          description.load(in);
        }
        found.add(description.getProperty("classifier", "any")); // "any" would be downloaded.
      }
    } catch (IOException e) {
      throw new RookeryException("cannot read " + DESCRIPTION + " on the class path: " + e, e);
    }
    check(found, Platform.fromSystem("pytorch").getClassifier());
  }

  static void check(List<String> found, String machine) {
    if (found.contains(machine)) {
      return;
    }
    throw new RookeryException(
        PUBLISHED.contains(machine)
            ? "PyTorch's native libraries for this machine, %s, are not on the class path (there: %s): add ai.djl.pytorch:pytorch-native-cpu with the classifier %s, or build Rookery on such a machine"
                .formatted(machine, found.isEmpty() ? "none" : String.join(", ", found), machine)
            : "PyTorch's native libraries exist for %s, and this machine is %s: learn on one of those"
                .formatted(String.join(", ", PUBLISHED), machine));
  }
}
