package dev.rookery.runtime.run;

import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.training.Evaluation;
import java.nio.ByteBuffer;

/**
 * Parameters, and what they were evaluated to.
 *
 * @param parameters in memory of their own
 * @param evaluation on the seeds of the confirmation
 */
record EvaluatedPolicy(ParameterSnapshot parameters, Evaluation evaluation) {

  /** A copy of parameters whose owner will use their memory again. */
  static EvaluatedPolicy copyOf(ParameterSnapshot parameters, Evaluation evaluation) {
    ByteBuffer copy = DirectBuffers.allocate(parameters.values().remaining());
    return new EvaluatedPolicy(parameters.copyTo(copy), evaluation);
  }
}
