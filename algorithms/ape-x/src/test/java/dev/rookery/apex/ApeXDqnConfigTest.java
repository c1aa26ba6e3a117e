package dev.rookery.apex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.core.optimizer.OptimizerKind;
import dev.rookery.settings.Settings;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApeXDqnConfigTest {

  private static final Map<String, Object> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("doubleQ", true);
    DEFAULTS.put("dueling", true);
    DEFAULTS.put("nStep", 3);
    DEFAULTS.put("discount", 0.99);
    DEFAULTS.put("hiddenLayers", List.of(256, 256));
    DEFAULTS.put("optimizer", "adam");
    DEFAULTS.put("learningRate", 5e-4);
    DEFAULTS.put("finalLearningRate", 5e-4);
    DEFAULTS.put("learningRateSteps", 0L);
    DEFAULTS.put("optimizerEpsilon", 1e-8);
    DEFAULTS.put("maximumGradientNorm", 40.0);
    DEFAULTS.put("huberKappa", 10.0);
    DEFAULTS.put("batchSize", 512);
    DEFAULTS.put("replayCapacity", 200_000);
    DEFAULTS.put("trimInterval", 100);
    DEFAULTS.put("learningStarts", 2_000);
    DEFAULTS.put("samplesPerInsert", 32.0);
    DEFAULTS.put("targetUpdateInterval", 50);
    DEFAULTS.put("targetUpdateStep", 1.0);
    DEFAULTS.put("epsilon", 0.4);
    DEFAULTS.put("epsilonExponent", 7.0);
    DEFAULTS.put("priorityExponent", 0.6);
    DEFAULTS.put("importanceExponent", 0.4);
    DEFAULTS.put("prefetch", true);
  }

  @Test
  void theDefaultsAreAsDocumented() {
    assertEquals(DEFAULTS, Settings.toMap(ApeXDqnConfig.defaults()));
  }

  @Test
  void everySettingIsReadByItsName() {
    Map<String, Object> others = new LinkedHashMap<>();
    others.put("doubleQ", "false");
    others.put("dueling", "false");
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
    others.put("trimInterval", "9");
    others.put("learningStarts", "20");
    others.put("samplesPerInsert", "4");
    others.put("targetUpdateInterval", "9");
    others.put("targetUpdateStep", "0.25");
    others.put("epsilon", "0.75");
    others.put("epsilonExponent", "3");
    others.put("priorityExponent", "0.5");
    others.put("importanceExponent", "0.625");
    others.put("prefetch", "false");
    assertEquals(DEFAULTS.keySet(), others.keySet());
    ApeXDqnConfig config = Settings.with(ApeXDqnConfig.defaults(), others);
    assertEquals(
        new ApeXDqnConfig(
            false,
            false,
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
            9,
            20,
            4,
            9,
            0.25,
            0.75,
            3,
            0.5,
            0.625,
            false),
        config);
  }

  @Test
  void everySettingHasAMethodThatChangesItAlone() throws Exception {
    ApeXDqnConfig other =
        Settings.with(
            ApeXDqnConfig.defaults(),
            Map.of("nStep", 9, "batchSize", 5, "dueling", true, "learningRate", 0.125));
    for (RecordComponent component : ApeXDqnConfig.class.getRecordComponents()) {
      String name = component.getName();
      String method = "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
      Method with = ApeXDqnConfig.class.getMethod(method, component.getType());
      Object value = component.getAccessor().invoke(other);
      Object changed = with.invoke(ApeXDqnConfig.defaults(), value);
      assertEquals(Settings.with(ApeXDqnConfig.defaults(), name, value), changed, name);
    }
  }

  @Test
  void tunedSettingsAreSettingsThatThereAre() {
    for (String environment : List.of("CartPole-v1", "Acrobot-v1", "MountainCar-v0")) {
      Settings.with(ApeXDqnConfig.defaults(), new ApeXDqnProvider().tunedFor(environment));
    }
  }
}
