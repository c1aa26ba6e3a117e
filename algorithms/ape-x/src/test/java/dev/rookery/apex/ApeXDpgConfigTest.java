package dev.rookery.apex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.settings.Settings;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ApeXDpgConfigTest {

  private static final Map<String, Object> DEFAULTS = new LinkedHashMap<>();
  private static final Map<String, Object> OTHERS = new LinkedHashMap<>();

  static {
    setting("nStep", 5, "3");
    setting("discount", 0.99, "0.9");
    setting("policyLayers", List.of(128, 128), "32,16");
    setting("criticLayers", List.of(128, 128), "64");
    setting("policyLearningRate", 1e-3, "0.01");
    setting("criticLearningRate", 1e-3, "0.02");
    setting("optimizerEpsilon", 1e-8, "0.5");
    setting("maximumGradientNorm", 40.0, "2");
    setting("huberKappa", 10.0, "3");
    setting("batchSize", 64, "7");
    setting("replayCapacity", 100_000, "500");
    setting("trimInterval", 100, "9");
    setting("learningStarts", 1_000, "20");
    setting("samplesPerInsert", 32.0, "4");
    setting("targetUpdateInterval", 1, "5");
    setting("targetUpdateStep", 0.005, "0.25");
    setting("largestNoise", 0.8, "0.5");
    setting("smallestNoise", 0.1, "0.125");
    setting("noiseCorrelation", 0.0, "0.85");
    setting("priorityExponent", 0.6, "0.75");
    setting("importanceExponent", 0.4, "0.625");
    setting("prefetch", true, "false");
  }

  private static void setting(String name, Object byDefault, String other) {
    DEFAULTS.put(name, byDefault);
    OTHERS.put(name, other);
  }

  private static ApeXDpgConfig other() {
    return new ApeXDpgConfig(
        3,
        0.9,
        List.of(32, 16),
        List.of(64),
        0.01,
        0.02,
        0.5,
        2,
        3,
        7,
        500,
        9,
        20,
        4,
        5,
        0.25,
        0.5,
        0.125,
        0.85,
        0.75,
        0.625,
        false);
  }

  @Test
  void theDefaultsAreAsDocumented() {
    assertEquals(DEFAULTS, Settings.toMap(ApeXDpgConfig.defaults()));
  }

  @Test
  void everySettingIsReadByItsName() {
    assertEquals(other(), Settings.with(ApeXDpgConfig.defaults(), OTHERS));
  }

  @Test
  void everySettingHasAMethodThatChangesItAlone() throws Exception {
    for (RecordComponent component : ApeXDpgConfig.class.getRecordComponents()) {
      String name = component.getName();
      String method = "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
      Method with = ApeXDpgConfig.class.getMethod(method, component.getType());
      Object value = component.getAccessor().invoke(other());
      Object changed = with.invoke(ApeXDpgConfig.defaults(), value);
      assertEquals(Settings.with(ApeXDpgConfig.defaults(), name, value), changed, name);
    }
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
