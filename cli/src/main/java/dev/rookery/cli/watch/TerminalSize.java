package dev.rookery.cli.watch;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The size of a terminal.
 *
 * @param columns in letters
 * @param rows in letters
 */
public record TerminalSize(int columns, int rows) {

  private static final TerminalSize DEFAULT = new TerminalSize(80, 24);
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}");
  private static final Pattern STTY = Pattern.compile("([1-9]\\d{0,3}) ([1-9]\\d{0,3})\\s*");

  /** The size of this process's terminal; 80 columns of 24 rows where nobody knows. */
  public static TerminalSize ofThisProcess() {
    return of(System.getenv(), TerminalSize::stty);
  }

  /**
   * The size as the variables {@code COLUMNS} and {@code LINES} say, or else {@code stty size}.
   *
   * @param stty gives rows and columns with a blank between them, or anything else
   */
  static TerminalSize of(Map<String, String> variables, Supplier<String> stty) {
    Matcher asked = STTY.matcher(stty.get());
    TerminalSize size =
        asked.matches()
            ? new TerminalSize(Integer.parseInt(asked.group(2)), Integer.parseInt(asked.group(1)))
            : DEFAULT;
    return new TerminalSize(
        number(variables.get("COLUMNS"), size.columns), number(variables.get("LINES"), size.rows));
  }

  private static int number(@Nullable String text, int otherwise) {
    return text != null && NUMBER.matcher(text).matches() ? Integer.parseInt(text) : otherwise;
  }

  private static String stty() {
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(Redirect.DISCARD)
              .start();
      try (var out = process.getInputStream()) {
        return new String(out.readAllBytes(), StandardCharsets.US_ASCII);
      }
    } catch (IOException e) {
      return ""; // as on Windows, which has no such command
    }
  }
}
