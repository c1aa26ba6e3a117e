package dev.rookery.algorithm;

/**
 * The settings of an algorithm; implemented by a record whose components carry {@link
 * dev.rookery.settings.Setting}.
 */
public interface AlgorithmConfig {

  /** The name of the algorithm that these settings are for, as its provider gives it. */
  String algorithm();
}
