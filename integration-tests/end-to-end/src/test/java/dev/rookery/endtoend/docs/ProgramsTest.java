package dev.rookery.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.endtoend.docs.MarkdownPage.CodeBlock;
import dev.rookery.endtoend.process.CommandResult;
import dev.rookery.endtoend.process.Distribution;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs of the documentation, run in a process as it says. */
@Timeout(300)
class ProgramsTest {

  @TempDir Path directory;

  @Test
  void aProgramWithItsOwnEnvironmentTrains() throws Exception {
    CodeBlock program =
        MarkdownPage.of("docs/getting-started.md").blocks().stream()
            .filter(block -> block.language().equals("java"))
            .findFirst()
            .orElseThrow();
    Path classes = Files.createDirectory(directory.resolve("classes"));
    assertEquals(Map.of(), JavaBlocks.compile(JavaBlocks.all(), classes));
    try (Distribution distribution = new Distribution(directory)) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(javaOptions());
      command.add("-cp");
      command.add(distribution.jar() + File.pathSeparator + classes);
      command.add(JavaBlocks.className(program));
      CommandResult result = distribution.start(directory, command).result().succeeded();
      assertTrue(
          result.out().lines().anyMatch(line -> line.startsWith("Evaluation[")), result::toString);
    }
    assertTrue(Files.isDirectory(directory.resolve("runs")));
  }

  /** What docs/getting-started.md says that Java must be started with. */
  private static List<String> javaOptions() {
    List<String> options = new ArrayList<>();
    List<String> parts =
        MarkdownPage.of("docs/getting-started.md").inlineCode().stream()
            .filter(code -> code.startsWith("--add-opens") || code.startsWith("--enable-native"))
            .toList();
    assertEquals(2, parts.size(), parts::toString);
    options.addAll(List.of(parts.get(0).split(" ")));
    if (Runtime.version().feature() >= 24) {
      options.addAll(List.of(parts.get(1).split(" ")));
    }
    return options;
  }
}
