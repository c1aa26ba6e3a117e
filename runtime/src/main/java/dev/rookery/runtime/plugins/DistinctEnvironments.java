package dev.rookery.runtime.plugins;

import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentException;
import dev.rookery.environment.EnvironmentWrapper;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks that every environment is an object of its own. Two copies that share an object would step
 * through each other's episodes, and learning would go wrong unnoticed. Environments that are no
 * longer used are forgotten. Thread-safe.
 */
final class DistinctEnvironments {

  private final List<WeakReference<Environment>> seen = new ArrayList<>();

  /**
   * Checks a new environment and those that it wraps, and remembers them.
   *
   * @param what it is, for messages
   * @param known an environment inside that is already remembered, if there is one
   * @throws EnvironmentException if it, or an environment inside it, was remembered before
   */
  synchronized void add(Environment environment, String what, @Nullable Environment known) {
    seen.removeIf(reference -> reference.refersTo(null));
    Environment layer = environment;
    while (layer != known) {
      Environment candidate = layer;
      if (seen.stream().anyMatch(reference -> reference.refersTo(candidate))) {
        throw new EnvironmentException(
            "%s cannot be made: its factory returned %s again; each call must make a new one, as every copy has a state of its own"
                .formatted(
                    what,
                    layer == environment
                        ? "the same object"
                        : "an object around the same " + layer.getClass().getName()));
      }
      seen.add(new WeakReference<>(layer));
      if (!(layer instanceof EnvironmentWrapper wrapper)) {
        return;
      }
      layer = wrapper.inner();
    }
  }
}
