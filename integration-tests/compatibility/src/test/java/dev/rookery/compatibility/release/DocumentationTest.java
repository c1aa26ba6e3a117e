package dev.rookery.compatibility.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.util.JavacTask;
import dev.rookery.compatibility.PublishedModules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No public element of the API is without documentation. */
class DocumentationTest {

  @Test
  void everyPublicElementIsDocumented() throws IOException {
    for (PublishedModules.Module module : PublishedModules.all()) {
      Path sources = module.folder().resolve("src/main/java");
      if (Files.isDirectory(sources)) {
        assertEquals(List.of(), undocumented(apiIn(sources)), module.artifact());
      }
    }
  }

  @Test
  void whatIsNotDocumentedIsFound(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("A.java");
    Files.writeString(
        file,
        """
        /** Documented. */
        public class A extends Thread {
          public int field;
          protected A() {}
          public void method() {}
          @Override
          public void run() {}
          void inner() {}
          @Setting("How many.")
          public void setting() {}
          @Test
          public void what_its_name_says() {}
          protected interface B {
            /** Documented. */
            int documented();
            int undocumented();
          }
          public enum C { /** Documented. */ X, Y }
          class D { public int hidden; }
          public record E(int x) { public E {} }
        }
        """);
    List<String> names =
        undocumented(List.of(file)).stream().map(place -> place.replaceAll(".* ", "")).toList();
    assertEquals(
        List.of("field", "<init>", "method", "B", "undocumented", "C", "Y", "E", "<init>"), names);
  }

  /** The sources of packages that are not internal. */
  private static List<Path> apiIn(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !isInternal(file.getParent()))
          .toList();
    }
  }

  private static boolean isInternal(Path folder) {
    try {
      String text = Files.readString(folder.resolve("package-info.java"));
      return text.contains("API.Status.INTERNAL");
    } catch (IOException e) {
      throw new AssertionError(folder + " has no package-info.java", e);
    }
  }

  private static List<String> undocumented(List<Path> files) throws IOException {
    if (files.isEmpty()) {
      return List.of();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      UndocumentedElements scanner = new UndocumentedElements(task);
      task.parse().forEach(unit -> scanner.scan(unit, null));
      assertTrue(scanner.elements() > 0, files.toString());
      return scanner.undocumented();
    }
  }
}
