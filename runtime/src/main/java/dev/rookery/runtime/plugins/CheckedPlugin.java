package dev.rookery.runtime.plugins;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.transport.Transport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the methods of a plugin return, and those of the algorithm or transport that it
 * makes. A null, which none of them may return, is an error that names the plugin and the method,
 * instead of a {@code NullPointerException} somewhere later.
 */
final class CheckedPlugin {

  /** What plugins make that has methods which return objects. */
  private static final Set<Class<?>> CHECKED_PRODUCTS = Set.of(Algorithm.class, Transport.class);

  private CheckedPlugin() {}

  /**
   * Puts the check around a plugin.
   *
   * @param type the provider's interface, none of whose methods may return null
   * @param name for messages, for example {@code algorithm dqn}
   */
  static <T> T of(Class<T> type, T plugin, String name) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(plugin, name, method, arguments)));
  }

  private static @Nullable Object call(
      Object plugin, String name, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    Class<?> type = method.getReturnType();
    Object result;
    try {
      result = method.invoke(plugin, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getTargetException();
      String explanation = PluginFailure.explanation(cause);
      if (explanation.isEmpty() && (cause instanceof RuntimeException || cause instanceof Error)) {
        throw cause;
      }
      // Kotlin does not declare exceptions.
      throw new RookeryException(
          "%s: its method %s failed: %s%s".formatted(name, method.getName(), cause, explanation),
          cause);
    }
    if (result == null && type != void.class) {
      throw new RookeryException(
          "%s: its method %s returned null where an object of type %s is needed"
              .formatted(name, method.getName(), type.getSimpleName()));
    }
    return result != null && CHECKED_PRODUCTS.contains(type) ? checked(type, result, name) : result;
  }

  private static <T> T checked(Class<T> type, Object product, String name) {
    return of(type, type.cast(product), name);
  }
}
