package dev.rookery.compatibility.api;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.cmp.JarArchiveComparatorOptions.ClassPathMode;
import japicmp.cmp.JarArchiveComparatorOptions.OverrideCompatibilityChange;
import japicmp.model.AccessModifier;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiChangeStatus;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiCompatibilityChange;
import japicmp.model.JApiCompatibilityChangeType;
import japicmp.model.JApiField;
import japicmp.model.JApiMethod;
import japicmp.model.JApiSemanticVersionLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** Finds what of an older API breaks with a newer one, by japicmp. */
final class ApiComparison {

  private ApiComparison() {}

  /**
   * What breaks in programs that were written for an older API: one line each, with the type, the
   * member, japicmp's name of the change, and whether compiled programs break (binary), or only
   * their source.
   *
   * @param libraries jars of what the API extends
   */
  static List<String> breaks(
      Map<String, ClassNode> older, Map<String, ClassNode> newer, List<String> libraries) {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.setAccessModifier(AccessModifier.PROTECTED);
    options.setNoAnnotations(true);
    options.setClassPathMode(ClassPathMode.TWO_SEPARATE_CLASSPATHS);
    options.setOldClassPath(libraries);
    options.setNewClassPath(libraries);
    // As a new default method, it does no harm unless a class inherits two of that signature.
    options.addOverrideCompatibilityChange(
        new OverrideCompatibilityChange(
            JApiCompatibilityChangeType.METHOD_ABSTRACT_NOW_DEFAULT,
            true,
            true,
            JApiSemanticVersionLevel.MINOR));
    List<String> breaks = new ArrayList<>();
    for (JApiClass type :
        new JarArchiveComparator(options).compare(archive(older), archive(newer))) {
      String name = type.getFullyQualifiedName();
      ClassNode now = newer.get(name.replace('.', '/'));
      boolean explained = false;
      int before = breaks.size();
      add(name, type, breaks);
      add(name, type.getSuperclass(), breaks);
      type.getInterfaces().forEach(parent -> add(name, parent, breaks));
      for (JApiField field : type.getFields()) {
        add(name + "." + field.getName(), field, breaks);
      }
      type.getConstructors().forEach(constructor -> addBehavior(name, constructor, breaks));
      for (JApiMethod method : type.getMethods()) {
        if (now != null && isOptionalElement(now, method)) {
          explained = true;
        } else {
          addBehavior(name, method, breaks);
          add(name + "." + method.getName() + "()", method.getReturnType(), breaks);
        }
      }
      if (isSealed(now) && wasOpen(older.get(name.replace('.', '/')))) {
        breaks.add(name + ": CLASS_NOW_SEALED (binary)");
      }
      boolean broken = !type.isBinaryCompatible() || !type.isSourceCompatible();
      if (broken && !explained && breaks.size() == before) {
        breaks.add(name + ": something that japicmp does not name (source)");
      }
    }
    return breaks.stream().distinct().toList();
  }

  /**
   * A new element of an annotation breaks nothing if it has a default, which japicmp passes over.
   */
  private static boolean isOptionalElement(ClassNode type, JApiMethod method) {
    return (type.access & Opcodes.ACC_ANNOTATION) != 0
        && method.getChangeStatus() == JApiChangeStatus.NEW
        && type.methods.stream()
            .anyMatch(m -> m.name.equals(method.getName()) && m.annotationDefault != null);
  }

  /** Whether others can no longer extend a type, which japicmp does not look at. */
  private static boolean isSealed(@Nullable ClassNode type) {
    return type != null && type.permittedSubclasses != null;
  }

  private static boolean wasOpen(@Nullable ClassNode type) {
    return type != null && !isSealed(type);
  }

  private static void addBehavior(String type, JApiBehavior behavior, List<String> breaks) {
    String place = type + "." + behavior.getName() + "()";
    add(place, behavior, breaks);
    behavior.getParameters().forEach(parameter -> add(place, parameter, breaks));
  }

  private static void add(String place, JApiCompatibility changed, List<String> breaks) {
    for (JApiCompatibilityChange change : changed.getCompatibilityChanges()) {
      if (!change.isBinaryCompatible() || !change.isSourceCompatible()) {
        String kind = change.isBinaryCompatible() ? "source" : "binary";
        breaks.add("%s: %s (%s)".formatted(place, change.getType(), kind));
      }
    }
  }

  private static JApiCmpArchive archive(Map<String, ClassNode> types) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (ClassNode type : types.values()) {
        ClassWriter writer = new ClassWriter(0);
        type.accept(writer);
        jar.putNextEntry(new JarEntry(type.name + ".class"));
        jar.write(writer.toByteArray());
        jar.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new JApiCmpArchive(bytes.toByteArray(), "api.jar", "0");
  }
}
