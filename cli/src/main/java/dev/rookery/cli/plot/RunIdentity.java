package dev.rookery.cli.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What a run trained: two runs of one identity differ only in seeds and in how they were run.
 *
 * @param algorithm its name; the directory's name where {@code config.yaml} does not tell
 * @param environment its name; empty where {@code config.yaml} does not tell
 * @param settings all else that {@code config.yaml} says of algorithm, environment and wrappers, by
 *     path, for example {@code algorithm.learningRate}; the directory where it does not tell
 */
record RunIdentity(String algorithm, String environment, Map<String, String> settings) {

  /** Reads {@code config.yaml} in a run directory. */
  static RunIdentity read(Path runDirectory) {
    JsonNode config;
    try {
      Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      Object tree = yaml.load(Files.readString(runDirectory.resolve("config.yaml")));
      config = new ObjectMapper().valueToTree(tree);
    } catch (IOException | YAMLException e) {
      // Runs of before, or of another program, can be drawn too: each by itself.
      config = MissingNode.getInstance();
    }
    String algorithm = config.path("algorithm").path("name").asText();
    if (algorithm.isEmpty()) {
      Path directory = runDirectory.toAbsolutePath().normalize();
      return new RunIdentity(
          String.valueOf(directory.getFileName()), "", Map.of("directory", directory.toString()));
    }
    Map<String, String> settings = new TreeMap<>();
    for (String part : List.of("algorithm", "environment", "wrappers")) {
      flatten(part, config.path(part), settings);
    }
    settings.remove("algorithm.name");
    settings.remove("environment.name");
    return new RunIdentity(
        algorithm,
        config.path("environment").path("name").asText(),
        Collections.unmodifiableMap(settings));
  }

  /**
   * A name for a legend, as short as it can be and still tell the curves apart: the algorithm, the
   * environment where there are several, and those settings in which identities of the same two
   * names differ.
   *
   * @param all the identities of the legend, this one among them
   */
  String labelAmong(Collection<RunIdentity> all) {
    boolean environments = all.stream().map(RunIdentity::environment).distinct().count() > 1;
    String label =
        environments && !environment.isEmpty() ? algorithm + " on " + environment : algorithm;
    List<Map<String, String>> alike =
        all.stream()
            .filter(other -> other.algorithm.equals(algorithm))
            .filter(other -> other.environment.equals(environment))
            .map(RunIdentity::settings)
            .toList();
    String differing =
        settings.entrySet().stream()
            .filter(s -> alike.stream().anyMatch(o -> !s.getValue().equals(o.get(s.getKey()))))
            .map(s -> s.getKey().substring(s.getKey().lastIndexOf('.') + 1) + "=" + s.getValue())
            .collect(Collectors.joining(", "));
    return differing.isEmpty() ? label : label + " (" + differing + ")";
  }

  private static void flatten(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      node.properties()
          .forEach(entry -> flatten(path + "." + entry.getKey(), entry.getValue(), leaves));
    } else if (!node.isMissingNode() && !(node.isArray() && node.isEmpty())) {
      leaves.put(path, node.isValueNode() ? node.asText() : node.toString());
    }
  }
}
