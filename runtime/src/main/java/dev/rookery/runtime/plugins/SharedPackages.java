package dev.rookery.runtime.plugins;

import java.util.List;

/**
 * The packages that plugins take from Rookery even where they bring classes of the same names:
 * Rookery's own, and the libraries of which a process needs one copy, because API and core speak in
 * their types, or because they load native code.
 */
final class SharedPackages {

  private static final String ROOKERY = "dev.rookery.";

  private static final List<String> PREFIXES =
      List.of(ROOKERY, "ai.djl.", "ai.onnxruntime.", "org.jspecify.", "org.slf4j.");

  private SharedPackages() {}

  /** Whether a class is in one of them. */
  static boolean include(String className) {
    return PREFIXES.stream().anyMatch(className::startsWith);
  }

  /** Whether a class is in a package of Rookery's own. */
  static boolean areRookerys(String className) {
    return className.startsWith(ROOKERY);
  }
}
