package dev.rookery.core.learning;

import java.util.random.RandomGenerator;

/** A network's pass over a batch that gradients are taken of. Not thread-safe. */
public interface RecordedPass extends AutoCloseable {

  /** Draws what is drawn for each pass. */
  void draw(RandomGenerator random);

  /**
   * Computes the outputs, and keeps what {@link #backward} needs.
   *
   * @param scratch of the update under way
   * @return {@code [rows, numbers]}; always the same array
   */
  float[] record(LearnerTensors.Scratch scratch);

  /**
   * Adds to the gradients of the network's parameters.
   *
   * @param gradient of the loss with respect to the outputs of the last {@link #record}
   * @throws IllegalStateException if there was none since the last call
   */
  void backward(LearnerTensors.Scratch scratch, float[] gradient);

  /** Frees what it has of its own; not the network and the inputs. */
  @Override
  void close();
}
