package dev.rookery.algorithm;

import dev.rookery.settings.Explicit;

/**
 * The settings of an algorithm; implemented by a record whose components are described by {@link
 * dev.rookery.settings.Setting}.
 */
public interface AlgorithmConfig {

  /** The name of the algorithm that these settings are for, as its provider gives it. */
  String algorithm();

  /**
   * Which of the settings somebody chose: a run takes these as they are, and all others as they are
   * tuned for its environment or as the provider has them by default. Implemented by a component of
   * the record.
   */
  Explicit explicit();
}
