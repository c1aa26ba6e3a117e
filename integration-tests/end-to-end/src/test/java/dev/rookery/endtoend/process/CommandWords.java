package dev.rookery.endtoend.process;

import java.util.Arrays;
import java.util.stream.Stream;

/** Arguments of commands, short to write. */
final class CommandWords {

  private CommandWords() {}

  /**
   * Arguments.
   *
   * @param words separated by spaces
   * @param more further arguments, as they are
   */
  static String[] of(String words, Object... more) {
    return Stream.concat(Arrays.stream(words.split(" ")), Arrays.stream(more).map(String::valueOf))
        .toArray(String[]::new);
  }
}
