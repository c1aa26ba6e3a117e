package dev.rookery.cli.project;

import dev.rookery.settings.SettingsException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * How a project and what is in it are called.
 *
 * @param plugin what users type, as {@code LineWalk-v0} for an environment or {@code line-walk} for
 *     an algorithm
 * @param className what names of classes begin with, as {@code LineWalk}
 * @param artifact of the project, which is also its directory, as {@code line-walk}
 * @param packageName of its classes
 */
public record ProjectName(String plugin, String className, String artifact, String packageName) {

  private static final Pattern NAME =
      Pattern.compile("([A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*?)(?:-v(\\d+))?");

  private static final Pattern PACKAGE = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*");

  /** Packages of others, into which no plugin's classes belong. */
  private static final List<String> TAKEN = List.of("dev.rookery", "java", "javax", "kotlin");

  /** Keywords of Kotlin that Java does not have. */
  private static final Set<String> KOTLIN =
      Set.of("as", "fun", "in", "is", "object", "typealias", "typeof", "val", "var", "when");

  /**
   * Derives the names.
   *
   * @param name letters, digits, and hyphens or underscores between words; for an environment it
   *     may end with a version, as {@code -v1}; without one, it has the version 0
   * @param packageName null: one of the class's name below {@code com.example}
   * @throws SettingsException if a name is none
   */
  public static ProjectName of(ProjectKind kind, String name, @Nullable String packageName) {
    Matcher matcher = NAME.matcher(name);
    boolean versioned = kind == ProjectKind.ENVIRONMENT;
    if (!matcher.matches() || (!versioned && matcher.group(2) != null)) {
      throw new SettingsException(
          "'%s' is no name for an %s: it needs to begin with a letter, and may have letters, digits and hyphens%s"
              .formatted(
                  name, kind.label(), versioned ? ", and a version at its end, as -v0" : ""));
    }
    String className =
        Arrays.stream(matcher.group(1).split("[-_]"))
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
    String artifact =
        matcher
            .group(1)
            .replace('_', '-')
            .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
            .toLowerCase(Locale.ROOT);
    String version = matcher.group(2) == null ? "0" : matcher.group(2);
    return new ProjectName(
        versioned ? className + "-v" + version : artifact,
        className,
        artifact,
        packageName == null
            ? "com.example." + className.toLowerCase(Locale.ROOT)
            : checked(packageName));
  }

  private static String checked(String packageName) {
    List<String> parts = List.of(packageName.split("\\."));
    if (!PACKAGE.matcher(packageName).matches()
        || !SourceVersion.isName(packageName, SourceVersion.RELEASE_17)
        || parts.stream().anyMatch(KOTLIN::contains)) {
      throw new SettingsException("'%s' is no name for a package".formatted(packageName));
    }
    for (String taken : TAKEN) {
      if (packageName.equals(taken) || packageName.startsWith(taken + ".")) {
        throw new SettingsException(
            "package %s lies in %s, which is not yours: choose another"
                .formatted(packageName, taken));
      }
    }
    return packageName;
  }
}
