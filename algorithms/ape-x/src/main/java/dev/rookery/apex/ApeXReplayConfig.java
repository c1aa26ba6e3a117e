package dev.rookery.apex;

/** The settings of Ape-X's replay, whatever learns from it. */
interface ApeXReplayConfig {

  /** How many rows are kept when replay is trimmed. */
  int replayCapacity();

  /** How many updates lie between two times of trimming. */
  int trimInterval();

  /** How often a row is learned from on average. */
  double samplesPerInsert();

  /** How many rows one update learns from. */
  int batchSize();

  /** How much priorities matter. */
  double priorityExponent();

  /** Whether the next batch is drawn while the learner computes. */
  boolean prefetch();
}
