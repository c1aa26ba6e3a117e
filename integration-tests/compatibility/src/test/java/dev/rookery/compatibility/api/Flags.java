package dev.rookery.compatibility.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;

/** The flags of declarations that matter to users, as words. */
enum Flags {
  TYPE(
      "public",
      Opcodes.ACC_PUBLIC,
      "protected",
      Opcodes.ACC_PROTECTED,
      "static",
      Opcodes.ACC_STATIC,
      "abstract",
      Opcodes.ACC_ABSTRACT,
      "final",
      Opcodes.ACC_FINAL,
      "interface",
      Opcodes.ACC_INTERFACE,
      "annotation",
      Opcodes.ACC_ANNOTATION,
      "enum",
      Opcodes.ACC_ENUM,
      "record",
      Opcodes.ACC_RECORD,
      "deprecated",
      Opcodes.ACC_DEPRECATED),
  FIELD(
      "public",
      Opcodes.ACC_PUBLIC,
      "protected",
      Opcodes.ACC_PROTECTED,
      "static",
      Opcodes.ACC_STATIC,
      "final",
      Opcodes.ACC_FINAL,
      "volatile",
      Opcodes.ACC_VOLATILE,
      "transient",
      Opcodes.ACC_TRANSIENT,
      "enum",
      Opcodes.ACC_ENUM,
      "deprecated",
      Opcodes.ACC_DEPRECATED),
  METHOD(
      "public",
      Opcodes.ACC_PUBLIC,
      "protected",
      Opcodes.ACC_PROTECTED,
      "static",
      Opcodes.ACC_STATIC,
      "abstract",
      Opcodes.ACC_ABSTRACT,
      "final",
      Opcodes.ACC_FINAL,
      "varargs",
      Opcodes.ACC_VARARGS,
      "deprecated",
      Opcodes.ACC_DEPRECATED);

  private final Map<String, Integer> bits = new LinkedHashMap<>();

  Flags(Object... wordsAndBits) {
    for (int k = 0; k < wordsAndBits.length; k += 2) {
      bits.put((String) wordsAndBits[k], (Integer) wordsAndBits[k + 1]);
    }
  }

  /** The words of the flags that are set; others that a class file has are passed over. */
  String words(int access) {
    return bits.entrySet().stream()
        .filter(flag -> (access & flag.getValue()) != 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(" "));
  }

  /**
   * The flags that words name.
   *
   * @throws IllegalArgumentException if there is no such flag
   */
  int bits(Collection<String> words) {
    int access = 0;
    for (String word : words) {
      Integer bit = bits.get(word);
      if (bit == null) {
        throw new IllegalArgumentException("no flag '%s' among %s".formatted(word, bits.keySet()));
      }
      access |= bit;
    }
    return access;
  }

  /** As {@link #bits(Collection)}, from a place in a line's words on. */
  int bits(String[] words, int from) {
    return bits(Arrays.asList(words).subList(from, words.length));
  }
}
