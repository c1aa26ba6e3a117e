package dev.rookery.cli.plot;

import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.Given;
import dev.rookery.runtime.run.RunDirectory;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The algorithm, environment and settings of a run: two runs of one identity differ only in seeds
 * and in how they were run.
 *
 * @param algorithm its name; the directory's name where {@code config.yaml} cannot be read
 * @param environment its name; empty where {@code config.yaml} cannot be read
 * @param settings of the algorithm, the environment and the wrappers, by path, for example {@code
 *     algorithm.learningRate}; the directory where {@code config.yaml} cannot be read
 */
record RunIdentity(String algorithm, String environment, Map<String, String> settings) {

  /** Reads {@code config.yaml} in a run directory. */
  static RunIdentity read(Path runDirectory) {
    ConfigLayer config;
    try {
      config = ConfigFile.read(RunDirectory.configIn(runDirectory));
    } catch (SettingsException e) {
      // Runs of earlier versions, or of another program, can be drawn too: each by itself.
      config = ConfigLayer.EMPTY;
    }
    if (config.algorithm().name() == null) {
      Path directory = runDirectory.toAbsolutePath().normalize();
      return new RunIdentity(
          String.valueOf(directory.getFileName()), "", Map.of("directory", directory.toString()));
    }
    Map<String, String> settings = new TreeMap<>();
    texts(config.algorithm()).forEach((key, text) -> settings.put("algorithm." + key, text));
    texts(config.environment()).forEach((key, text) -> settings.put("environment." + key, text));
    List<Section> wrappers = config.wrappers();
    if (wrappers != null && !wrappers.isEmpty()) {
      settings.put(
          "wrappers",
          wrappers.stream().map(wrapper -> name(wrapper) + texts(wrapper)).toList().toString());
    }
    return new RunIdentity(
        name(config.algorithm()),
        name(config.environment()),
        Collections.unmodifiableMap(settings));
  }

  /**
   * The shortest name with which a legend can tell the curves apart: the algorithm, the environment
   * where there are several, and those settings in which identities of the same two names differ.
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

  private static String name(Section section) {
    Given name = section.name();
    return name == null ? "" : name.value().toString();
  }

  private static Map<String, String> texts(Section section) {
    Map<String, String> texts = new TreeMap<>();
    section.settings().forEach((key, given) -> texts.put(key, Settings.text(given.value())));
    return texts;
  }
}
