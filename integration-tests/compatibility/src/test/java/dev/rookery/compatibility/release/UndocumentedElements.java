package dev.rookery.compatibility.release;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Finds public and protected elements of sources that have no Javadoc. Settings are documented by
 * their annotation, and tests of a contract by their name; what overrides has the documentation of
 * what it overrides.
 */
final class UndocumentedElements extends TreePathScanner<@Nullable Void, @Nullable Void> {

  private static final Set<String> DOCUMENTED_OTHERWISE =
      Set.of(
          "Override", "Setting", "Test", "ParameterizedTest", "TestFactory", "Property", "Example");

  private final DocTrees docs;
  private final List<String> undocumented = new ArrayList<>();
  private int elements;

  UndocumentedElements(JavacTask task) {
    docs = DocTrees.instance(task);
  }

  /** Those that were found, with their files. */
  List<String> undocumented() {
    return undocumented;
  }

  /** How many elements were looked at. */
  int elements() {
    return elements;
  }

  @Override
  public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
    if (!isVisible(type.getModifiers())) {
      return null; // nor is what is in it
    }
    check(type.getModifiers(), type.getSimpleName().toString());
    return super.visitClass(type, nothing);
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
    if (isVisible(method.getModifiers()) && !isGenerated(method)) {
      check(method.getModifiers(), method.getName().toString());
    }
    return null; // classes in it are its own
  }

  @Override
  public @Nullable Void visitVariable(VariableTree field, @Nullable Void nothing) {
    if (isVisible(field.getModifiers())) {
      check(field.getModifiers(), field.getName().toString());
    }
    return null;
  }

  private void check(ModifiersTree modifiers, String name) {
    elements++;
    boolean otherwise =
        modifiers.getAnnotations().stream()
            .map(AnnotationTree::getAnnotationType)
            .anyMatch(type -> DOCUMENTED_OTHERWISE.contains(type.toString()));
    if (!otherwise && docs.getDocComment(getCurrentPath()) == null) {
      String file = getCurrentPath().getCompilationUnit().getSourceFile().getName();
      undocumented.add(file + " " + name);
    }
  }

  /** Whether an element is public or protected, as members of interfaces are. */
  private boolean isVisible(ModifiersTree modifiers) {
    TreePath parent = getCurrentPath().getParentPath();
    boolean inInterface =
        parent.getLeaf().getKind() == Tree.Kind.INTERFACE
            || parent.getLeaf().getKind() == Tree.Kind.ANNOTATION_TYPE;
    Set<Modifier> flags = modifiers.getFlags();
    return flags.contains(Modifier.PUBLIC)
        || flags.contains(Modifier.PROTECTED)
        || (inInterface && !flags.contains(Modifier.PRIVATE));
  }

  /** Whether the compiler and not the source has the method, as a constructor without text. */
  private boolean isGenerated(MethodTree method) {
    return docs.getSourcePositions().getStartPosition(getCurrentPath().getCompilationUnit(), method)
        < 0;
  }
}
