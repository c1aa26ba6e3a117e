package dev.rookery.compatibility.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.compatibility.PublishedModules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.tree.ClassNode;

/**
 * The API is what the baseline says. With the property {@value #UPDATE} the baseline is written
 * anew instead.
 */
class ApiBaselineTest {

  private static final String UPDATE = "rookery.api.update";

  @Test
  void theApiIsThatOfTheBaseline() {
    ApiBaseline now = ApiBaseline.compiled();
    if (Boolean.getBoolean(UPDATE)) {
      now.write(ApiBaseline.folder());
      return;
    }
    assertEquals(
        List.of(),
        ApiBaseline.read(ApiBaseline.folder()).problems(now, PublishedModules.libraries()));
  }

  /** Programs cannot name an internal type, so no declaration of the API may. */
  @Test
  void theApiMentionsNoInternalTypes() {
    List<Pattern> internal =
        PublishedModules.all().stream()
            .flatMap(module -> PublicApi.statuses(module.classes()).entrySet().stream())
            .filter(status -> status.getValue().startsWith(PublicApi.INTERNAL))
            .map(status -> Pattern.compile(status.getKey() + "/[A-Z]"))
            .toList();
    assertTrue(internal.size() > 10, internal.toString());
    List<String> mentions =
        ApiBaseline.compiled().modules().values().stream()
            .flatMap(module -> ApiText.write(module).stream())
            .filter(line -> internal.stream().anyMatch(type -> type.matcher(line).find()))
            .toList();
    assertEquals(List.of(), mentions);
  }

  /** An empty file for each module is what a check must not pass with. */
  @Test
  void anEmptyBaselineFailsForEachModule(@TempDir Path folder) throws IOException {
    ApiBaseline now = ApiBaseline.compiled();
    Set<String> modules = now.modules().keySet();
    for (String module : modules) {
      Files.createFile(folder.resolve(module + ".txt"));
    }
    List<String> problems = ApiBaseline.read(folder).problems(now, PublishedModules.libraries());
    for (String module : modules) {
      String problem = "the baseline of %s is empty".formatted(module);
      assertTrue(problems.stream().anyMatch(p -> p.startsWith(problem)), problems.toString());
    }
    assertTrue(modules.size() > 15, modules.toString());
  }

  /**
   * The text has all that japicmp sees in the class files; only constructors of settings differ.
   */
  @Test
  void theTextSaysWhatTheClassFilesSay() {
    Map<String, ClassNode> written = new TreeMap<>();
    Map<String, ClassNode> compiled = new TreeMap<>();
    for (PublicApi module : ApiBaseline.compiled().modules().values()) {
      written.putAll(ApiText.read(ApiText.write(module)).types());
    }
    for (PublishedModules.Module module : PublishedModules.all()) {
      compiled.putAll(PublicApi.classes(module.classes()));
    }
    List<String> libraries = PublishedModules.libraries();
    compiled.keySet().retainAll(written.keySet());
    assertTrue(compiled.size() > 350, compiled.size() + " types");
    assertEquals(List.of(), ApiComparison.breaks(written, compiled, libraries));
    Set<String> lost =
        ApiComparison.breaks(compiled, written, libraries).stream()
            .map(line -> line.replaceAll("^.*\\.([\\w$]+)\\.\\1\\(\\): ", ""))
            .collect(Collectors.toSet());
    assertEquals(Set.of("CONSTRUCTOR_REMOVED (binary)"), lost);
  }
}
