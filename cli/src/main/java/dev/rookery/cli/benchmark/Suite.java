package dev.rookery.cli.benchmark;

import dev.rookery.settings.Names;
import dev.rookery.settings.SettingsException;
import java.util.List;
import java.util.Optional;

/**
 * Environments on which algorithms are compared.
 *
 * @param name by which it is chosen
 * @param environments in order
 */
public record Suite(String name, List<SuiteEnvironment> environments) {

  /** Classic control, minutes for each run. */
  public static final Suite CLASSIC =
      new Suite(
          "classic",
          List.of(
              classic("CartPole-v1", 200_000, 21.91, 500, "the highest that there is"),
              classic("Acrobot-v1", 150_000, -499.47, -70, "about the best that is published"),
              classic("MountainCar-v0", 150_000, -200, -100, "about the best that is published")));

  /** Classic control with continuous actions, minutes for each run. */
  public static final Suite CONTINUOUS =
      new Suite(
          "continuous",
          List.of(
              new SuiteEnvironment(
                  "Pendulum-v1",
                  300_000,
                  10_000,
                  100,
                  new ScoreScale(-1214.12, -151.9, "rl-zoo3's TD3 after 20,000 steps")),
              new SuiteEnvironment(
                  "MountainCarContinuous-v0",
                  100_000,
                  5_000,
                  100,
                  new ScoreScale(-33.085, 94.7, "rl-zoo3's SAC"))));

  /** The MinAtar games with all six actions, about an hour for each run. */
  public static final Suite MINATAR =
      new Suite(
          "minatar",
          List.of(
              minatar("Breakout", 0.53, 10),
              minatar("SpaceInvaders", 2.70, 44),
              minatar("Asterix", 0.53, 17),
              minatar("Freeway", 0.13, 50),
              minatar("Seaquest", 0.09, 20)));

  private static final List<Suite> ALL = List.of(CLASSIC, CONTINUOUS, MINATAR);

  /** Keeps an immutable copy of the environments. */
  public Suite {
    environments = List.copyOf(environments);
  }

  /** Every suite. */
  public static List<Suite> all() {
    return ALL;
  }

  /**
   * The suite of a name.
   *
   * @throws SettingsException if there is none; it names the closest
   */
  public static Suite named(String name) {
    return ALL.stream()
        .filter(suite -> suite.name.equals(name))
        .findFirst()
        .orElseThrow(() -> Names.unknown("suite", name, ALL.stream().map(Suite::name).toList()));
  }

  /**
   * The environment of a name.
   *
   * @throws SettingsException if the suite has none; it names the closest
   */
  public SuiteEnvironment environment(String environment) {
    return environments.stream()
        .filter(candidate -> candidate.name().equals(environment))
        .findFirst()
        .orElseThrow(
            () ->
                Names.unknown(
                    "environment of the suite " + name,
                    environment,
                    environments.stream().map(SuiteEnvironment::name).toList()));
  }

  /** The environment of any suite; empty if none has it. */
  public static Optional<SuiteEnvironment> environmentOfAny(String environment) {
    return ALL.stream()
        .flatMap(suite -> suite.environments.stream())
        .filter(candidate -> candidate.name().equals(environment))
        .findFirst();
  }

  private static SuiteEnvironment classic(
      String name, long steps, double random, double reference, String source) {
    return new SuiteEnvironment(name, steps, 5_000, 100, new ScoreScale(random, reference, source));
  }

  private static SuiteEnvironment minatar(String game, double random, double reference) {
    return new SuiteEnvironment(
        "MinAtar/" + game + "-v0",
        2_000_000,
        100_000,
        100,
        new ScoreScale(
            random,
            reference,
            "DQN of Young and Tian (2019) after 5,000,000 frames, read off its curve"));
  }
}
