package dev.rookery.compatibility.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A public API as text for people to review, and back. A line is a declaration, with names,
 * descriptors and signatures as class files have them; what is indented belongs to the line above:
 *
 * <pre>
 * package dev/rookery MAINTAINED 0.1
 * type dev/rookery/Seeds public final
 *   extends java/lang/Object
 *   method of (J)Ldev/rookery/Seeds; public static
 * </pre>
 */
final class ApiText {

  private static final int OF_CLASS_FILE =
      Opcodes.ACC_ABSTRACT
          | Opcodes.ACC_FINAL
          | Opcodes.ACC_INTERFACE
          | Opcodes.ACC_ANNOTATION
          | Opcodes.ACC_ENUM
          | Opcodes.ACC_RECORD
          | Opcodes.ACC_DEPRECATED;

  private ApiText() {}

  /** The lines of an API, sorted by package, type and member. */
  static List<String> write(PublicApi api) {
    List<String> lines = new ArrayList<>();
    String current = "";
    for (ClassNode type : api.types().values()) {
      String itsPackage = PublicApi.packageOf(type.name);
      if (!itsPackage.equals(current)) {
        lines.add("package " + itsPackage + " " + api.statuses().get(itsPackage));
        current = itsPackage;
      }
      write(type, api.statuses().get(type.name), lines);
    }
    return lines;
  }

  private static void write(ClassNode type, @Nullable String status, List<String> lines) {
    InnerClassNode nested = PublicApi.nesting(type);
    int access =
        nested == null
            ? type.access
            : nested.access | (type.access & (Opcodes.ACC_RECORD | Opcodes.ACC_DEPRECATED));
    lines.add(("type " + type.name + " " + Flags.TYPE.words(access)).strip());
    if (status != null) {
      lines.add("  status " + status);
    }
    if (nested != null) {
      lines.add("  in " + nested.outerName);
    }
    lines.add("  extends " + type.superName);
    type.interfaces.forEach(parent -> lines.add("  implements " + parent));
    if (type.permittedSubclasses != null) {
      type.permittedSubclasses.forEach(subclass -> lines.add("  permits " + subclass));
    }
    if (type.signature != null) {
      lines.add("  signature " + type.signature);
    }
    for (FieldNode field : type.fields) {
      lines.add(member("field", field.name, field.desc, Flags.FIELD.words(field.access)));
      addSignature(field.signature, lines);
    }
    for (MethodNode method : type.methods) {
      lines.add(member("method", method.name, method.desc, Flags.METHOD.words(method.access)));
      addSignature(method.signature, lines);
      method.exceptions.forEach(exception -> lines.add("    throws " + exception));
      if (method.annotationDefault != null) {
        lines.add("    default");
      }
    }
  }

  private static String member(String kind, String name, String descriptor, String flags) {
    return "  %s %s %s %s".formatted(kind, name, descriptor, flags);
  }

  private static void addSignature(@Nullable String signature, List<String> lines) {
    if (signature != null) {
      lines.add("    signature " + signature);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if a line cannot be read; the message has it
   */
  static PublicApi read(List<String> lines) {
    Map<String, String> statuses = new TreeMap<>();
    Map<String, ClassNode> types = new TreeMap<>();
    ClassNode type = new ClassNode();
    for (String line : lines) {
      try {
        String[] words = line.strip().split(" ");
        switch (words[0]) {
          case "package" -> statuses.put(words[1], words[2] + " " + words[3]);
          case "status" -> statuses.put(type.name, words[1] + " " + words[2]);
          case "type" -> {
            type = type(words);
            types.put(type.name, type);
          }
          default -> read(line, words, type);
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException("cannot read the line '%s'".formatted(line), e);
      }
    }
    return new PublicApi(statuses, types);
  }

  private static ClassNode type(String[] words) {
    ClassNode type = new ClassNode();
    type.version = Opcodes.V17;
    type.name = words[1];
    type.access = Flags.TYPE.bits(words, 2);
    return type;
  }

  private static void read(String line, String[] words, ClassNode type) {
    boolean ofMember = line.startsWith("    ");
    switch (words[0]) {
      case "in" -> nest(type, words[1]);
      case "extends" -> type.superName = words[1];
      case "implements" -> type.interfaces.add(words[1]);
      case "permits" -> {
        if (type.permittedSubclasses == null) {
          type.permittedSubclasses = new ArrayList<>();
        }
        type.permittedSubclasses.add(words[1]);
      }
      case "field" ->
          type.fields.add(
              new FieldNode(Flags.FIELD.bits(words, 3), words[1], words[2], null, null));
      case "method" ->
          type.methods.add(
              new MethodNode(Flags.METHOD.bits(words, 3), words[1], words[2], null, null));
      case "throws" -> last(type.methods).exceptions.add(words[1]);
      case "default" -> last(type.methods).annotationDefault = 0;
      case "signature" -> {
        if (!ofMember) {
          type.signature = words[1];
        } else if (type.methods.isEmpty()) {
          last(type.fields).signature = words[1];
        } else {
          last(type.methods).signature = words[1];
        }
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  /** The flags of a nested type are those of its entry; its class file has some of them. */
  private static void nest(ClassNode type, String outer) {
    String name = type.name.substring(outer.length() + 1);
    int ofEntry = type.access & ~(Opcodes.ACC_RECORD | Opcodes.ACC_DEPRECATED);
    type.innerClasses.add(new InnerClassNode(type.name, outer, name, ofEntry));
    boolean visible = (ofEntry & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
    type.access = type.access & OF_CLASS_FILE | (visible ? Opcodes.ACC_PUBLIC : 0);
  }

  private static <T> T last(List<T> members) {
    return members.get(members.size() - 1);
  }
}
