package dev.rookery.core.network;

import java.util.List;

/**
 * A vector that travels with a network's parameters and is not trained, such as the atoms of a
 * distribution: it is published, saved and exported with them, and the learner alone writes it.
 *
 * @param name of the parameter
 * @param first its first values
 */
public record Constant(String name, List<Float> first) {

  /** Keeps an immutable copy of the values. */
  public Constant {
    first = List.copyOf(first);
  }
}
