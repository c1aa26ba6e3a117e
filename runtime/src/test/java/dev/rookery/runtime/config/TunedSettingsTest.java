package dev.rookery.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.plugins.TestPlugins;
import dev.rookery.runtime.plugins.TestPlugins.GuessConfig;
import dev.rookery.settings.Settings;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user chose comes first, then what is tuned for the environment, then the defaults, however
 * the user says it. For {@code Walk-v0}, {@code batchSize} is tuned from 32 to 8 and {@code high}
 * from 10 to 20.
 */
class TunedSettingsTest {

  private static final GuessConfig DEFAULTS = new TestPlugins.Guess().defaultSettings();

  @TempDir Path directory;
  private Plugins plugins;

  @BeforeEach
  void findPlugins() {
    plugins = TestPlugins.all(directory);
  }

  private TrainingConfig typed(GuessConfig config) {
    return resolved(Training.builder().environment("Walk-v0").algorithm(config));
  }

  private TrainingConfig resolved(Training.Builder builder) {
    return ResolvedConfig.of(builder.transport("pigeon").config(), plugins).config();
  }

  private TrainingConfig yaml(String text) {
    return ResolvedConfig.of(ConfigFile.parse(text, "run.yaml"), plugins).config();
  }

  @Test
  void aTypedConfigANameAndAFileGiveTheSame() {
    TrainingConfig typed = typed(Settings.with(DEFAULTS, "low", 3));
    assertEquals(3, typed.algorithm().settings().get("low"));
    assertEquals(8, typed.algorithm().settings().get("batchSize"));
    assertEquals(20, typed.algorithm().settings().get("high"));
    assertEquals(1e-3, typed.algorithm().settings().get("learningRate"));
    assertEquals(
        typed,
        resolved(Training.builder().environment("Walk-v0").algorithm("guess", Map.of("low", 3))));
    assertEquals(
        typed,
        yaml(
            """
            {algorithm: {name: guess, settings: {low: 3}}, environment: Walk-v0, transport: pigeon}
            """));
  }

  @Test
  void whatIsSetToTheDefaultComesBeforeWhatIsTuned() {
    assertEquals(10, DEFAULTS.high());
    TrainingConfig typed = typed(Settings.with(DEFAULTS, "high", 10));
    assertEquals(10, typed.algorithm().settings().get("high"));
    assertEquals(8, typed.algorithm().settings().get("batchSize"));
  }

  /** A run's file and what its learner sends to actors name every setting, tuned ones included. */
  @Test
  void whatARunWroteIsTakenAsItIs() {
    TrainingConfig run = typed(Settings.with(DEFAULTS, "low", 3));
    String text = ConfigFile.format(run).replace("batchSize: 8", "batchSize: 5");
    assertNotEquals(ConfigFile.format(run), text);
    assertEquals(5, yaml(text).algorithm().settings().get("batchSize"));
    TrainingConfig resumed = ConfigFile.parse(text, "config.yaml").toConfig();
    assertEquals(yaml(text), resolved(Training.builder(resumed)));
  }
}
