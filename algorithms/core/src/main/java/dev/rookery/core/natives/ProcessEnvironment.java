package dev.rookery.core.natives;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.WString;
import dev.rookery.RookeryException;

/**
 * The environment variables that native code of this process reads. Java has a copy of its own,
 * which does not change with them.
 */
public final class ProcessEnvironment {

  private ProcessEnvironment() {}

  /**
   * Sets a variable. The system does not guard its variables: do so before the native code that
   * reads them is started.
   *
   * @throws RookeryException if it cannot be set from within the process
   */
  public static void set(String name, String value) {
    try {
      if (!call(name, value)) {
        throw new IllegalStateException("the system refuses");
      }
    } catch (RuntimeException | LinkageError e) {
      throw new RookeryException(
          "cannot set the environment variable %s from within this process (%s): start it with %s=%s"
              .formatted(name, e, name, value),
          e);
    }
  }

  private static boolean call(String name, String value) {
    NativeCache.useForJna();
    if (Platform.isWindows()) {
      return Function.getFunction("kernel32", "SetEnvironmentVariableW")
              .invokeInt(new Object[] {new WString(name), new WString(value)})
          != 0;
    }
    return NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {name, value, 1})
        == 0;
  }
}
