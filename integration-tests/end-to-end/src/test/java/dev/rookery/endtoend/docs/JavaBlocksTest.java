package dev.rookery.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class JavaBlocksTest {

  @TempDir Path classes;

  @TestFactory
  Stream<DynamicTest> everyBlockCompiles() {
    List<MarkdownPage.CodeBlock> blocks = JavaBlocks.all();
    Map<String, List<String>> errors = JavaBlocks.compile(blocks, classes);
    return blocks.stream()
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.place(),
                    () -> assertEquals(List.of(), errors.getOrDefault(block.place(), List.of()))));
  }

  @Test
  void errorsAreFoundWhereThePageHasThem() {
    MarkdownPage.CodeBlock wrong =
        new MarkdownPage.CodeBlock(
            "page.md", 10, "java", "", List.of("Space space = Space.discrete(2);", "space = 3;"));
    Map<String, List<String>> errors = JavaBlocks.compile(List.of(wrong), classes);
    assertEquals(Set.of("page.md:10"), errors.keySet());
    assertTrue(errors.get("page.md:10").get(0).startsWith("line 12: "), errors::toString);
  }
}
