package dev.rookery.core.value;

import dev.rookery.algorithm.AlgorithmConfig;
import java.util.List;

/**
 * The settings that all value-based algorithms have; a config record implements them as they are.
 */
public interface ValueConfig extends AlgorithmConfig {

  /** γ: how much a reward one step later is worth. */
  double discount();

  /** n: how many rewards a row sums up before it bootstraps. */
  int nStep();

  /** Sizes of the hidden dense layers. */
  List<Integer> hiddenLayers();

  /** How many rows replay keeps. */
  int replayCapacity();

  /** Whether replay draws rows by priority. */
  boolean prioritized();

  /** α: how much priorities matter. */
  double priorityExponent();

  /** How many rows must be in replay before learning begins. */
  int learningStarts();

  /** How often a row is learned from on average. */
  double samplesPerInsert();

  /** How many rows one update learns from. */
  int batchSize();
}
