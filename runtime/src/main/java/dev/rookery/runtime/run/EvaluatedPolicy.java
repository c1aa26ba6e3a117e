package dev.rookery.runtime.run;

import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.training.Evaluation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Parameters, and what they were evaluated to.
 *
 * @param parameters in memory of their own
 * @param evaluation on the seeds of the confirmation
 */
record EvaluatedPolicy(ParameterSnapshot parameters, Evaluation evaluation) {

  /** A copy of parameters whose owner will use their memory again. */
  static EvaluatedPolicy copyOf(ParameterSnapshot parameters, Evaluation evaluation) {
    int bytes = parameters.values().remaining();
    return new EvaluatedPolicy(
        parameters.copyTo(ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder())),
        evaluation);
  }
}
