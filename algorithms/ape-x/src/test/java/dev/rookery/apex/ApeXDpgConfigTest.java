package dev.rookery.apex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.settings.Settings;
import dev.rookery.testkit.settings.SettingsContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ApeXDpgConfigTest extends SettingsContract<ApeXDpgConfig> {

  private static final Map<String, Object> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("nStep", 5);
    DEFAULTS.put("discount", 0.99);
    DEFAULTS.put("policyLayers", List.of(128, 128));
    DEFAULTS.put("criticLayers", List.of(128, 128));
    DEFAULTS.put("policyLearningRate", 1e-3);
    DEFAULTS.put("criticLearningRate", 1e-3);
    DEFAULTS.put("optimizerEpsilon", 1e-8);
    DEFAULTS.put("maximumGradientNorm", Double.POSITIVE_INFINITY);
    DEFAULTS.put("huberKappa", Double.POSITIVE_INFINITY);
    DEFAULTS.put("batchSize", 64);
    DEFAULTS.put("replayCapacity", 100_000);
    DEFAULTS.put("trimInterval", 100);
    DEFAULTS.put("learningStarts", 1_000);
    DEFAULTS.put("samplesPerInsert", 32.0);
    DEFAULTS.put("targetUpdateInterval", 1);
    DEFAULTS.put("targetUpdateStep", 0.005);
    DEFAULTS.put("averagingUpdates", 1_000L);
    DEFAULTS.put("largestNoise", 0.8);
    DEFAULTS.put("smallestNoise", 0.1);
    DEFAULTS.put("noiseCorrelation", 0.0);
    DEFAULTS.put("priorityExponent", 0.6);
    DEFAULTS.put("importanceExponent", 0.4);
    DEFAULTS.put("prefetch", true);
  }

  @Override
  protected ApeXDpgConfig defaults() {
    return ApeXDpgConfig.defaults();
  }

  @Test
  void theDefaultsAreAsDocumented() {
    assertEquals(DEFAULTS, Settings.toMap(ApeXDpgConfig.defaults()));
  }

  @Test
  void tunedSettingsAreSettingsThatThereAre() {
    Map<String, Object> tuned = new ApeXDpgProvider().tunedFor("MountainCarContinuous-v0");
    assertEquals(0.9, Settings.with(ApeXDpgConfig.defaults(), tuned).noiseCorrelation());
    assertEquals(Map.of(), new ApeXDpgProvider().tunedFor("Pendulum-v1"));
  }

  @Test
  void itIsFoundByItsName() {
    assertEquals("ape-x-dpg", new ApeXDpgProvider().name());
    assertEquals("ape-x-dpg", ApeXDpgConfig.defaults().algorithm());
    assertTrue(
        ServiceLoader.load(AlgorithmProvider.class).stream()
            .anyMatch(provider -> provider.type() == ApeXDpgProvider.class));
  }
}
