package dev.rookery.runtime.process;

import java.io.Console;
import java.util.Map;

/** Whether people watch this process on a terminal. */
public final class TerminalCheck {

  private TerminalCheck() {}

  /**
   * Whether the standard input and output are a terminal that can draw over what it has shown.
   *
   * @param variables the environment variables; of interest is {@code TERM}
   */
  public static boolean canRedraw(Map<String, String> variables) {
    return isTerminal() && !"dumb".equals(variables.get("TERM"));
  }

  @SuppressWarnings("SystemConsoleNull") // Since JDK 22, isTerminal() says what null said before.
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // Before JDK 22, which has that method, there is a console only on a terminal.
    }
  }
}
