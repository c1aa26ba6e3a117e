package dev.rookery.envs.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.envs.text.TransitionTable;
import java.util.Optional;

/** An environment as the golden test drives it: with its state laid open. */
public interface GoldenEnvironment {

  /** The environment without its time limit. */
  Environment environment();

  /** Puts the environment into a recorded state. */
  void restore(JsonNode state);

  /** What is observed of the present state. */
  void observe(Observation observation);

  /** Lets the next reset draw what it likes, as no draws are recorded for it. */
  default void drawFreely() {}

  /** Gives the random draws that come next; there may be none. */
  default void feed(JsonNode draws) {}

  /** Fails if draws that were fed have not been used. */
  default void checkAllDrawsWereUsed(String where) {}

  /** The state as numbers, for those environments that are compared within tolerances. */
  double[] state();

  /** The recorded state as numbers. */
  double[] numbers(JsonNode state);

  /** What tolerance the states have. */
  default Tolerance tolerance() {
    return Tolerance.EXACT;
  }

  /**
   * Whether number {@code index} of the state depends on no sine or cosine within one step, so that
   * it must be right bit for bit.
   */
  default boolean isStateExact(int index) {
    return true;
  }

  /** Whether number {@code index} of the observation must be right bit for bit. */
  default boolean isObservationExact(int index) {
    return true;
  }

  /** Whether the reward must be right bit for bit. */
  default boolean isRewardExact() {
    return true;
  }

  /** Fails if a reset can not have led to the recorded state. */
  default void checkReachableByReset(JsonNode state, String where) {}

  /** Compares what else a step or reset was recorded with. */
  default void checkInfo(JsonNode recorded, String where) {}

  /** The dynamics, of tabular environments. */
  default Optional<TransitionTable> table() {
    return Optional.empty();
  }

  /** After how many steps a free run of this policy drifts off; see the golden data's README. */
  default int freeRunLimit(String policy) {
    return Integer.MAX_VALUE;
  }

  /** How far numbers may be off. */
  enum Tolerance {
    /** Not at all. */
    EXACT(0, 0),
    /** A step: relative and absolute 1e-12; a free run: 1e-6. */
    DOUBLE(1e-12, 1e-6),
    /** A step: one place in float32; a free run: 1e-5. */
    FLOAT(Math.ulp(1f), 1e-5);

    private final double step;
    private final double freeRun;

    Tolerance(double step, double freeRun) {
      this.step = step;
      this.freeRun = freeRun;
    }

    /** Whether a number after one step is close enough. */
    public boolean holdsAfterStep(double expected, double actual) {
      double relative = step * Math.abs(expected);
      return Math.abs(actual - expected) <= (this == FLOAT ? relative : relative + step);
    }

    /** Whether a number after a free run is close enough. */
    public boolean holdsInFreeRun(double expected, double actual) {
      return Math.abs(actual - expected) <= freeRun;
    }
  }
}
