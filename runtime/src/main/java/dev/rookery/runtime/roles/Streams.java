package dev.rookery.runtime.roles;

/** The names of a run's streams. */
public final class Streams {

  /** From actors to the learner: blocks of rows. */
  public static final String EXPERIENCE = "experience";

  /** From the learner to actors and evaluator: snapshots of parameters. */
  public static final String PARAMETERS = "parameters";

  /** From actors to the learner: episodes that ended, numbers to plot. */
  public static final String REPORTS = "reports";

  private Streams() {}

  /** From the learner to one actor: how much of its experience has been taken. */
  public static String taken(int actorId) {
    return "taken-" + actorId;
  }
}
