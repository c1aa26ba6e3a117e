package dev.rookery.algorithm;

import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;

/** Chooses actions for {@code K} environments at once. Used by one thread at a time. */
public interface Policy extends AutoCloseable {

  /** Takes new parameters; copies what it needs. */
  void update(ParameterSnapshot parameters);

  /**
   * Chooses an action for each observation.
   *
   * @param observations {@code [K]} observations, packed, in the machine's byte order; direct
   * @param actions receives {@code [K]} actions, packed
   */
  void act(ByteBuffer observations, ByteBuffer actions);

  @Override
  void close();
}
