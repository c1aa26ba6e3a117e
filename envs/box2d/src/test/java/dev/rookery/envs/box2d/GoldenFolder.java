package dev.rookery.envs.box2d;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The folder of golden data: the one that a system property names, or the test resources. */
final class GoldenFolder {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private GoldenFolder() {}

  private static Path path() throws URISyntaxException {
    String given = System.getProperty("rookery.golden.box2d", "");
    return given.isBlank()
        ? Path.of(GoldenFolder.class.getResource("/golden/box2d").toURI())
        : Path.of(given);
  }

  static JsonNode json(String file) throws Exception {
    return MAPPER.readTree(Files.readString(path().resolve(file)));
  }

  /** A gzip-compressed file with a JSON object per line. */
  static List<JsonNode> lines(String file) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedReader reader = reader(path().resolve(file))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(MAPPER.readTree(line));
      }
    }
    return lines;
  }

  private static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
  }
}
