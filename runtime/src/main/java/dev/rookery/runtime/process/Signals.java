package dev.rookery.runtime.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * The system's signals to this process. They are not in the Java API, but every JDK has them in the
 * module jdk.unsupported; the compiler's warning of that can only be avoided by reflection.
 */
public final class Signals {

  private Signals() {}

  /**
   * Handles a signal from now on, instead of what the system or the JVM would do. Where there is no
   * such signal, or the JVM keeps it for itself, nothing changes.
   *
   * @param name without {@code SIG}, for example {@code TERM}
   * @param handler gets the signal's number, on a new thread for every signal
   */
  public static void handle(String name, IntConsumer handler) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  handler.accept((int) signalType.getMethod("getNumber").invoke(arguments[0]));
                }
                return null;
              });
      signalType
          .getMethod("handle", signalType, handlerType)
          .invoke(null, signalType.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException)) {
        throw new IllegalStateException("cannot watch for the signal " + name, e);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot watch for the signal " + name, e);
    }
  }
}
