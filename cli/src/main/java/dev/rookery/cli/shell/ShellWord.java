package dev.rookery.cli.shell;

/** Words of commands that are printed for people to paste into a POSIX shell. */
public final class ShellWord {

  private ShellWord() {}

  /** The text that a shell reads as this one word. */
  public static String quote(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
