package dev.rookery.dqn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.settings.Settings;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DqnConfigTest {

  private static final Map<String, Object> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("doubleQ", true);
    DEFAULTS.put("dueling", false);
    DEFAULTS.put("prioritized", false);
    DEFAULTS.put("nStep", 3);
    DEFAULTS.put("discount", 0.99);
    DEFAULTS.put("hiddenLayers", List.of(256, 256));
    DEFAULTS.put("optimizer", "adam");
    DEFAULTS.put("learningRate", 5e-4);
    DEFAULTS.put("finalLearningRate", 5e-4);
    DEFAULTS.put("learningRateSteps", 0L);
    DEFAULTS.put("optimizerEpsilon", 1e-8);
    DEFAULTS.put("maximumGradientNorm", 10.0);
    DEFAULTS.put("huberKappa", 1.0);
    DEFAULTS.put("batchSize", 64);
    DEFAULTS.put("replayCapacity", 100_000);
    DEFAULTS.put("learningStarts", 1_000);
    DEFAULTS.put("samplesPerInsert", 32.0);
    DEFAULTS.put("targetUpdateInterval", 100);
    DEFAULTS.put("targetUpdateStep", 1.0);
    DEFAULTS.put("epsilonStart", 1.0);
    DEFAULTS.put("epsilonEnd", 0.05);
    DEFAULTS.put("epsilonSteps", 10_000L);
    DEFAULTS.put("priorityExponent", 0.6);
    DEFAULTS.put("importanceExponent", 0.4);
    DEFAULTS.put("importanceExponentSteps", 100_000L);
  }

  @Test
  void theDefaultsAreAsDocumented() {
    assertEquals(DEFAULTS, Settings.toMap(DqnConfig.defaults()));
  }

  @Test
  void everySettingIsReadByItsName() {
    Map<String, Object> others = new LinkedHashMap<>();
    others.put("doubleQ", "false");
    others.put("dueling", "true");
    others.put("prioritized", "true");
    others.put("nStep", "5");
    others.put("discount", "0.9");
    others.put("hiddenLayers", "32,16");
    others.put("optimizer", "rmsprop");
    others.put("learningRate", "0.01");
    others.put("finalLearningRate", "0.001");
    others.put("learningRateSteps", "100");
    others.put("optimizerEpsilon", "0.5");
    others.put("maximumGradientNorm", "2");
    others.put("huberKappa", "3");
    others.put("batchSize", "7");
    others.put("replayCapacity", "500");
    others.put("learningStarts", "20");
    others.put("samplesPerInsert", "4");
    others.put("targetUpdateInterval", "9");
    others.put("targetUpdateStep", "0.25");
    others.put("epsilonStart", "0.75");
    others.put("epsilonEnd", "0.125");
    others.put("epsilonSteps", "11");
    others.put("priorityExponent", "0.5");
    others.put("importanceExponent", "0.625");
    others.put("importanceExponentSteps", "13");
    assertEquals(DEFAULTS.keySet(), others.keySet());
    DqnConfig config = Settings.with(DqnConfig.defaults(), others);
    assertEquals(
        new DqnConfig(
            false,
            true,
            true,
            5,
            0.9,
            List.of(32, 16),
            OptimizerKind.RMSPROP,
            0.01,
            0.001,
            100,
            0.5,
            2,
            3,
            7,
            500,
            20,
            4,
            9,
            0.25,
            0.75,
            0.125,
            11,
            0.5,
            0.625,
            13),
        config);
  }

  @Test
  void everySettingHasAMethodThatChangesItAlone() throws Exception {
    DqnConfig other =
        Settings.with(
            DqnConfig.defaults(),
            Map.of("nStep", 9, "batchSize", 5, "dueling", true, "learningRate", 0.125));
    for (RecordComponent component : DqnConfig.class.getRecordComponents()) {
      String name = component.getName();
      String method = "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
      Method with = DqnConfig.class.getMethod(method, component.getType());
      Object value = component.getAccessor().invoke(other);
      Object changed = with.invoke(DqnConfig.defaults(), value);
      assertEquals(Settings.with(DqnConfig.defaults(), name, value), changed, name);
    }
  }

  @Test
  void tunedSettingsAreSettingsThatThereAre() {
    for (String environment : List.of("CartPole-v1", "Acrobot-v1", "MountainCar-v0")) {
      Settings.with(DqnConfig.defaults(), new DqnProvider().tunedFor(environment));
    }
  }
}
