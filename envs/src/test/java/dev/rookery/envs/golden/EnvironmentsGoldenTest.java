package dev.rookery.envs.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.MultiDiscreteSpace;
import dev.rookery.environment.Space;
import dev.rookery.envs.classic.GoldenClassicControl;
import dev.rookery.envs.minatar.GoldenMinAtar;
import dev.rookery.envs.text.GoldenText;
import dev.rookery.envs.text.TransitionTable;
import dev.rookery.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares every environment with recorded episodes of Gymnasium and MinAtar. The files are in the
 * folder that the system property {@code rookery.golden.environments} names, or else in the test
 * resources, where a README says where they are from.
 */
class EnvironmentsGoldenTest {

  @TestFactory
  Stream<DynamicNode> everyRecordedFile() throws Exception {
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> golden =
          files.filter(p -> p.getFileName().toString().endsWith(".jsonl.gz")).sorted().toList();
      assertFalse(golden.isEmpty(), "no golden files in " + folder());
      return golden.stream().map(EnvironmentsGoldenTest::testsOf);
    }
  }

  private static Path folder() throws Exception {
    String given = System.getProperty("rookery.golden.environments", "");
    return given.isBlank()
        ? Path.of(EnvironmentsGoldenTest.class.getResource("/golden/environments").toURI())
        : Path.of(given);
  }

  private static DynamicNode testsOf(Path path) {
    GoldenFile file;
    try {
      file = GoldenFile.read(path);
    } catch (IOException e) {
      return dynamicTest(path.getFileName() + " can be read", () -> fail(e));
    }
    List<DynamicNode> tests = new ArrayList<>();
    tests.add(dynamicTest("spaces, limit and threshold", () -> checkHeader(file)));
    if (file.header().has("P")) {
      tests.add(dynamicTest("transition table", () -> checkTable(file)));
    }
    tests.add(dynamicTest("every step from its recorded state", () -> new GoldenRun(file).steps()));
    tests.add(dynamicTest("free runs", () -> new GoldenRun(file).freeRuns()));
    return DynamicContainer.dynamicContainer(file.name(), tests);
  }

  /** The provider of an environment; an unknown one fails. */
  static EnvironmentProvider provider(String name) {
    return ServiceLoader.load(EnvironmentProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("unknown environment '" + name + "'"));
  }

  /** The environment laid open; one that nobody knows how to open fails. */
  static GoldenEnvironment open(Record settings) {
    return GoldenClassicControl.of(settings)
        .or(() -> GoldenText.of(settings))
        .or(() -> GoldenMinAtar.of(settings))
        .orElseThrow(() -> new AssertionError("no golden environment for " + settings));
  }

  private static void checkHeader(GoldenFile file) {
    EnvironmentProvider provider = provider(file.environment());
    JsonNode header = file.header();
    Record settings = Settings.with(provider.defaultSettings(), file.settings());
    try (Environment environment = provider.create(settings)) {
      checkSpace(header.get("observation_space"), environment.observationSpace());
      checkSpace(header.get("action_space"), environment.actionSpace());
    }
    JsonNode threshold = header.path("reward_threshold");
    assertEquals(
        threshold.isNumber() ? OptionalDouble.of(threshold.asDouble()) : OptionalDouble.empty(),
        provider.rewardThreshold());
    if (header.path("variant").asText().equals("default")) {
      assertEquals(provider.defaultSettings(), settings, "the defaults, time limit included");
    }
    assertEquals(header.get("episodes").asInt(), file.episodes().size());
  }

  private static void checkSpace(JsonNode expected, Space actual) {
    switch (expected.get("type").asText()) {
      case "Discrete" -> {
        assertEquals(0, expected.get("start").asInt());
        assertEquals(new DiscreteSpace(expected.get("n").asInt()), actual);
      }
      case "Tuple" -> {
        List<Integer> sizes =
            expected.get("spaces").findValues("n").stream().map(JsonNode::asInt).toList();
        assertEquals(new MultiDiscreteSpace(sizes), actual);
      }
      case "Box" -> {
        BoxSpace box = (BoxSpace) actual;
        float[] low = GoldenNumbers.floats(expected.get("low"));
        float[] high = GoldenNumbers.floats(expected.get("high"));
        assertEquals(expected.get("dtype").asText(), box.dataType().label());
        List<Integer> shape = new ArrayList<>();
        expected.get("shape").forEach(extent -> shape.add(extent.asInt()));
        assertEquals(shape, box.shape());
        for (int i = 0; i < box.size(); i++) { // One bound is that of all numbers.
          assertEquals(low[low.length == 1 ? 0 : i], box.low(i));
          assertEquals(high[high.length == 1 ? 0 : i], box.high(i));
        }
      }
      default -> fail("unknown space " + expected);
    }
  }

  private static void checkTable(GoldenFile file) {
    JsonNode expected = file.header().get("P");
    EnvironmentProvider provider = provider(file.environment());
    GoldenEnvironment environment =
        open(Settings.with(provider.defaultSettings(), file.settings()));
    TransitionTable table = environment.table().orElseThrow();
    assertEquals(expected.size(), table.states());
    for (int state = 0; state < table.states(); state++) {
      assertEquals(expected.get(state).size(), table.actions());
      for (int action = 0; action < table.actions(); action++) {
        List<TransitionTable.Outcome> outcomes = table.outcomes(state, action);
        JsonNode pair = expected.get(state).get(action);
        assertEquals(pair.size(), outcomes.size());
        for (int i = 0; i < outcomes.size(); i++) {
          JsonNode entry = pair.get(i);
          assertEquals(
              new TransitionTable.Outcome(
                  entry.get(0).asDouble(),
                  entry.get(1).asInt(),
                  entry.get(2).asDouble(),
                  entry.get(3).asBoolean()),
              outcomes.get(i),
              "state %d, action %d, outcome %d".formatted(state, action, i));
        }
      }
    }
  }
}
