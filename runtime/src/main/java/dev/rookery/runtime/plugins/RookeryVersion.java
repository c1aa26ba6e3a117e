package dev.rookery.runtime.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Rookery, and which plugins run with it.
 *
 * @param text as it was written, for example {@code 0.1.0-SNAPSHOT}
 * @param major its first number
 * @param minor its second number
 */
public record RookeryVersion(String text, int major, int minor) {

  /** The attribute of a jar's manifest that says for which version a plugin was built. */
  static final String ATTRIBUTE = "Rookery-Version";

  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})([.\\-+].*)?");

  /** The version of this Rookery. */
  public static RookeryVersion current() {
    Properties properties = new Properties();
    try (InputStream in = RookeryVersion.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parse(properties.getProperty("version"));
  }

  /**
   * Reads a version.
   *
   * @throws IllegalArgumentException if the text does not begin with two numbers, as {@code 0.1}
   */
  static RookeryVersion parse(String text) {
    Matcher matcher = NUMBERS.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'%s' is no version such as 0.1".formatted(text));
    }
    return new RookeryVersion(
        text.strip(), Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * Whether plugins that were built for another version run with this one: those of the same major
   * version that are not newer; before 1.0, where every minor version may change the API, those of
   * the same minor version.
   */
  boolean runsPluginsFor(RookeryVersion other) {
    return major == other.major && (major == 0 ? minor == other.minor : minor >= other.minor);
  }

  /** The release without patches, for example {@code 0.1}. */
  String release() {
    return major + "." + minor;
  }

  @Override
  public String toString() {
    return text;
  }
}
