package dev.rookery.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LinksTest {

  @TestFactory
  Stream<DynamicTest> linksLeadSomewhere() {
    return MarkdownPage.all().stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    page.name(),
                    () ->
                        assertEquals(
                            List.of(),
                            page.links().stream().filter(link -> !leads(page, link)).toList())));
  }

  @Test
  void anchorsAreGitHubs() {
    MarkdownPage page =
        new MarkdownPage(
            "page.md",
            Path.of("page.md"),
            List.of("# Two words", "## `code`: a-b, c_d"),
            List.of());
    assertEquals(Set.of("two-words", "code-a-b-c_d"), page.anchors());
    assertTrue(leads(page, "#two-words"));
    assertTrue(!leads(page, "#two"));
    assertTrue(!leads(page, "nowhere.md"));
  }

  private static boolean leads(MarkdownPage page, String link) {
    if (link.matches("(https?|mailto):.*")) {
      return true;
    }
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
    if (parts.length == 1) {
      return Files.exists(target);
    }
    return parts[0].isEmpty()
        ? page.anchors().contains(parts[1])
        : Files.exists(target)
            && MarkdownPage.all().stream()
                .anyMatch(
                    other -> other.file().equals(target) && other.anchors().contains(parts[1]));
  }
}
