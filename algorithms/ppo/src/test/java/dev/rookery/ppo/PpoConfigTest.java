package dev.rookery.ppo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.settings.Settings;
import dev.rookery.testkit.settings.SettingsContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PpoConfigTest extends SettingsContract<PpoConfig> {

  private static final Map<String, Object> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("stepsPerRound", 128);
    DEFAULTS.put("minibatchSize", 256);
    DEFAULTS.put("epochs", 10);
    DEFAULTS.put("discount", 0.99);
    DEFAULTS.put("gaeLambda", 0.95);
    DEFAULTS.put("objective", "clip");
    DEFAULTS.put("clip", 0.2);
    DEFAULTS.put("valueClip", Double.POSITIVE_INFINITY);
    DEFAULTS.put("targetDivergence", Double.POSITIVE_INFINITY);
    DEFAULTS.put("valueCoefficient", 0.5);
    DEFAULTS.put("entropyCoefficient", 0.0);
    DEFAULTS.put("normalizeAdvantages", true);
    DEFAULTS.put("normalizeObservations", false);
    DEFAULTS.put("normalizeRewards", false);
    DEFAULTS.put("squashed", false);
    DEFAULTS.put("firstDeviation", 1.0);
    DEFAULTS.put("stateDependentNoise", false);
    DEFAULTS.put("noiseInterval", 8);
    DEFAULTS.put("hiddenLayers", List.of(64, 64));
    DEFAULTS.put("activation", "tanh");
    DEFAULTS.put("optimizer", "adam");
    DEFAULTS.put("learningRate", 3e-4);
    DEFAULTS.put("finalLearningRate", 0.0);
    DEFAULTS.put("learningRateSteps", 0L);
    DEFAULTS.put("optimizerEpsilon", 1e-5);
    DEFAULTS.put("maximumGradientNorm", 0.5);
  }

  @Override
  protected PpoConfig defaults() {
    return PpoConfig.defaults();
  }

  @Test
  void theDefaultsAreAsDocumented() {
    assertEquals(DEFAULTS, Settings.toMap(PpoConfig.defaults()));
  }

  @Test
  void tunedSettingsAreSettingsThatThereAre() {
    for (String environment :
        List.of(
            "CartPole-v1",
            "Acrobot-v1",
            "Pendulum-v1",
            "MountainCarContinuous-v0",
            "LunarLander-v3")) {
      Settings.with(PpoConfig.defaults(), new PpoProvider().tunedFor(environment));
    }
  }
}
