package dev.rookery.core.network;

import java.util.random.RandomGenerator;

/**
 * Draws the values of one of a network's inputs anew for each time that it is run: noise, or
 * quantile levels. Used by one thread.
 */
public interface RandomInput {

  /** Which input, and its shape for one observation. */
  NetworkInput input();

  /**
   * Draws.
   *
   * @param values {@code [rows, shape…]} receives the values
   */
  void draw(float[] values, RandomGenerator random);
}
