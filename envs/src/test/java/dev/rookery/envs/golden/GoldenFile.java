package dev.rookery.envs.golden;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rookery.envs.text.FrozenLake;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** One file of recorded episodes: a header and the episodes, one JSON object per line. */
final class GoldenFile {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Gymnasium's names of options that are not ours in camel case. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "desc", "map",
          "low", "resetLow",
          "high", "resetHigh",
          "x_init", "resetAngle",
          "y_init", "resetVelocity");

  private static final Map<String, List<String>> NAMED_MAPS =
      Map.of(
          "4x4", FrozenLake.Settings.defaults().map(),
          "8x8", FrozenLake.Settings.defaults8x8().map());

  private final Path path;
  private final JsonNode header;
  private final List<JsonNode> episodes = new ArrayList<>();

  private GoldenFile(Path path, List<JsonNode> lines) {
    this.path = path;
    this.header = lines.get(0);
    this.episodes.addAll(lines.subList(1, lines.size()));
  }

  static GoldenFile read(Path path) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(MAPPER.readTree(line));
      }
    }
    return new GoldenFile(path, lines);
  }

  String name() {
    return path.getFileName().toString();
  }

  JsonNode header() {
    return header;
  }

  List<JsonNode> episodes() {
    return episodes;
  }

  /** Only MinAtar's headers name a game. */
  private boolean isMinAtar() {
    return header.has("game");
  }

  /** Our name; MinAtar's recordings are of the versions that have all six actions. */
  String environment() {
    return header.path("env").asText() + (isMinAtar() ? "-v0" : "");
  }

  int maxEpisodeSteps() {
    return header.path("max_episode_steps").asInt(0);
  }

  /** The settings that the header asks for, by our names. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    put(settings, header.path("kwargs"));
    put(settings, header.path("attributes"));
    if (isMinAtar()) {
      settings.put("stickyActionProbability", header.get("sticky_action_prob").asDouble());
      if (!header.get("difficulty_ramping").asBoolean()) { // Not every game has any.
        settings.put("difficultyRamping", false);
      }
    }
    settings.put("maxEpisodeSteps", maxEpisodeSteps());
    return settings;
  }

  /** The settings that one episode's reset options ask for. */
  static Map<String, Object> resetSettings(JsonNode episode) {
    Map<String, Object> settings = new LinkedHashMap<>();
    put(settings, episode.path("reset_options"));
    return settings;
  }

  /**
   * The random draws of one step; the one that decides whether MinAtar's action sticks, which is
   * recorded apart, comes first.
   */
  static JsonNode draws(JsonNode step) {
    ArrayNode draws = MAPPER.createArrayNode();
    if (step.has("u")) {
      draws.addArray().add("rand").add(MAPPER.createArrayNode()).add(step.get("u"));
    }
    step.path("draws").forEach(draws::add);
    return draws;
  }

  /** An observation's numbers; MinAtar's recordings list the indices of those that are 1. */
  float[] observation(JsonNode recorded) {
    if (!isMinAtar()) {
      return GoldenNumbers.floats(recorded);
    }
    int size = 1;
    for (JsonNode extent : header.get("observation_space").get("shape")) {
      size *= extent.asInt();
    }
    float[] numbers = new float[size];
    recorded.forEach(index -> numbers[index.asInt()] = 1);
    return numbers;
  }

  /** An unknown option gets an unknown name here, which the settings then refuse. */
  private static void put(Map<String, Object> settings, JsonNode options) {
    for (Map.Entry<String, JsonNode> option : options.properties()) {
      if (option.getValue().isNull()) {
        continue; // The constructor's own default.
      } else if (option.getKey().equals("map_name")) {
        settings.put("map", NAMED_MAPS.get(option.getValue().asText()));
      } else {
        Object value = MAPPER.convertValue(option.getValue(), Object.class);
        settings.put(
            RENAMED.getOrDefault(option.getKey(), camelCase(option.getKey())),
            value instanceof String text ? text.replace(' ', '-') : value);
      }
    }
  }

  private static String camelCase(String snakeCase) {
    StringBuilder name = new StringBuilder();
    for (String word : snakeCase.split("_")) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }
}
