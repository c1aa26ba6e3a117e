package dev.rookery.runtime.wire;

/** The names of a run's streams. */
public final class Streams {

  /** From actors to the learner: blocks of rows. */
  public static final String EXPERIENCE = "experience";

  /** From the learner to actors and evaluator: snapshots of parameters. */
  public static final String PARAMETERS = "parameters";

  /** From actors to the learner: episodes that ended, and measurements. */
  public static final String REPORTS = "reports";

  /** From actors to the learner: requests to join, heartbeats, and that an actor leaves. */
  public static final String REQUESTS = "requests";

  /** From the learner to actors: answers to requests, refusals, receipts and heartbeats. */
  public static final String ANSWERS = "answers";

  private Streams() {}
}
