package dev.rookery.endtoend.process;

import dev.rookery.cli.Rookery;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** Commands in this process. */
public final class InProcess {

  private static final String PLUGINS = "rookery.plugins";

  private InProcess() {}

  /**
   * Runs a command.
   *
   * @param words separated by spaces
   * @param more further arguments, as they are
   */
  static CommandResult run(String words, Object... more) {
    return execute(CommandWords.of(words, more));
  }

  /** Runs a command that is given as arguments. */
  public static CommandResult execute(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Rookery.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args);
    return new CommandResult(status, out.toString(), err.toString());
  }

  /** Runs a command as if the jars of a directory were in the distribution's {@code plugins}. */
  static CommandResult runWithPlugins(Path directory, String words, Object... more) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    System.setProperty(PLUGINS, directory.toString());
    try {
      return run(words, more);
    } finally {
      System.clearProperty(PLUGINS);
      thread.setContextClassLoader(before);
    }
  }
}
