package dev.rookery.cli.project;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.RookeryException;
import dev.rookery.runtime.plugins.RookeryVersion;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Maven project for a plugin: its files with their contents. */
public final class NewProject {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [\\w.]+\\.(\\w+);?$");

  /** Names that Kotlin's files see without an import, and the templates use. */
  private static final Set<String> KOTLIN =
      Set.of("Boolean", "Double", "DoubleArray", "FloatArray", "Int", "IntArray", "List", "Long");

  private final ProjectKind kind;
  private final Language language;
  private final ProjectName name;
  private final SortedMap<String, String> files = new TreeMap<>();

  /**
   * Fills in the templates.
   *
   * @throws SettingsException if a class would be called like one that the project uses
   */
  public NewProject(ProjectKind kind, Language language, ProjectName name) {
    this.kind = kind;
    this.language = language;
    this.name = name;
    Map<String, String> values = values();
    add("pom.xml", language.directory() + "/pom.xml", values);
    add("README.md", "readme-%s.txt".formatted(kind.label()), values);
    add(".gitignore", "gitignore", values);
    files.put(
        "src/main/resources/META-INF/services/" + kind.provider().getName(),
        "%s.%sProvider\n".formatted(name.packageName(), name.className()));
    addSources("main", kind.sources(), values);
    addSources("test", kind.tests(), values);
    checkClassNames(
        Stream.concat(kind.sources().values().stream(), kind.tests().values().stream())
            .map(template -> filled(template, values))
            .sorted()
            .toList());
  }

  /** Its files by their paths. */
  public SortedMap<String, String> files() {
    return files;
  }

  /**
   * Writes all files; none that exists is touched.
   *
   * @param directory is made if it does not exist
   * @throws SettingsException if something is in it
   * @throws RookeryException if a file cannot be written
   */
  public void write(Path directory) {
    try {
      Files.createDirectories(directory);
      try (Stream<Path> present = Files.list(directory)) {
        if (present.findAny().isPresent()) {
          throw new SettingsException(
              "%s is not empty: choose another directory with --directory".formatted(directory));
        }
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = directory.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue(), StandardOpenOption.CREATE_NEW);
      }
    } catch (FileAlreadyExistsException | NotDirectoryException e) {
      throw new SettingsException("%s is no directory".formatted(directory), e);
    } catch (IOException e) {
      throw new RookeryException("cannot write the project to %s: %s".formatted(directory, e), e);
    }
  }

  private Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    Properties versions = new Properties();
    try (InputStream in = resource("versions.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    versions.stringPropertyNames().forEach(key -> values.put(key, versions.getProperty(key)));
    values.put("rookery", RookeryVersion.current().text());
    values.put("dependency", kind.dependency());
    values.put("name", name.plugin());
    values.put("Name", name.className());
    values.put("artifact", name.artifact());
    values.put("package", name.packageName());
    return values;
  }

  private void addSources(String part, Map<String, String> classes, Map<String, String> values) {
    classes.forEach(
        (template, className) ->
            add(
                "src/%s/%s/%s/%s%s"
                    .formatted(
                        part,
                        language.directory(),
                        name.packageName().replace('.', '/'),
                        filled(className, values),
                        language.extension()),
                "%s/%s/%s%s"
                    .formatted(language.directory(), kind.label(), template, language.extension()),
                values));
  }

  private void add(String path, String template, Map<String, String> values) {
    try (InputStream in = resource(template)) {
      files.put(path, filled(new String(in.readAllBytes(), UTF_8), values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String template) {
    InputStream in = NewProject.class.getResourceAsStream(template);
    if (in == null) {
      throw new IllegalStateException("there is no template " + template);
    }
    return in;
  }

  private static String filled(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            match -> {
              String value = values.get(match.group(1));
              if (value == null) {
                throw new IllegalStateException("there is no value for " + match.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }

  private void checkClassNames(List<String> classes) {
    Set<String> used =
        files.values().stream()
            .flatMap(text -> IMPORT.matcher(text).results())
            .map(result -> result.group(1))
            .collect(Collectors.toSet());
    used.addAll(KOTLIN);
    for (String className : classes) {
      if (used.contains(className) || isOfJavaLang(className)) {
        throw new SettingsException(
            "a class of the project would be named %s, like one that it uses: choose another name"
                .formatted(className));
      }
    }
  }

  private static boolean isOfJavaLang(String className) {
    try {
      Class.forName("java.lang." + className);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
