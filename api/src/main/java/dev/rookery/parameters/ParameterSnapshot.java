package dev.rookery.parameters;

import java.nio.ByteBuffer;

/**
 * All parameters of a network at one moment of training. A view: it is valid only during the call
 * that hands it over, so copy what must stay.
 *
 * @param version grows with every publication, from 1
 * @param environmentSteps how many environment steps the learner had seen
 * @param learnerSteps how many updates had been made
 * @param layoutHash the {@link ParameterLayout#layoutHash()} of the values
 * @param values float32 in the machine's byte order, between the buffer's position and limit
 */
public record ParameterSnapshot(
    long version, long environmentSteps, long learnerSteps, long layoutHash, ByteBuffer values) {

  /**
   * A snapshot of the same values in memory of one's own.
   *
   * @param memory has exactly as many bytes as there are values, and the machine's byte order
   */
  public ParameterSnapshot copyTo(ByteBuffer memory) {
    memory.clear().put(values.duplicate());
    return new ParameterSnapshot(
        version, environmentSteps, learnerSteps, layoutHash, memory.flip());
  }
}
