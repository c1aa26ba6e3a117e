package dev.rookery.cli.benchmark;

import dev.rookery.cli.shell.ShellWord;
import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.Given;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The runs of a suite: every seed on every environment with every algorithm. All algorithms and
 * environments have their first seed before any has its second, so that a benchmark that is not
 * finished compares what it has, and what slows the machine down for a while slows all alike.
 */
public final class BenchmarkPlan {

  private BenchmarkPlan() {}

  /**
   * Plans runs.
   *
   * @param algorithms by name, in order
   * @param environments of the suite, by name, in order; all of them if there are none
   * @param seeds in order
   * @param chosen settings for all runs
   * @param plugins where algorithms and environments are found
   * @throws SettingsException if a name or a setting is wrong, or the suite's own are chosen
   */
  public static List<PlannedRun> of(
      Suite suite,
      List<String> algorithms,
      List<String> environments,
      List<Long> seeds,
      ConfigLayer chosen,
      Plugins plugins) {
    refuseTwice("algorithm", algorithms);
    refuseTwice("environment", environments);
    if (chosen.run().containsKey("seed")) {
      throw new SettingsException("run.seed cannot be set for all runs: choose --seeds");
    }
    List<SuiteEnvironment> places =
        environments.isEmpty()
            ? suite.environments()
            : environments.stream().map(suite::environment).toList();
    List<PlannedRun> runs = new ArrayList<>();
    for (long seed : seeds) {
      for (SuiteEnvironment place : places) {
        for (String algorithm : algorithms) {
          runs.add(run(suite, algorithm, place, seed, chosen, plugins));
        }
      }
    }
    return runs;
  }

  private static void refuseTwice(String kind, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (names.subList(0, i).contains(names.get(i))) {
        throw new SettingsException("the %s %s is named twice".formatted(kind, names.get(i)));
      }
    }
  }

  private static PlannedRun run(
      Suite suite,
      String algorithm,
      SuiteEnvironment place,
      long seed,
      ConfigLayer chosen,
      Plugins plugins) {
    Map<String, Given> suites = new LinkedHashMap<>();
    suites.put("steps", Given.of(place.steps()));
    suites.put("evaluationInterval", Given.of(place.evaluationInterval()));
    suites.put("evaluationEpisodes", Given.of(place.evaluationEpisodes()));
    ConfigLayer names =
        ConfigLayer.EMPTY
            .withAlgorithm(Section.of(algorithm, Map.of()))
            .withEnvironment(Section.of(place.name(), Map.of()))
            .withRun(Map.of("seed", Given.of(seed)));
    ConfigLayer given = names.over(chosen).over(ConfigLayer.EMPTY.withRun(suites));
    ResolvedConfig resolved = ResolvedConfig.of(given, plugins);
    Map<String, String> all = FlatConfig.of(resolved.config());
    Map<String, String> differing = new LinkedHashMap<>();
    settings(chosen)
        .keySet()
        .forEach(key -> differing.put(key, Objects.requireNonNull(all.get(key))));
    String steps = differing.get("run.steps");
    if (steps != null && steps.equals(Long.toString(place.steps()))) {
      differing.remove("run.steps");
    }
    if (chosen.transport().name() != null) {
      differing.put("transport", resolved.config().transport().name());
    }
    return new PlannedRun(suite.name(), differing, resolved.config(), command(given));
  }

  /** The command of a run with these settings, all of them as text that it reads. */
  private static String command(ConfigLayer given) {
    Map<String, String> settings = settings(given);
    StringBuilder command =
        new StringBuilder("./rookery train --algorithm ")
            .append(ShellWord.quote(name(given.algorithm())))
            .append(" --environment ")
            .append(ShellWord.quote(name(given.environment())))
            .append(" --seed ")
            .append(settings.remove("run.seed"))
            .append(" --steps ")
            .append(settings.remove("run.steps"));
    if (given.transport().name() != null) {
      command.append(" --transport ").append(ShellWord.quote(name(given.transport())));
    }
    settings.forEach(
        (key, value) ->
            command
                .append(" --set ")
                .append(ShellWord.quote(key.replaceFirst("^algorithm\\.", "") + "=" + value)));
    return command.toString();
  }

  private static String name(Section section) {
    return Objects.requireNonNull(section.name()).value().toString();
  }

  private static Map<String, String> settings(ConfigLayer layer) {
    Map<String, String> settings = new LinkedHashMap<>();
    put(settings, "algorithm", layer.algorithm().settings());
    put(settings, "environment", layer.environment().settings());
    put(settings, "transport", layer.transport().settings());
    put(settings, "run", layer.run());
    return settings;
  }

  private static void put(Map<String, String> settings, String section, Map<String, Given> given) {
    given.forEach(
        (name, value) -> settings.put(section + "." + name, Settings.text(value.value())));
  }
}
