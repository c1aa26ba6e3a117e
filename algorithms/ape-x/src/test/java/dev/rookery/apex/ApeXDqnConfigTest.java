package dev.rookery.apex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.settings.Settings;
import dev.rookery.testkit.settings.SettingsContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApeXDqnConfigTest extends SettingsContract<ApeXDqnConfig> {

  private static final Map<String, Object> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("doubleQ", true);
    DEFAULTS.put("dueling", true);
    DEFAULTS.put("nStep", 3);
    DEFAULTS.put("discount", 0.99);
    DEFAULTS.put("duelingUnits", 0);
    DEFAULTS.put("noisy", false);
    DEFAULTS.put("noisySigma", 0.5);
    DEFAULTS.put("drawInterval", 1);
    DEFAULTS.put("distribution", "none");
    DEFAULTS.put("atoms", 51);
    DEFAULTS.put("vMin", Double.NEGATIVE_INFINITY);
    DEFAULTS.put("vMax", Double.POSITIVE_INFINITY);
    DEFAULTS.put("quantiles", 200);
    DEFAULTS.put("quantileKappa", 1.0);
    DEFAULTS.put("hiddenLayers", List.of(256, 256));
    DEFAULTS.put("optimizer", "adam");
    DEFAULTS.put("learningRate", 1e-3);
    DEFAULTS.put("finalLearningRate", 0.0);
    DEFAULTS.put("learningRateSteps", 0L);
    DEFAULTS.put("optimizerEpsilon", 1e-8);
    DEFAULTS.put("maximumGradientNorm", Double.POSITIVE_INFINITY);
    DEFAULTS.put("huberKappa", Double.POSITIVE_INFINITY);
    DEFAULTS.put("batchSize", 512);
    DEFAULTS.put("replayCapacity", 200_000);
    DEFAULTS.put("trimInterval", 100);
    DEFAULTS.put("learningStarts", 2_000);
    DEFAULTS.put("samplesPerInsert", 32.0);
    DEFAULTS.put("targetUpdateInterval", 50);
    DEFAULTS.put("targetUpdateStep", 1.0);
    DEFAULTS.put("averagingUpdates", 1_000L);
    DEFAULTS.put("epsilon", 0.4);
    DEFAULTS.put("epsilonExponent", 7.0);
    DEFAULTS.put("priorityExponent", 0.6);
    DEFAULTS.put("importanceExponent", 0.4);
    DEFAULTS.put("prefetch", true);
  }

  @Override
  protected ApeXDqnConfig defaults() {
    return ApeXDqnConfig.defaults();
  }

  @Test
  void theDefaultsAreAsDocumented() {
    assertEquals(DEFAULTS, Settings.toMap(ApeXDqnConfig.defaults()));
  }

  @Test
  void tunedSettingsAreSettingsThatThereAre() {
    for (String environment : List.of("CartPole-v1", "Acrobot-v1", "MountainCar-v0")) {
      Settings.with(ApeXDqnConfig.defaults(), new ApeXDqnProvider().tunedFor(environment));
    }
  }
}
