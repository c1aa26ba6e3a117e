package dev.rookery.testkit.mistakes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.testkit.algorithm.LearnerContract;
import dev.rookery.testkit.probe.LearnsProbes;
import dev.rookery.testkit.probe.Probe;
import dev.rookery.testkit.probe.ProbeContract;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes in learners are found by the test that is there for them, which says what they are. */
class SeededLearnersTest {

  private static LearnsProbes probes(Mistake mistake) {
    return LearnsProbes.of(new LinearQ.Provider(), LinearConfig.of(mistake));
  }

  @Nested
  class TheRightLearnerPassesTheProbes extends ProbeContract {
    @Override
    protected LearnsProbes algorithm() {
      return probes(Mistake.NONE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MOVES_NOTHING, REWARD, moves nothing",
    "WRONG_SIGN, REWARD, a wrong sign",
    "FORGOTTEN_DISCOUNT, DISCOUNT, a forgotten discount?",
    "BOOTSTRAPS_THROUGH_TERMINATION, TERMINATION, bootstrapping through termination?",
    "NO_BOOTSTRAP_THROUGH_TRUNCATION, TRUNCATION, no bootstrapping through truncation?"
  })
  void aProbeFindsTheMistake(Mistake mistake, Probe probe, String hint) {
    AssertionError found = assertThrows(AssertionError.class, probes(mistake)::assertPasses);
    String line =
        String.valueOf(found.getMessage())
            .lines()
            .filter(text -> text.startsWith(probe + ": "))
            .findFirst()
            .orElse("no line of " + probe);
    assertTrue(line.contains(hint), found.getMessage());
  }

  static Stream<Arguments> contracts() {
    return Stream.of(
        Arguments.of(
            Mistake.MOVES_NOTHING,
            "moves nothing",
            test(LearnerContract::anUpdateMovesTheParameters)),
        Arguments.of(
            Mistake.IGNORES_WEIGHTS,
            "weights ignored?",
            test(LearnerContract::rowsOfWeightZeroMoveNothing)),
        Arguments.of(
            Mistake.PRIORITIES_OF_THE_WRONG_ROW,
            "priorities of the wrong row?",
            test(LearnerContract::prioritiesGoToTheirRows)),
        Arguments.of(
            Mistake.PRIORITIES_OF_NO_SENSE,
            "got the priority -1.0",
            test(LearnerContract::prioritiesGoToTheirRows)),
        Arguments.of(
            Mistake.STATISTICS_NOT_SAVED,
            "statistics not saved?",
            test(LearnerContract::aLoadedLearnerGoesOnBitForBit)));
  }

  private static BiConsumer<LearnerContract<LinearConfig>, LinearConfig> test(
      BiConsumer<LearnerContract<LinearConfig>, LinearConfig> test) {
    return test;
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void theContractFindsTheMistake(
      Mistake mistake, String hint, BiConsumer<Learners, LinearConfig> test) {
    Learners contract = new Learners();
    assertDoesNotThrow(() -> test.accept(contract, LinearConfig.of(Mistake.NONE)));
    AssertionError found =
        assertThrows(AssertionError.class, () -> test.accept(contract, LinearConfig.of(mistake)));
    assertTrue(String.valueOf(found.getMessage()).contains(hint), found.getMessage());
  }

  /** Only for the tests above: this learner cannot do all that the contract asks for. */
  private static final class Learners extends LearnerContract<LinearConfig> {
    @Override
    protected AlgorithmProvider<LinearConfig> provider() {
      return new LinearQ.Provider();
    }

    @Override
    protected Map<String, LinearConfig> variants() {
      return Map.of();
    }

    @Override
    protected LinearConfig large() {
      return LinearConfig.of(Mistake.NONE);
    }
  }

  @Test
  void anotherDiscountIsRefused() {
    LinearConfig config =
        new LinearConfig(Mistake.NONE, 0.99, LinearConfig.of(Mistake.NONE).explicit());
    assertThrows(
        IllegalArgumentException.class, () -> LearnsProbes.of(new LinearQ.Provider(), config));
  }
}
