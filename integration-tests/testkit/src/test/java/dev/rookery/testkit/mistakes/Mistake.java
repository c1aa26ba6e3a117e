package dev.rookery.testkit.mistakes;

/** What a learner, or the actor that writes its rows, may get wrong. */
enum Mistake {
  NONE,
  MOVES_NOTHING,
  WRONG_SIGN,
  FORGOTTEN_DISCOUNT,
  BOOTSTRAPS_THROUGH_TERMINATION,
  NO_BOOTSTRAP_THROUGH_TRUNCATION,
  IGNORES_WEIGHTS,
  PRIORITIES_OF_THE_WRONG_ROW,
  PRIORITIES_OF_NO_SENSE,
  STATISTICS_NOT_SAVED
}
