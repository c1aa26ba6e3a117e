package dev.rookery.envs.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Step;
import dev.rookery.envs.wrappers.TimeLimit;
import dev.rookery.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Replays the episodes of one golden file. */
final class GoldenRun {

  private final GoldenFile file;
  private final EnvironmentProvider provider;
  private long numbers;
  private long inexact;

  GoldenRun(GoldenFile file) {
    this.file = file;
    this.provider = EnvironmentsGoldenTest.provider(file.environment());
  }

  /** Takes every step from the state in which it was recorded. */
  void steps() {
    int steps = 0;
    for (JsonNode recorded : file.episodes()) {
      Episode episode = new Episode(recorded);
      episode.start();
      JsonNode state = recorded.get("reset_state");
      for (JsonNode step : recorded.get("steps")) {
        episode.golden.restore(state);
        episode.step(step, true);
        state = step.get("state");
        steps++;
      }
      for (JsonNode step : recorded.path("after_end")) { // Only the environment knows it is over.
        episode.step(step, true);
      }
      boolean ended = episode.step.ended() || recorded.path("cut").asBoolean();
      assertTrue(ended, episode.where + ": the last step ends the episode");
    }
    assertEquals(file.header().get("steps").asInt(), steps, "steps in " + file.name());
    System.out.printf(
        "%s: %d of %d numbers differ in the last places after a step%n",
        file.name(), inexact, numbers);
  }

  /** Sets only the first state, and takes all the actions. */
  void freeRuns() {
    for (JsonNode recorded : file.episodes()) {
      Episode episode = new Episode(recorded);
      episode.start();
      episode.golden.restore(recorded.get("reset_state"));
      int left = episode.golden.freeRunLimit(recorded.path("policy").asText());
      for (JsonNode step : recorded.get("steps")) {
        if (left-- == 0) {
          break;
        }
        episode.step(step, false);
      }
    }
  }

  /** One recorded episode and the environment that replays it. */
  private final class Episode {

    private final JsonNode recorded;
    private final GoldenEnvironment golden;
    private final Environment environment;
    private final Action action;
    private final Step step;
    private String where;
    private int index;

    Episode(JsonNode recorded) {
      this.recorded = recorded;
      this.where = "%s, episode %s".formatted(file.name(), recorded.get("episode"));
      Map<String, Object> changes = new LinkedHashMap<>(file.settings());
      changes.putAll(GoldenFile.resetSettings(recorded));
      golden = EnvironmentsGoldenTest.open(Settings.with(provider.defaultSettings(), changes));
      int limit = file.maxEpisodeSteps();
      environment = limit == 0 ? golden.environment() : new TimeLimit(golden.environment(), limit);
      action = new Action(environment.actionSpace());
      step = Step.of(environment.observationSpace());
    }

    void start() {
      String kind = recorded.get("start").asText();
      JsonNode state = recorded.get("reset_state");
      Observation observation = step.observation();
      boolean drawn = recorded.has("reset_draws");
      if (drawn) {
        golden.feed(recorded.get("reset_draws"));
      } else {
        golden.drawFreely();
      }
      environment.reset(0, observation);
      golden.checkAllDrawsWereUsed(where);
      switch (kind) {
        case "reset" -> golden.checkReachableByReset(state, where);
        case "injected", "snapshot" -> {}
        default -> throw new AssertionError(where + ": unknown start " + kind);
      }
      if (!drawn) {
        golden.restore(state);
        golden.observe(observation);
      }
      checkState(state, true);
      checkObservation(recorded.get("reset_obs"), true);
      golden.checkInfo(recorded, where);
    }

    void step(JsonNode expected, boolean fromRecordedState) {
      where = "%s, episode %s, step %d".formatted(file.name(), recorded.get("episode"), index++);
      float[] chosen = GoldenNumbers.floats(expected.get("a"));
      for (int i = 0; i < chosen.length; i++) {
        action.set(i, chosen[i]);
      }
      golden.feed(GoldenFile.draws(expected));
      step.clear();
      environment.step(action, step);
      golden.checkAllDrawsWereUsed(where);
      checkState(expected.get("state"), fromRecordedState);
      checkObservation(expected.get("obs"), fromRecordedState);
      checkReward(expected.get("r").asDouble(), fromRecordedState);
      assertEquals(expected.get("term").asBoolean(), step.terminated(), () -> where + ": term");
      assertEquals(expected.get("trunc").asBoolean(), step.truncated(), () -> where + ": trunc");
      golden.checkInfo(expected, where);
    }

    private void checkState(JsonNode recordedState, boolean fromRecordedState) {
      double[] expected = golden.numbers(recordedState);
      double[] actual = golden.state();
      assertEquals(expected.length, actual.length);
      for (int i = 0; i < actual.length; i++) {
        int at = i;
        if (fromRecordedState) {
          numbers++;
          inexact += expected[i] == actual[i] ? 0 : 1;
        }
        boolean holds;
        if (!fromRecordedState) {
          holds = golden.tolerance().holdsInFreeRun(expected[i], actual[i]);
        } else if (golden.isStateExact(i)) {
          holds = expected[i] == actual[i];
        } else {
          holds = golden.tolerance().holdsAfterStep(expected[i], actual[i]);
        }
        assertTrue(
            holds,
            () -> "%s: state[%d] is %s, not %s".formatted(where, at, actual[at], expected[at]));
      }
    }

    private void checkReward(double expected, boolean fromRecordedState) {
      double actual = step.reward();
      boolean holds;
      if (golden.isRewardExact()) {
        holds = expected == actual;
      } else if (fromRecordedState) {
        numbers++;
        inexact += expected == actual ? 0 : 1;
        holds = golden.tolerance().holdsAfterStep(expected, actual);
      } else { // Pendulum's: at most 2π times as far off as the state.
        holds = golden.tolerance().holdsInFreeRun(expected / 7, actual / 7);
      }
      assertTrue(holds, () -> "%s: reward is %s, not %s".formatted(where, actual, expected));
    }

    private void checkObservation(JsonNode recordedObservation, boolean fromRecordedState) {
      float[] expected = file.observation(recordedObservation);
      assertEquals(expected.length, step.observation().size());
      for (int i = 0; i < expected.length; i++) {
        int at = i;
        float actual = step.observation().getFloat(i);
        float oneUlp = golden.isObservationExact(i) ? 0 : Math.ulp(expected[i]);
        boolean holds =
            fromRecordedState
                ? Math.abs(actual - expected[i]) <= oneUlp
                : golden.tolerance().holdsInFreeRun(expected[i], actual);
        assertTrue(
            holds, () -> "%s: obs[%d] is %s, not %s".formatted(where, at, actual, expected[at]));
      }
    }
  }
}
