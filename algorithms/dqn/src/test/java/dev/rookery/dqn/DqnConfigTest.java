package dev.rookery.dqn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.settings.Settings;
import dev.rookery.testkit.settings.SettingsContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DqnConfigTest extends SettingsContract<DqnConfig> {

  private static final Map<String, Object> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("doubleQ", true);
    DEFAULTS.put("dueling", false);
    DEFAULTS.put("duelingUnits", 0);
    DEFAULTS.put("noisy", false);
    DEFAULTS.put("noisySigma", 0.5);
    DEFAULTS.put("drawInterval", 1);
    DEFAULTS.put("prioritized", false);
    DEFAULTS.put("nStep", 3);
    DEFAULTS.put("discount", 0.99);
    DEFAULTS.put("hiddenLayers", List.of(256, 256));
    DEFAULTS.put("optimizer", "adam");
    DEFAULTS.put("learningRate", 1e-3);
    DEFAULTS.put("finalLearningRate", 0.0);
    DEFAULTS.put("learningRateSteps", 0L);
    DEFAULTS.put("optimizerEpsilon", 1e-8);
    DEFAULTS.put("maximumGradientNorm", Double.POSITIVE_INFINITY);
    DEFAULTS.put("huberKappa", Double.POSITIVE_INFINITY);
    DEFAULTS.put("batchSize", 128);
    DEFAULTS.put("replayCapacity", 100_000);
    DEFAULTS.put("newestShare", 0.5);
    DEFAULTS.put("learningStarts", 1_000);
    DEFAULTS.put("samplesPerInsert", 32.0);
    DEFAULTS.put("targetUpdateInterval", 50);
    DEFAULTS.put("targetUpdateStep", 1.0);
    DEFAULTS.put("averagingUpdates", 1_000L);
    DEFAULTS.put("exploration", "epsilon-greedy");
    DEFAULTS.put("temperature", 1.0);
    DEFAULTS.put("epsilonStart", 1.0);
    DEFAULTS.put("epsilonEnd", 0.05);
    DEFAULTS.put("epsilonSteps", 10_000L);
    DEFAULTS.put("priorityExponent", 0.6);
    DEFAULTS.put("importanceExponent", 0.4);
    DEFAULTS.put("importanceExponentSteps", 0L);
  }

  @Override
  protected DqnConfig defaults() {
    return DqnConfig.defaults();
  }

  @Test
  void theDefaultsAreAsDocumented() {
    assertEquals(DEFAULTS, Settings.toMap(DqnConfig.defaults()));
  }

  @Test
  void tunedSettingsAreSettingsThatThereAre() {
    for (String environment :
        List.of("CartPole-v1", "Acrobot-v1", "MountainCar-v0", "LunarLander-v3")) {
      Settings.with(DqnConfig.defaults(), new DqnProvider().tunedFor(environment));
    }
  }
}
