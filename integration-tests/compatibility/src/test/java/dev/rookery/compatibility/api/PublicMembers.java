package dev.rookery.compatibility.api;

import dev.rookery.settings.Explicit;
import dev.rookery.settings.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;

/** Cuts a class down to what the API has of it: a declaration, without code. */
final class PublicMembers {

  private static final int VISIBLE = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

  private PublicMembers() {}

  /** A copy with the public and protected members of a class, sorted. */
  static ClassNode of(ClassNode type) {
    ClassNode copy = new ClassNode();
    InnerClassNode nested = PublicApi.nesting(type);
    copy.version = Opcodes.V17;
    copy.name = type.name;
    copy.access = type.access;
    copy.signature = type.signature;
    copy.superName = type.superName;
    copy.interfaces = List.copyOf(type.interfaces);
    copy.permittedSubclasses = type.permittedSubclasses;
    if (nested != null) {
      copy.innerClasses.add(nested);
    }
    type.fields.stream()
        .filter(field -> isVisible(field.access))
        .map(PublicMembers::declaration)
        .sorted(Comparator.comparing(field -> field.name))
        .forEach(copy.fields::add);
    String settingsConstructor = isSettings(type) ? canonicalConstructor(type) : "";
    type.methods.stream()
        .filter(method -> isVisible(method.access))
        .filter(method -> !(method.name + method.desc).equals(settingsConstructor))
        .map(PublicMembers::declaration)
        .sorted(Comparator.comparing(method -> method.name + method.desc))
        .forEach(copy.methods::add);
    return copy;
  }

  private static boolean isVisible(int access) {
    return (access & VISIBLE) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0;
  }

  /**
   * Whether a record holds settings. Its canonical constructor is no API then, since it changes
   * whenever there is a new setting; programs start from the defaults.
   */
  private static boolean isSettings(ClassNode type) {
    return components(type).stream()
        .anyMatch(
            component ->
                component.descriptor.equals(Type.getDescriptor(Explicit.class))
                    || (component.visibleAnnotations != null
                        && component.visibleAnnotations.stream()
                            .anyMatch(a -> a.desc.equals(Type.getDescriptor(Setting.class)))));
  }

  private static String canonicalConstructor(ClassNode type) {
    return components(type).stream()
        .map(component -> component.descriptor)
        .collect(Collectors.joining("", "<init>(", ")V"));
  }

  private static List<RecordComponentNode> components(ClassNode type) {
    return Objects.requireNonNullElse(type.recordComponents, List.of());
  }

  private static FieldNode declaration(FieldNode field) {
    return new FieldNode(field.access, field.name, field.desc, field.signature, null);
  }

  private static MethodNode declaration(MethodNode method) {
    MethodNode copy =
        new MethodNode(
            method.access,
            method.name,
            method.desc,
            method.signature,
            new ArrayList<>(method.exceptions).toArray(String[]::new));
    copy.annotationDefault = method.annotationDefault;
    return copy;
  }
}
