package dev.rookery.compatibility.api;

import dev.rookery.compatibility.PublishedModules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.tree.ClassNode;

/**
 * The public API of all modules.
 *
 * @param modules by artifact
 */
record ApiBaseline(Map<String, PublicApi> modules) {

  private static final String EXTENSION = ".txt";
  private static final String UPDATE =
      "if that is meant, see docs/compatibility.md, \"Change the API\"";

  /** Keeps a sorted copy. */
  ApiBaseline {
    modules = new TreeMap<>(modules);
  }

  /** Where the baseline is in the repository. */
  static Path folder() {
    return PublishedModules.root().resolve("integration-tests/compatibility/api");
  }

  /** Reads a folder with a file for each module. */
  static ApiBaseline read(Path folder) {
    Map<String, PublicApi> modules = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String artifact = file.getFileName().toString().replace(EXTENSION, "");
        modules.put(artifact, ApiText.read(Files.readAllLines(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ApiBaseline(modules);
  }

  /**
   * What has just been compiled; modules without any API, all of whose packages are internal, are
   * left out.
   *
   * @throws IllegalStateException if a published module has no compiled classes
   */
  static ApiBaseline compiled() {
    Map<String, String> statuses = new TreeMap<>();
    List<PublishedModules.Module> published = PublishedModules.all();
    published.forEach(module -> statuses.putAll(PublicApi.statuses(module.classes())));
    Map<String, PublicApi> modules = new TreeMap<>();
    for (PublishedModules.Module module : published) {
      PublicApi api = PublicApi.read(module.classes(), statuses);
      if (!api.types().isEmpty()) {
        modules.put(module.artifact(), api);
      }
    }
    return new ApiBaseline(modules);
  }

  /** Writes a file for each module, and deletes those of modules that are no more. */
  void write(Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      for (Map.Entry<String, PublicApi> module : modules.entrySet()) {
        List<String> lines = ApiText.write(module.getValue());
        String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        Files.writeString(folder.resolve(module.getKey() + EXTENSION), text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is wrong with an API of today, this being the baseline; empty if nothing is.
   *
   * @param libraries jars of what the API extends
   */
  List<String> problems(ApiBaseline now, List<String> libraries) {
    List<String> problems = new ArrayList<>();
    for (String artifact : now.modules.keySet()) {
      PublicApi older = modules.get(artifact);
      if (older == null || older.types().isEmpty()) {
        problems.add("the baseline of %s is empty; %s".formatted(artifact, UPDATE));
      }
    }
    ApiComparison.breaks(types(), now.types(), libraries).stream()
        .map("this breaks what uses the API: %s"::formatted)
        .forEach(problems::add);
    if (problems.isEmpty()) {
      for (Map.Entry<String, PublicApi> module : now.modules.entrySet()) {
        addDifferences(module.getKey(), module.getValue(), problems);
      }
    }
    if (problems.isEmpty() && !modules.keySet().equals(now.modules.keySet())) {
      problems.add("the baseline is of the modules %s".formatted(modules.keySet()));
    }
    return problems;
  }

  /**
   * What is new breaks nothing; the baseline must have it, or the next change of it is not seen.
   */
  private void addDifferences(String artifact, PublicApi newer, List<String> problems) {
    List<String> older = ApiText.write(modules.get(artifact));
    List<String> lines = ApiText.write(newer);
    if (!older.equals(lines)) {
      Set<String> known = new HashSet<>(older);
      List<String> added = lines.stream().filter(line -> !known.contains(line)).toList();
      problems.add(
          "the baseline of %s is not up to date: it has %s lines, the API %s; new are %s; %s"
              .formatted(artifact, older.size(), lines.size(), added, UPDATE));
    }
  }

  private Map<String, ClassNode> types() {
    Map<String, ClassNode> types = new TreeMap<>();
    modules.values().forEach(module -> types.putAll(module.types()));
    return types;
  }
}
