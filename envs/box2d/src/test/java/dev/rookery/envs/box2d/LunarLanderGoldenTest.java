package dev.rookery.envs.box2d;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares both environments with what Gymnasium recorded: flights without ground contact, step by
 * step, and the statistics of five policies. The files are in the folder that the system property
 * {@code rookery.golden.box2d} names, or else in the test resources, where a README says where they
 * are from.
 */
class LunarLanderGoldenTest {

  private static final String FLIGHTS = "lunarlander-v3.freefall.jsonl.gz";
  private static final String STATISTICS = "lunarlander-v3.statistics.json";
  private static final int EPISODES = 1000;

  private static final double RESET_TOLERANCE = 1e-6;
  private static final double REWARD_TOLERANCE = 1e-3;
  private static final double TERRAIN_TOLERANCE = 1e-12;

  /** Of each number of an observation; legs touch the ground or not. */
  private static final double[] TOLERANCES = {1e-5, 1e-5, 2e-5, 2e-5, 5e-5, 5e-5, 0, 0};

  @Test
  void spacesLimitAndThreshold() throws Exception {
    JsonNode header = GoldenFolder.lines(FLIGHTS).get(0);
    List<EnvironmentProvider> providers =
        List.of(new LunarLander.Provider(), new LunarLanderContinuous.Provider());
    for (EnvironmentProvider provider : providers) {
      assertEquals(
          OptionalDouble.of(header.get("reward_threshold").asDouble()), provider.rewardThreshold());
      LunarLanderSettings settings = (LunarLanderSettings) provider.defaultSettings();
      assertEquals(header.get("max_episode_steps").asInt(), settings.maxEpisodeSteps());
      checkContains(provider.create(settings).observationSpace(), header.get("observation_space"));
    }
    assertEquals(header.get("env").asText(), providers.get(0).name());
    JsonNode actions = header.get("action_space");
    LunarLanderSettings settings = LunarLanderSettings.defaults();
    assertEquals(
        new DiscreteSpace(actions.get("discrete").get("n").asInt()),
        new LunarLander(settings).actionSpace());
    checkBox(actions.get("continuous"), new LunarLanderContinuous(settings).actionSpace());
  }

  /** Gymnasium's landers leave the bounds that it gives, so ours are wider. */
  private static void checkContains(Space actual, JsonNode expected) {
    BoxSpace box = checkType(expected, actual);
    for (int i = 0; i < box.size(); i++) {
      assertTrue(box.low(i) <= expected.get("low").get(i).asDouble());
      assertTrue(expected.get("high").get(i).asDouble() <= box.high(i));
    }
  }

  private static void checkBox(JsonNode expected, Space actual) {
    BoxSpace box = checkType(expected, actual);
    for (int i = 0; i < box.size(); i++) {
      assertEquals(expected.get("low").get(i).asDouble(), box.low(i));
      assertEquals(expected.get("high").get(i).asDouble(), box.high(i));
    }
  }

  private static BoxSpace checkType(JsonNode expected, Space actual) {
    BoxSpace box = (BoxSpace) actual;
    assertEquals(expected.get("dtype").asText(), box.dataType().label());
    assertEquals(List.of(expected.get("shape").get(0).asInt()), box.shape());
    return box;
  }

  @TestFactory
  Stream<DynamicTest> everyRecordedFlight() throws Exception {
    List<JsonNode> lines = GoldenFolder.lines(FLIGHTS);
    JsonNode header = lines.get(0);
    List<JsonNode> flights = lines.subList(1, lines.size());
    assertEquals(header.get("episodes").asInt(), flights.size());
    return flights.stream()
        .map(
            flight ->
                dynamicTest(
                    "%s: %s %s"
                        .formatted(
                            flight.get("episode"), flight.get("policy"), flight.get("kwargs")),
                    () -> check(flight)));
  }

  private static void check(JsonNode recorded) {
    RecordedDraws draws = new RecordedDraws(recorded);
    LunarLanderDynamics environment = GoldenSettings.open(recorded.get("kwargs"), draws);
    Flight flight = new Flight(environment).reset(0);
    for (int i = 0; i < LanderTerrain.POINTS; i++) {
      assertEquals(
          recorded.get("smooth_y").get(i).asDouble(),
          environment.world().terrain().height(i),
          TERRAIN_TOLERANCE);
    }
    for (int i = 0; i < TOLERANCES.length; i++) {
      double expected = recorded.get("reset_obs").get(i).asDouble();
      assertEquals(expected, flight.observation().getFloat(i), RESET_TOLERANCE, "reset " + i);
    }
    int number = 0;
    for (JsonNode step : recorded.get("steps")) {
      number++;
      if (step.path("contact").asBoolean()) {
        return; // The contact codes of the two libraries differ.
      }
      checkStep(step, flight.fly(action(step.get("a"))), "step " + number);
    }
    assertEquals(0, draws.remaining());
  }

  private static double[] action(JsonNode recorded) {
    return recorded.isArray()
        ? new double[] {recorded.get(0).asDouble(), recorded.get(1).asDouble()}
        : new double[] {recorded.asDouble()};
  }

  private static void checkStep(JsonNode recorded, Step step, String where) {
    Observation observation = step.observation();
    for (int i = 0; i < TOLERANCES.length; i++) {
      double expected = recorded.get("obs").get(i).asDouble();
      assertEquals(expected, observation.getFloat(i), TOLERANCES[i], where + ", index " + i);
    }
    assertEquals(recorded.get("r").asDouble(), step.reward(), REWARD_TOLERANCE, where);
    assertEquals(recorded.get("term").asBoolean(), step.terminated(), where);
  }

  /** A thousand episodes fall into bands that a faithful port leaves twice in a thousand runs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "random_discrete",
        "random_continuous",
        "heuristic_discrete",
        "heuristic_continuous",
        "heuristic_discrete_wind"
      })
  void aThousandEpisodesFallIntoTheBands(String policy) throws Exception {
    JsonNode recorded = GoldenFolder.json(STATISTICS).get("policies").get(policy);
    FlightStatistics statistics =
        FlightStatistics.of(recorded.get("kwargs"), policy.startsWith("heuristic"), EPISODES);
    List<String> outside = new ArrayList<>();
    for (Map.Entry<String, JsonNode> band :
        recorded.get("suggested_bands_for_1000_episodes").properties()) {
      double value = statistics.named(band.getKey());
      if (!(band.getValue().get(0).asDouble() <= value
          && value <= band.getValue().get(1).asDouble())) {
        outside.add("%s %s is not in %s".formatted(band.getKey(), value, band.getValue()));
      }
    }
    assertTrue(outside.isEmpty(), outside::toString);
  }
}
