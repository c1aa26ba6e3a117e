package dev.rookery.core.natives;

import dev.rookery.RookeryException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of starting something once: its value, or the failure. Kept in a static field of a
 * holder class, it gives every caller the reason; an exception from a static initializer would give
 * it to the first caller only.
 *
 * @param value what was started, unless it failed
 * @param failure why it could not be started, if so
 * @param <T> what is started
 */
public record Startup<T>(@Nullable T value, @Nullable RookeryException failure) {

  /** Starts something. */
  public static <T> Startup<T> of(Supplier<T> start) {
    try {
      return new Startup<>(start.get(), null);
    } catch (RookeryException e) {
      return new Startup<>(null, e);
    }
  }

  /**
   * What was started.
   *
   * @throws RookeryException if it could not be started
   */
  public T get() {
    if (failure != null) {
      throw new RookeryException(String.valueOf(failure.getMessage()), failure);
    }
    return Objects.requireNonNull(value);
  }
}
