package dev.rookery.training;

import java.util.List;

/**
 * All that defines a run: the same configuration gives the same run on every transport.
 *
 * @param algorithm which algorithm
 * @param environment which environment
 * @param wrappers around the environment, the innermost first
 * @param transport which transport
 * @param run everything else
 */
public record TrainingConfig(
    NamedSettings algorithm,
    NamedSettings environment,
    List<NamedSettings> wrappers,
    NamedSettings transport,
    RunSettings run) {

  /** Keeps an immutable copy of the wrappers. */
  public TrainingConfig {
    wrappers = List.copyOf(wrappers);
  }
}
