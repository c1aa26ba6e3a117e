package dev.rookery.algorithm;

import dev.rookery.environment.VectorStep;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;

/**
 * Chooses actions for {@code K} environments at once. Used by one thread at a time. A program that
 * has one observation acts on a step of one environment:
 *
 * <pre>{@code
 * VectorStep step = new VectorStep(1, observationSpace);
 * step.observation(0).setAll(0.01, 0.2, -0.03, 0);
 * policy.act(step, actions);
 * }</pre>
 */
public interface Policy extends AutoCloseable {

  /** Takes new parameters; copies what it needs. */
  void update(ParameterSnapshot parameters);

  /**
   * Chooses an action for each environment.
   *
   * @param step what the environments led to last: the policy acts on {@link
   *     VectorStep#observations()}, and takes legal actions only if there are {@link
   *     VectorStep#actionMasks()}
   * @param actions receives {@code [K]} actions, packed, in the machine's byte order
   */
  void act(VectorStep step, ByteBuffer actions);

  @Override
  void close();
}
