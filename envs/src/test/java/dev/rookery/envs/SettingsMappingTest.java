package dev.rookery.envs;

import static dev.rookery.envs.RegisteredEnvironmentsTest.provider;
import static dev.rookery.envs.RegisteredEnvironmentsTest.wrapper;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.envs.classic.Acrobot;
import dev.rookery.envs.classic.CartPole;
import dev.rookery.envs.classic.MountainCar;
import dev.rookery.envs.classic.MountainCarContinuous;
import dev.rookery.envs.classic.Pendulum;
import dev.rookery.envs.minatar.Asterix;
import dev.rookery.envs.minatar.Breakout;
import dev.rookery.envs.minatar.Freeway;
import dev.rookery.envs.minatar.Seaquest;
import dev.rookery.envs.minatar.SpaceInvaders;
import dev.rookery.envs.probe.ProbeLegalActions;
import dev.rookery.envs.text.Blackjack;
import dev.rookery.envs.text.CliffWalking;
import dev.rookery.envs.text.FrozenLake;
import dev.rookery.envs.text.Taxi;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The names, defaults and ranges of settings are what users rely on. */
class SettingsMappingTest {

  @Test
  void everyEnvironmentIsRegisteredUnderItsName() {
    assertEquals(
        Set.of(
            "Acrobot-v1",
            "Blackjack-v1",
            "CartPole-v1",
            "CliffWalking-v1",
            "CliffWalkingSlippery-v1",
            "FrozenLake-v1",
            "FrozenLake8x8-v1",
            "MinAtar/Asterix-v0",
            "MinAtar/Asterix-v1",
            "MinAtar/Breakout-v0",
            "MinAtar/Breakout-v1",
            "MinAtar/Freeway-v0",
            "MinAtar/Freeway-v1",
            "MinAtar/Seaquest-v0",
            "MinAtar/Seaquest-v1",
            "MinAtar/SpaceInvaders-v0",
            "MinAtar/SpaceInvaders-v1",
            "MountainCar-v0",
            "MountainCarContinuous-v0",
            "Pendulum-v1",
            "ProbeActionDependent-v0",
            "ProbeConstantReward-v0",
            "ProbeContinuousIdentity-v0",
            "ProbeDelayedReward-v0",
            "ProbeIdentity-v0",
            "ProbeLegalActions-v0",
            "ProbeNamedParts-v0",
            "ProbeNamedPartsContinuous-v0",
            "ProbeTruncation-v0",
            "Taxi-v4"),
        RegisteredEnvironmentsTest.names().collect(Collectors.toSet()));
  }

  @Test
  void everySettingIsDescribed() {
    RegisteredEnvironmentsTest.providers()
        .flatMap(p -> Settings.describe(p.defaultSettings()).stream())
        .forEach(s -> assertFalse(s.meaning().isBlank(), s.name()));
  }

  @Test
  void cartPole() {
    checkDefaults(
        "CartPole-v1",
        "suttonBartoReward",
        false,
        "kinematicsIntegrator",
        "euler",
        "resetLow",
        -0.05,
        "resetHigh",
        0.05,
        "maxEpisodeSteps",
        500);
    checkMapping(
        "CartPole-v1",
        new CartPole.Settings(
            true, CartPole.KinematicsIntegrator.SEMI_IMPLICIT_EULER, -0.2, 0.1, 7),
        "true",
        "semi-implicit-euler",
        "-0.2",
        "0.1",
        "7");
    checkRefused("CartPole-v1", Map.of("resetLow", 0.1), "resetLow");
    checkRefused("CartPole-v1", Map.of("maxEpisodeSteps", -1), "maxEpisodeSteps");
  }

  @Test
  void mountainCar() {
    checkDefaults(
        "MountainCar-v0",
        "goalVelocity",
        0.0,
        "resetLow",
        -0.6,
        "resetHigh",
        -0.4,
        "maxEpisodeSteps",
        200);
    checkMapping(
        "MountainCar-v0", new MountainCar.Settings(0.03, -1, 0.2, 0), "0.03", "-1", "0.2", "0");
    checkRefused("MountainCar-v0", Map.of("goalVelocity", 0.08), "goalVelocity");
  }

  @Test
  void mountainCarContinuous() {
    checkDefaults(
        "MountainCarContinuous-v0",
        "goalVelocity",
        0.0,
        "resetLow",
        -0.6,
        "resetHigh",
        -0.4,
        "maxEpisodeSteps",
        999);
    checkMapping(
        "MountainCarContinuous-v0",
        new MountainCarContinuous.Settings(0.03, -1, 0.2, 5),
        "0.03",
        "-1",
        "0.2",
        "5");
  }

  @Test
  void acrobot() {
    checkDefaults(
        "Acrobot-v1",
        "bookOrNips",
        "book",
        "torqueNoiseMax",
        0.0,
        "resetLow",
        -0.1,
        "resetHigh",
        0.1,
        "maxEpisodeSteps",
        500);
    checkMapping(
        "Acrobot-v1",
        new Acrobot.Settings(Acrobot.Equations.NIPS, 0.5, -1, 1, 9),
        "nips",
        "0.5",
        "-1",
        "1",
        "9");
  }

  @Test
  void pendulum() {
    checkDefaults(
        "Pendulum-v1",
        "g",
        10.0,
        "resetAngle",
        Math.PI,
        "resetVelocity",
        1.0,
        "maxEpisodeSteps",
        200);
    checkMapping(
        "Pendulum-v1", new Pendulum.Settings(9.81, 1.5, 0.5, 3), "9.81", "1.5", "0.5", "3");
  }

  @Test
  void frozenLake() {
    checkDefaults(
        "FrozenLake-v1",
        "map",
        List.of("SFFF", "FHFH", "FFFH", "HFFG"),
        "isSlippery",
        true,
        "successRate",
        1.0 / 3.0,
        "rewardSchedule",
        List.of(1.0, 0.0, 0.0),
        "maxEpisodeSteps",
        100);
    checkMapping(
        "FrozenLake8x8-v1",
        new FrozenLake.Settings(List.of("SF", "HG"), false, 0.8, List.of(10.0, -5.0, -1.0), 3),
        "SF,HG",
        "false",
        "0.8",
        "10,-5,-1",
        "3");
    checkRefused("FrozenLake-v1", Map.of("map", "FF,FG"), "at least one S");
    checkRefused("FrozenLake-v1", Map.of("map", "SF,FGF"), "same length");
    checkRefused("FrozenLake-v1", Map.of("rewardSchedule", "1,0"), "three rewards");
    checkRefused("FrozenLake-v1", Map.of("successRate", 1.5), "at most 1");
  }

  @Test
  void cliffWalking() {
    checkDefaults("CliffWalking-v1", "isSlippery", false, "maxEpisodeSteps", 0);
    checkDefaults("CliffWalkingSlippery-v1", "isSlippery", true, "maxEpisodeSteps", 0);
    checkMapping("CliffWalking-v1", new CliffWalking.Settings(true, 50), "true", "50");
  }

  @Test
  void taxi() {
    checkDefaults(
        "Taxi-v4",
        "isRainy",
        false,
        "ficklePassenger",
        false,
        "actionMask",
        false,
        "maxEpisodeSteps",
        200);
    checkMapping("Taxi-v4", new Taxi.Settings(true, true, true, 50), "true", "true", "true", "50");
  }

  @Test
  void blackjack() {
    checkDefaults("Blackjack-v1", "natural", false, "sab", true, "maxEpisodeSteps", 0);
    checkMapping("Blackjack-v1", new Blackjack.Settings(true, false, 2), "true", "false", "2");
  }

  @Test
  void legalActionsProbe() {
    checkDefaults("ProbeLegalActions-v0", "actions", 4, "length", 5, "actionMask", true);
    checkMapping(
        "ProbeLegalActions-v0", new ProbeLegalActions.Settings(3, 2, false), "3", "2", "false");
    checkRefused("ProbeLegalActions-v0", Map.of("actions", 1), "actions");
  }

  @Test
  void minAtarWithRamping() {
    for (String version : List.of("-v0", "-v1")) {
      for (String game : List.of("Asterix", "Seaquest", "SpaceInvaders")) {
        checkDefaults(
            "MinAtar/" + game + version,
            "stickyActionProbability",
            0.1,
            "difficultyRamping",
            true,
            "maxEpisodeSteps",
            0);
      }
      checkMapping(
          "MinAtar/Asterix" + version, new Asterix.Settings(0.5, false, 9), "0.5", "false", "9");
      checkMapping(
          "MinAtar/Seaquest" + version, new Seaquest.Settings(0, false, 9), "0", "false", "9");
      checkMapping(
          "MinAtar/SpaceInvaders" + version,
          new SpaceInvaders.Settings(1, false, 9),
          "1",
          "false",
          "9");
    }
    checkRefused("MinAtar/Asterix-v0", Map.of("stickyActionProbability", 1.5), "at most 1");
  }

  @Test
  void minAtarWithoutRamping() {
    for (String version : List.of("-v0", "-v1")) {
      for (String game : List.of("Breakout", "Freeway")) {
        checkDefaults(
            "MinAtar/" + game + version, "stickyActionProbability", 0.1, "maxEpisodeSteps", 0);
      }
      checkMapping("MinAtar/Breakout" + version, new Breakout.Settings(0, 9), "0", "9");
      checkMapping("MinAtar/Freeway" + version, new Freeway.Settings(0, 9), "0", "9");
    }
    checkRefused("MinAtar/Freeway-v1", Map.of("difficultyRamping", false), "difficultyRamping");
  }

  @Test
  void wrappers() {
    checkDefaults(wrapper("time-limit").defaultSettings(), "maxEpisodeSteps", 1000);
    checkDefaults(wrapper("frame-stack").defaultSettings(), "frames", 4, "part", "");
    checkDefaults(wrapper("rescale-observation").defaultSettings(), "part", "");
    checkDefaults(wrapper("reward-scale").defaultSettings(), "factor", 1.0);
    checkDefaults(wrapper("reward-clip").defaultSettings(), "low", -1.0, "high", 1.0);
    checkDefaults(wrapper("action-repeat").defaultSettings(), "times", 4);
    assertThrows(
        SettingsException.class,
        () -> Settings.with(wrapper("reward-clip").defaultSettings(), "low", 2));
  }

  private static void checkDefaults(String environment, Object... namesAndValues) {
    checkDefaults(provider(environment).defaultSettings(), namesAndValues);
  }

  private static void checkDefaults(Record defaults, Object... namesAndValues) {
    Map<String, Object> expected = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      expected.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    assertEquals(expected, Settings.toMap(defaults));
  }

  /** Every setting, in order, as a user types it; all different from the defaults. */
  private static void checkMapping(String environment, Record expected, String... values) {
    Record defaults = provider(environment).defaultSettings();
    List<String> names = List.copyOf(Settings.toMap(defaults).keySet());
    Map<String, String> typed = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      typed.put(names.get(i), values[i]);
    }
    assertEquals(expected, Settings.with(defaults, typed));
    provider(environment).create(expected).close();
  }

  private static void checkRefused(String environment, Map<String, ?> changes, String message) {
    EnvironmentProvider provider = provider(environment);
    SettingsException refused =
        assertThrows(
            SettingsException.class, () -> Settings.with(provider.defaultSettings(), changes));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }
}
