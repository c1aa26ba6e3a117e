package dev.rookery.endtoend.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles Java against this test's class path. */
public final class JavaSources {

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private JavaSources() {}

  /** What the compiler says of a line, counted from 1, of a source. */
  public record Complaint(String className, long line, String message) {}

  /**
   * Compiles sources for Java 17.
   *
   * @param sources by the class that each is of, {@code package.Name}
   * @param classes where class files go
   * @return the errors
   */
  public static List<Complaint> compile(Map<String, String> sources, Path classes) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<Source> units =
        sources.entrySet().stream().map(e -> new Source(e.getKey(), e.getValue())).toList();
    COMPILER
        .getTask(
            null,
            null,
            diagnostics,
            List.of("-d", classes.toString(), "--release", "17", "-proc:none", "-Xlint:-options"),
            null,
            units)
        .call();
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(JavaSources::complaint)
        .toList();
  }

  private static Complaint complaint(Diagnostic<? extends JavaFileObject> diagnostic) {
    return new Complaint(
        diagnostic.getSource() instanceof Source source ? source.className : "",
        diagnostic.getLineNumber(),
        diagnostic.getMessage(Locale.ROOT));
  }

  /** The packages of Rookery's own on the class path, without those of these tests. */
  public static Set<String> packages() {
    try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null)) {
      Iterable<JavaFileObject> classes =
          files.list(
              StandardLocation.CLASS_PATH,
              "dev.rookery",
              EnumSet.of(JavaFileObject.Kind.CLASS),
              true);
      return StreamSupport.stream(classes.spliterator(), false)
          .filter(file -> !isTest(file.toUri()))
          .map(file -> files.inferBinaryName(StandardLocation.CLASS_PATH, file))
          .filter(name -> !name.endsWith(".package-info"))
          .map(name -> name.substring(0, name.lastIndexOf('.')))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isTest(URI classFile) {
    return classFile.getScheme().equals("file")
        && Path.of(classFile).startsWith(Repository.testClasses());
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String className;
    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.className = className;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
