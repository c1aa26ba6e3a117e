package dev.rookery.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.Seeds;
import org.junit.jupiter.api.Test;

class ReproducibilityPageTest {

  @Test
  void theSeedOfTheConfirmationIsTheOneThatThePageGives() {
    String seed = Long.toString(Seeds.derive(7, "confirmation"));
    assertTrue(
        MarkdownPage.of("docs/reproducibility.md").blocks().stream()
            .anyMatch(block -> block.text().contains("// " + seed)),
        seed);
  }
}
