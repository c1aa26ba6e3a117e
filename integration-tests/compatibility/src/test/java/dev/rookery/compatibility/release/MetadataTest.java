package dev.rookery.compatibility.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.compatibility.PublishedModules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/**
 * Each published project says what Maven Central requires: name and description of its own,
 * address, licence, developers and source code, which modules have from their parent.
 */
class MetadataTest {

  private static final List<String> INHERITED =
      List.of(
          "url",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "scm/connection",
          "scm/developerConnection",
          "scm/url");

  static Stream<Path> projects() {
    Path root = PublishedModules.root();
    return Stream.concat(
        Stream.of(root, root.resolve("bom")),
        PublishedModules.all().stream().map(PublishedModules.Module::folder));
  }

  @ParameterizedTest
  @MethodSource("projects")
  void whatMavenCentralRequiresIsThere(Path folder) {
    Element project = PublishedModules.project(folder);
    List<String> missing = new ArrayList<>();
    for (String own : List.of("artifactId", "name", "description")) {
      if (text(project, own).isEmpty()) {
        missing.add(own);
      }
    }
    Element parent =
        text(project, "parent/artifactId").isEmpty()
            ? project
            : PublishedModules.project(
                folder.resolve(text(project, "parent/relativePath")).getParent());
    for (String path : INHERITED) {
      if (text(project, path).isEmpty() && text(parent, path).isEmpty()) {
        missing.add(path);
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(text(project, "description").endsWith("."), "a sentence");
  }

  @Test
  void eachHasADescriptionOfItsOwn() {
    Set<String> descriptions = new HashSet<>();
    projects()
        .map(folder -> text(PublishedModules.project(folder), "description"))
        .forEach(description -> assertTrue(descriptions.add(description), description));
    assertTrue(descriptions.size() > 15, descriptions.toString());
  }

  /** The bill of materials has no parent that could say it. */
  @Test
  void whatIsMissingIsFound() {
    Element bom = PublishedModules.project(PublishedModules.root().resolve("bom"));
    assertEquals("", text(bom, "parent/artifactId"));
    assertFalse(text(bom, "scm/connection").isEmpty());
    bom.removeChild(bom.getElementsByTagName("scm").item(0));
    assertEquals("", text(bom, "scm/connection"));
  }

  /** The text at a path of names below an element; empty if there is none. */
  private static String text(Element element, String path) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      return PublishedModules.child(element, path);
    }
    return PublishedModules.children(element, path.substring(0, slash))
        .map(child -> text(child, path.substring(slash + 1)))
        .findFirst()
        .orElse("");
  }
}
