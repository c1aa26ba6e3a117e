package dev.rookery.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.settings.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

/** Evaluations, stop conditions and the parts of a configuration. */
class ValuesTest {

  @Test
  void anEvaluationSumsUpReturns() {
    // Mean (1 + 2 + 3 + 6) / 4 = 3; squares of the differences 4 + 1 + 0 + 9 = 14.
    Evaluation evaluation = Evaluation.of(new double[] {1, 2, 3, 6});
    assertEquals(List.of(1.0, 2.0, 3.0, 6.0), evaluation.returns());
    assertSummary(evaluation, 4, 3, Math.sqrt(14 / 4.0), 1, 6);
  }

  @Test
  void anEvaluationCountsEpisodesThatWereCut() {
    assertEquals(1, Evaluation.of(new double[] {1, 3}, 1).cutEpisodes());
    assertEquals(0, Evaluation.of(new double[0]).cutEpisodes());
  }

  @Test
  void ofNoEpisodesNothingIsKnown() {
    Evaluation none = Evaluation.of(new double[0]);
    assertSummary(none, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  private static void assertSummary(
      Evaluation evaluation,
      int episodes,
      double mean,
      double deviation,
      double minimum,
      double maximum) {
    assertEquals(episodes, evaluation.episodes());
    assertEquals(mean, evaluation.meanReturn());
    assertEquals(deviation, evaluation.standardDeviation());
    assertEquals(minimum, evaluation.minimum());
    assertEquals(maximum, evaluation.maximum());
  }

  /** Rounding must not keep a run from the threshold that every one of its episodes reaches. */
  @Property
  void equalReturnsHaveExactlyTheirMean(
      @ForAll @IntRange(min = 1, max = 1000) int episodes,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
    double[] returns = new double[episodes];
    Arrays.fill(returns, value);
    assertSummary(Evaluation.of(returns), episodes, value, 0, value, value);
  }

  @Property
  void theMeanLiesBetweenTheExtremes(
      @ForAll @NotEmpty List<@DoubleRange(min = -1e6, max = 1e6) Double> returns) {
    Evaluation evaluation =
        Evaluation.of(returns.stream().mapToDouble(Double::doubleValue).toArray());
    assertTrue(evaluation.minimum() <= evaluation.meanReturn());
    assertTrue(evaluation.meanReturn() <= evaluation.maximum());
    assertTrue(evaluation.standardDeviation() <= evaluation.maximum() - evaluation.minimum());
  }

  @Test
  void aStopConditionNamesReturnEpisodesAndSteps() {
    assertEquals(
        new StopCondition(475, 30, 200_000),
        StopCondition.meanReturn(475).overEpisodes(30).orAfterSteps(200_000));
    assertEquals(new StopCondition(475, 100, 500_000), StopCondition.meanReturn(475));
    assertEquals(new StopCondition(Double.POSITIVE_INFINITY, 100, 10), StopCondition.steps(10));
  }

  @Test
  void namedSettingsKeepTheirOrder() {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (int i = 20; i > 0; i--) {
      settings.put("setting" + i, i);
    }
    NamedSettings named = new NamedSettings("dqn", settings);
    List<String> order = List.copyOf(settings.keySet());
    settings.clear();
    assertEquals(order, List.copyOf(named.settings().keySet()));
    assertThrows(UnsupportedOperationException.class, () -> named.settings().put("x", 1));
  }

  @Test
  void aConfigurationKeepsItsWrappers() {
    List<NamedSettings> wrappers = new ArrayList<>(List.of(NamedSettings.of("frame-stack")));
    TrainingConfig config =
        new TrainingConfig(
            NamedSettings.of("dqn"),
            NamedSettings.of("CartPole-v1"),
            wrappers,
            NamedSettings.of("local"),
            RunSettings.defaults());
    wrappers.clear();
    assertEquals(List.of(NamedSettings.of("frame-stack")), config.wrappers());
  }

  @Test
  void runSettingsAreCheckedAgainstTheirRanges() {
    assertEquals(4, RunSettings.defaults().with("actors", "4").actors());
    assertEquals(
        "setting 'actors' must be at least 1, at most 4096, not 0",
        assertThrows(SettingsException.class, () -> RunSettings.defaults().with("actors", 0))
            .getMessage());
    assertEquals(
        "setting 'timeoutSeconds' must be above 0, not 0.0",
        assertThrows(
                SettingsException.class, () -> RunSettings.defaults().with("timeoutSeconds", 0))
            .getMessage());
  }

  @Test
  void theDefaultsAreWithinTheirRanges() {
    assertEquals(
        RunSettings.defaults(), RunSettings.defaults().with("seed", RunSettings.defaults().seed()));
  }
}
