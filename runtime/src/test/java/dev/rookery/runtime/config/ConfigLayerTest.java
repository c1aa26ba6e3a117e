package dev.rookery.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.plugins.TestPlugins;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingConfig;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLayerTest {

  private static final String LOWER =
      """
      algorithm: {name: guess, settings: {batchSize: 3, low: -5, motto: lower}}
      environment: {name: Walk-v0, settings: {length: 4}}
      wrappers: [doubling, doubling]
      transport: pigeon
      run: {actors: 2, steps: 1000}
      """;

  @TempDir Path directory;

  @Test
  void theUpperLayerWinsSettingBySetting() {
    TrainingConfig config =
        resolve("{algorithm: {settings: {batchSize: 5}}, run: {steps: 7}}", LOWER);
    assertEquals(5, config.algorithm().settings().get("batchSize"));
    assertEquals(-5, config.algorithm().settings().get("low"));
    assertEquals(20, config.algorithm().settings().get("high")); // tuned for Walk-v0
    assertEquals(1e-3, config.algorithm().settings().get("learningRate")); // the default
    assertEquals(2, config.run().actors());
    assertEquals(7, config.run().steps());
    assertEquals(2, config.wrappers().size());
  }

  @Test
  void wrappersReplaceEachOtherAsAWhole() {
    assertEquals(1, resolve("wrappers: [doubling]", LOWER).wrappers().size());
    assertEquals(List.of(), resolve("wrappers: []", LOWER).wrappers());
  }

  @Test
  void anotherPluginDoesNotInheritSettings() {
    TrainingConfig config = resolve("algorithm: luck", LOWER);
    assertEquals("luck", config.algorithm().name());
    assertEquals(0.5, config.algorithm().settings().get("luck"));
    assertEquals(4, config.environment().settings().get("length"));
  }

  @Test
  void aSettingWithoutAValueIsNamed() {
    TrainingConfig config =
        new TrainingConfig(
            new NamedSettings("guess", Collections.singletonMap("low", null)),
            NamedSettings.of("Walk-v0"),
            List.of(),
            NamedSettings.of("pigeon"),
            RunSettings.defaults());
    Plugins plugins = TestPlugins.all(directory);
    assertEquals(
        "algorithm guess: setting 'low' has no value; give one, or leave it out",
        assertThrows(SettingsException.class, () -> ResolvedConfig.of(config, plugins))
            .getMessage());
  }

  private TrainingConfig resolve(String upper, String lower) {
    Plugins plugins = TestPlugins.all(directory);
    return ResolvedConfig.of(
            ConfigFile.parse(upper, "upper").over(ConfigFile.parse(lower, "lower")), plugins)
        .config();
  }
}
