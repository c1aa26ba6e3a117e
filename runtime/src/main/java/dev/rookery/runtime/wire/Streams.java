package dev.rookery.runtime.wire;

/** The names of a run's streams. */
public final class Streams {

  /** From actors to the learner: blocks of rows. */
  public static final String EXPERIENCE = "experience";

  /** From the learner to actors and evaluator: snapshots of parameters. */
  public static final String PARAMETERS = "parameters";

  /** From actors to the learner: episodes that ended, numbers to plot. */
  public static final String REPORTS = "reports";

  /** From actors to the learner: to join, to stay, to leave. */
  public static final String REQUESTS = "requests";

  /** From the learner to actors: seats and refusals, receipts, signs of life. */
  public static final String ANSWERS = "answers";

  private Streams() {}
}
