package dev.rookery.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A setting's meaning stands in one place: settings with the same meaning share an interface. */
class SettingsSaidOnceTest {

  private static final Pattern MEANING =
      Pattern.compile("@Setting\\(\\s*(?:value\\s*=\\s*)?\"([^\"]+)\"");

  @Test
  void noMeaningStandsTwice() throws IOException {
    Map<String, List<String>> places = new TreeMap<>();
    Files.walkFileTree(
        Path.of("../.."),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes unused) {
            String name = directory.getFileName().toString();
            return name.equals("target") || name.equals(".git") || name.equals("test")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes unused)
              throws IOException {
            if (file.toString().endsWith(".java")) {
              Matcher matcher = MEANING.matcher(Files.readString(file));
              while (matcher.find()) {
                places
                    .computeIfAbsent(matcher.group(1), meaning -> new ArrayList<>())
                    .add(file.getFileName().toString());
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertTrue(places.size() > 50, "settings found: " + places.size());
    places.values().removeIf(files -> files.size() == 1);
    assertEquals(Map.of(), places);
  }
}
