package dev.rookery.envs.box2d;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names, defaults and ranges of settings are what users rely on. */
class LunarLanderSettingsTest {

  @Test
  void bothEnvironmentsAreRegisteredUnderTheirNames() {
    Set<String> names =
        ServiceLoader.load(EnvironmentProvider.class).stream()
            .map(provider -> provider.get().name())
            .collect(Collectors.toSet());
    assertTrue(
        names.containsAll(Set.of("LunarLander-v3", "LunarLanderContinuous-v3")), names::toString);
  }

  @Test
  void theDefaultsAreGymnasiums() {
    assertEquals(
        Map.of(
            "gravity", -10.0,
            "enableWind", false,
            "windPower", 15.0,
            "turbulencePower", 1.5,
            "maxEpisodeSteps", 1000),
        Settings.toMap(new LunarLander.Provider().defaultSettings()));
    assertEquals(
        new LunarLander.Provider().defaultSettings(),
        new LunarLanderContinuous.Provider().defaultSettings());
  }

  @Test
  void everySettingIsDescribed() {
    Settings.describe(LunarLanderSettings.defaults())
        .forEach(setting -> assertFalse(setting.meaning().isBlank(), setting.name()));
  }

  @Test
  void everySettingCanBeGivenByName() {
    assertEquals(
        new LunarLanderSettings(-3.7, true, 20, 2, 500),
        Settings.with(
            LunarLanderSettings.defaults(),
            Map.of(
                "gravity", "-3.7",
                "enableWind", "true",
                "windPower", "20",
                "turbulencePower", "2",
                "maxEpisodeSteps", "500")));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-12, -13, 0, 9.8})
  void gravityThatGymnasiumRefusesIsRefused(double gravity) {
    String message =
        assertThrows(
                SettingsException.class,
                () -> Settings.with(LunarLanderSettings.defaults(), "gravity", gravity))
            .getMessage();
    assertTrue(message.contains("gravity"), message);
  }
}
