package dev.rookery.compatibility.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;

/**
 * The public API of one or several modules: the types that programs may use, without code and
 * without what is private. The types are the public ones, and protected ones within them, of
 * packages that {@link API} does not call internal; and types that these extend or implement, since
 * their members are inherited.
 *
 * @param statuses by package, how stable it is, for example {@code MAINTAINED 0.1}, and by type
 *     where a type says so itself; only packages with types
 * @param types by internal name, for example {@code dev/rookery/Seeds}
 */
record PublicApi(Map<String, String> statuses, Map<String, ClassNode> types) {

  static final String INTERNAL = API.Status.INTERNAL.name();

  private static final String PACKAGE_INFO = "/package-info";

  /** Keeps sorted copies. */
  PublicApi {
    statuses = new TreeMap<>(statuses);
    types = new TreeMap<>(types);
  }

  /**
   * Reads a folder of compiled classes.
   *
   * @param folder the root of its packages
   * @param elsewhere statuses of packages that other modules share with this one
   * @throws IllegalStateException if there are no classes, or neither a public type nor its package
   *     says how stable it is
   */
  static PublicApi read(Path folder, Map<String, String> elsewhere) {
    Map<String, ClassNode> all = classes(folder);
    Map<String, String> statuses = new TreeMap<>(elsewhere);
    all.values().forEach(type -> status(type).ifPresent(s -> statuses.put(place(type), s)));
    all.keySet().removeIf(name -> name.endsWith(PACKAGE_INFO));
    if (all.isEmpty()) {
      throw new IllegalStateException("there are no compiled classes in " + folder);
    }
    Set<String> names = new TreeSet<>();
    for (ClassNode type : all.values()) {
      if (isVisible(type, all)) {
        String status = status(type, all, statuses);
        if (!status.startsWith(INTERNAL)) {
          addWithParents(type.name, all, names);
        }
      }
    }
    Map<String, ClassNode> types =
        names.stream()
            .map(name -> PublicMembers.of(Objects.requireNonNull(all.get(name))))
            .collect(Collectors.toMap(type -> type.name, type -> type));
    Set<String> packages = names.stream().map(PublicApi::packageOf).collect(Collectors.toSet());
    statuses.keySet().removeIf(name -> !packages.contains(name) && !names.contains(name));
    return new PublicApi(statuses, types);
  }

  /** What packages and types of a folder of compiled classes say of themselves. */
  static Map<String, String> statuses(Path folder) {
    return classes(folder).values().stream()
        .filter(type -> status(type).isPresent())
        .collect(Collectors.toMap(PublicApi::place, type -> status(type).orElseThrow()));
  }

  /** All compiled classes of a folder, by name, with descriptions of packages among them. */
  static Map<String, ClassNode> classes(Path folder) {
    if (!Files.isDirectory(folder)) {
      return new TreeMap<>();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(PublicApi::read)
          .collect(Collectors.toMap(type -> type.name, type -> type, (x, y) -> x, TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a class file is about: a type, or a package where it describes that. */
  private static String place(ClassNode type) {
    return type.name.endsWith(PACKAGE_INFO) ? packageOf(type.name) : type.name;
  }

  /** What a type, a type around it, its package, or an internal package above that says. */
  private static String status(
      ClassNode type, Map<String, ClassNode> all, Map<String, String> statuses) {
    InnerClassNode nested = nesting(type);
    if (statuses.containsKey(type.name)) {
      return statuses.get(type.name);
    }
    if (nested != null) {
      return status(Objects.requireNonNull(all.get(nested.outerName)), all, statuses);
    }
    String ofPackage = statuses.get(packageOf(type.name));
    String above = statuses.getOrDefault(packageOf(packageOf(type.name)), "");
    if (ofPackage == null && !above.startsWith(INTERNAL)) {
      throw new IllegalStateException(
          "%s is public, but neither it nor its package says with @API how stable it is"
              .formatted(type.name.replace('/', '.')));
    }
    return ofPackage == null ? above : ofPackage;
  }

  /** The package of a type, or above a package, as internal names; empty if there is none. */
  static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private static void addWithParents(String name, Map<String, ClassNode> all, Set<String> names) {
    ClassNode type = all.get(name);
    if (type != null && names.add(name)) {
      addWithParents(type.superName, all, names);
      type.interfaces.forEach(parent -> addWithParents(parent, all, names));
    }
  }

  /** Whether a type and all types around it are public, or protected within one of these. */
  private static boolean isVisible(ClassNode type, Map<String, ClassNode> all) {
    InnerClassNode nested = nesting(type);
    if (nested == null) {
      return type.outerMethod == null && (type.access & Opcodes.ACC_PUBLIC) != 0;
    }
    ClassNode outer = nested.outerName == null ? null : all.get(nested.outerName);
    return outer != null
        && (nested.access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0
        && isVisible(outer, all);
  }

  /** What a nested type's class file says of its nesting; null of a type that is not nested. */
  static @Nullable InnerClassNode nesting(ClassNode type) {
    return type.innerClasses.stream()
        .filter(inner -> inner.name.equals(type.name))
        .findFirst()
        .orElse(null);
  }

  private static Optional<String> status(ClassNode annotated) {
    List<AnnotationNode> annotations =
        Objects.requireNonNullElse(annotated.visibleAnnotations, List.of());
    for (AnnotationNode annotation : annotations) {
      if (annotation.desc.equals(Type.getDescriptor(API.class))) {
        List<String> words = new ArrayList<>();
        for (Object value : annotation.values) {
          if (value instanceof String[] constant) {
            words.add(0, constant[1]);
          } else if (!value.equals("status") && !value.equals("since")) {
            words.add(value.toString());
          }
        }
        return Optional.of(String.join(" ", words));
      }
    }
    return Optional.empty();
  }

  private static ClassNode read(Path file) {
    try {
      ClassNode type = new ClassNode();
      new ClassReader(Files.readAllBytes(file))
          .accept(type, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return type;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
