package dev.rookery.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.endtoend.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/troubleshooting.md explains is said by Rookery, in these words. */
class TroubleshootingPageTest {

  private static final Pattern MESSAGE = Pattern.compile("^### `(.*)`$", Pattern.MULTILINE);

  @Test
  void everyMessageIsInTheSources() throws IOException {
    Path root = Repository.root();
    String sources = sources(root);
    List<String> messages =
        MESSAGE
            .matcher(Files.readString(root.resolve("docs/troubleshooting.md")))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertTrue(messages.size() > 15, messages::toString);
    for (String message : messages) {
      for (String part : message.split("…")) {
        assertTrue(sources.contains(part), () -> "nothing says: " + part);
      }
    }
  }

  private static String sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
          .map(TroubleshootingPageTest::read)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
