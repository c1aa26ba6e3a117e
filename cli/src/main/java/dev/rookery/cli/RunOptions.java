package dev.rookery.cli;

import dev.rookery.runtime.config.Given;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options for the most used run settings. Their values are text here: the settings record reads and
 * checks them, as it does with a configuration file.
 */
final class RunOptions {

  @Option(
      names = "--actors",
      paramLabel = "N",
      description =
          "Actors of the run: threads here, or spread over --actor-processes; for 'learner', how"
              + " many may join (default: 1).")
  private @Nullable String actors;

  @Option(
      names = "--environments-per-actor",
      paramLabel = "K",
      description = "Environments that each actor steps together (default: 8).")
  private @Nullable String environmentsPerActor;

  @Option(
      names = {"-s", "--seed"},
      paramLabel = "S",
      description = "The root of everything random (default: 1).")
  private @Nullable String seed;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Stop after so many environment steps (default: 500000).")
  private @Nullable String steps;

  @Option(
      names = "--stop-at-return",
      paramLabel = "R",
      description =
          "Stop when a greedy evaluation's mean return reaches this (default: Infinity, never).")
  private @Nullable String stopAtReturn;

  @Option(
      names = "--keep",
      paramLabel = "WHICH",
      description =
          "Which parameters are the policy: last, or best, those of the best evaluation (default:"
              + " last).")
  private @Nullable String keep;

  @Option(
      names = "--start-from",
      paramLabel = "PATH",
      description =
          "Begin with the parameters of another run: its directory, a checkpoint (.npz) or a policy"
              + " (.onnx) of an environment with the same spaces and of the same network (default:"
              + " random ones).")
  private @Nullable String startFrom;

  @Option(
      names = "--lockstep",
      description =
          "One thread and one order of events: the same seed gives the same weights, byte for byte"
              + " (default: off).")
  private boolean lockstep;

  /** What was given, by the setting's name. */
  Map<String, Given> given() {
    Map<String, Given> given = new LinkedHashMap<>();
    put(given, "actors", "--actors", actors);
    put(given, "environmentsPerActor", "--environments-per-actor", environmentsPerActor);
    put(given, "seed", "--seed", seed);
    put(given, "steps", "--steps", steps);
    put(given, "stopAtReturn", "--stop-at-return", stopAtReturn);
    put(given, "keep", "--keep", keep);
    put(given, "startFrom", "--start-from", startFrom);
    put(given, "lockstep", "--lockstep", lockstep ? "true" : null);
    return given;
  }

  private static void put(
      Map<String, Given> given, String setting, String option, @Nullable String value) {
    if (value != null) {
      given.put(setting, new Given(value, option + ": "));
    }
  }
}
