package dev.rookery.runtime.run;

import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.TrainingConfig;
import dev.rookery.training.TrainingEngine.Order;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an order begins a run or goes on with one, where it leaves that to what its run directory
 * holds.
 */
final class Continuation {

  /** Settings of the run that it keeps from its beginning to its end. */
  private static final List<String> FIXED =
      List.of("actors", "environmentsPerActor", "seed", "lockstep", "startFrom");

  private Continuation() {}

  /**
   * The order with that decided.
   *
   * @param config the order's, with all settings resolved
   * @throws SettingsException if the directory holds a run with other settings
   */
  static Order of(Order order, TrainingConfig config, Plugins plugins) {
    if (!order.resumeIfPresent()) {
      return order;
    }
    if (order.resume().isPresent()) {
      throw new SettingsException(
          "--resume and --resume-if-present exclude each other: the one needs a run to go on with,"
              + " the other begins one if there is none");
    }
    Path directory =
        order
            .runDirectory()
            .orElseThrow(
                () ->
                    new SettingsException(
                        "a run can be resumed if it is present only where its run directory is"
                            + " given"));
    if (!RunDirectory.holdsRun(directory)) {
      return order;
    }
    TrainingConfig began =
        ResolvedConfig.of(ConfigFile.read(RunDirectory.configIn(directory)).toConfig(), plugins)
            .config();
    refuseDifference(directory, fixed(began), fixed(config));
    return RunDirectory.hasCheckpoints(directory) ? resumed(order, directory) : order;
  }

  private static Order resumed(Order order, Path directory) {
    return new Order(
        order.config(),
        order.plugins(),
        order.sinks(),
        order.replay(),
        order.exploration(),
        Optional.empty(),
        Optional.of(directory),
        true,
        order.remoteActors(),
        order.listeners());
  }

  /** What a run keeps, by name. */
  private static Map<String, Object> fixed(TrainingConfig config) {
    Map<String, Object> fixed = new LinkedHashMap<>();
    put(fixed, "algorithm", config.algorithm());
    put(fixed, "environment", config.environment());
    for (int i = 0; i < config.wrappers().size(); i++) {
      put(fixed, "wrapper " + (i + 1), config.wrappers().get(i));
    }
    Map<String, Object> run = Settings.toMap(config.run());
    FIXED.forEach(name -> fixed.put("run." + name, run.get(name)));
    return fixed;
  }

  private static void put(Map<String, Object> fixed, String what, NamedSettings plugin) {
    fixed.put(what, plugin.name());
    plugin.settings().forEach((name, value) -> fixed.put(what + " setting " + name, value));
  }

  private static void refuseDifference(
      Path directory, Map<String, Object> there, Map<String, Object> here) {
    Map<String, Object> all = new LinkedHashMap<>(there);
    here.forEach(all::putIfAbsent);
    for (String name : all.keySet()) {
      if (!Objects.equals(there.get(name), here.get(name))) {
        throw new SettingsException(
            "%s holds a run with another %s: %s there, %s here; give the same settings, or choose another run directory"
                .formatted(directory, name, text(there.get(name)), text(here.get(name))));
      }
    }
  }

  private static String text(@Nullable Object value) {
    return value == null ? "none" : Settings.text(value);
  }
}
