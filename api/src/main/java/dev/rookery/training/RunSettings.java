package dev.rookery.training;

import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import java.util.List;

/**
 * The settings of a run that are nobody else's: how much, how parallel, what is kept.
 *
 * @param actors how many actors
 * @param environmentsPerActor how many environments each steps together
 * @param actorProcesses how many processes the actors are spread over; 0: they are threads
 * @param actorRestarts how often such a process may be restarted
 * @param seed the root of everything random
 * @param lockstep one thread, one order of events
 * @param steps the limit of environment steps
 * @param stopAtReturn stop at this mean return of an evaluation
 * @param evaluationEpisodes episodes per evaluation
 * @param evaluationMaximumSteps the longest episode of an evaluation
 * @param evaluationInterval environment steps between evaluations
 * @param checkpointSeconds time between checkpoints
 * @param checkpointsKept how many checkpoints stay
 * @param checkpointReplay whether checkpoints hold the replay
 * @param publishInterval updates between publications of parameters
 * @param blockRows rows per message
 * @param maximumLead how far an actor may be ahead of the learner
 * @param metricsInterval environment steps between records
 * @param metrics names of sinks
 * @param timeoutSeconds how long any part waits for another
 */
public record RunSettings(
    @Setting(
            value =
                "Actors: threads of the learner's process, or of the processes that"
                    + " 'actorProcesses' starts, or of those that join.",
            min = 1,
            max = 4096)
        int actors,
    @Setting(
            value = "Environments that each actor steps together, with one inference call.",
            min = 1,
            max = 65536)
        int environmentsPerActor,
    @Setting(
            value =
                "Processes that the actors are spread over; 0: they are threads of the learner's"
                    + " process. Needs a transport that reaches other processes.",
            min = 0,
            max = 4096)
        int actorProcesses,
    @Setting(
            value =
                "How often actor processes that ended are restarted, in all, before the run fails.",
            min = 0)
        int actorRestarts,
    @Setting("The root of everything random.") long seed,
    @Setting("One thread and one order of events: the same seed gives the same weights.")
        boolean lockstep,
    @Setting(value = "Stop after this many environment steps.", min = 1) long steps,
    @Setting(
            "Stop when the greedy evaluation's mean return reaches this; infinity: only after"
                + " 'steps'.")
        double stopAtReturn,
    @Setting(value = "Episodes of each greedy evaluation.", min = 1, max = 100_000)
        int evaluationEpisodes,
    @Setting(
            value = "Steps after which an episode of an evaluation is cut, if it has not ended.",
            min = 1)
        int evaluationMaximumSteps,
    @Setting(value = "Environment steps between greedy evaluations; 0: only at the end.", min = 0)
        long evaluationInterval,
    @Setting(value = "Seconds between checkpoints; 0: only at the end.", min = 0)
        double checkpointSeconds,
    @Setting(value = "How many of the latest checkpoints to keep.", min = 1, max = 1000)
        int checkpointsKept,
    @Setting("Keep replay in checkpoints too: larger, but a resumed run need not fill it again.")
        boolean checkpointReplay,
    @Setting(value = "Learner updates between publications of parameters to actors.", min = 1)
        int publishInterval,
    @Setting(value = "Experience rows that an actor sends in one message.", min = 1, max = 100_000)
        int blockRows,
    @Setting(
            value =
                "Environment steps that an actor may be ahead of what the learner has taken; always"
                    + " at least one step of all its environments.",
            min = 1)
        int maximumLead,
    @Setting(value = "Environment steps between metrics records.", min = 1) long metricsInterval,
    @Setting("Metrics sinks to write to, by name.") List<String> metrics,
    @Setting(
            value = "Seconds that any part waits for another before the run fails.",
            min = 0,
            aboveMin = true)
        double timeoutSeconds) {

  /**
   * Checks settings against each other.
   *
   * @throws SettingsException if the run should stop at a return that is never evaluated, or its
   *     actors cannot be spread over so many processes
   */
  public RunSettings {
    metrics = List.copyOf(metrics);
    if (evaluationInterval == 0 && stopAtReturn != Double.POSITIVE_INFINITY) {
      throw new SettingsException(
          "stopAtReturn %s needs evaluations: set evaluationInterval above 0, for example 5000"
              .formatted(stopAtReturn));
    }
    if (actorProcesses > actors) {
      throw new SettingsException(
          "actors %s are too few for actorProcesses %s: each process needs at least one"
              .formatted(actors, actorProcesses));
    }
    if (lockstep && actorProcesses > 0) {
      throw new SettingsException(
          "lockstep runs everything on one thread: it cannot go with actorProcesses %s; leave out"
                  .formatted(actorProcesses)
              + " one of them");
    }
  }

  /** The defaults. */
  public static RunSettings defaults() {
    return new RunSettings(
        1,
        8,
        0,
        10,
        1,
        false,
        500_000,
        Double.POSITIVE_INFINITY,
        100,
        10_000,
        5_000,
        30,
        2,
        false,
        8,
        32,
        256,
        1_000,
        List.of("csv", "tensorboard"),
        60);
  }

  /** A copy with one value changed, checked against its range. */
  public RunSettings with(String name, Object value) {
    return Settings.with(this, name, value);
  }
}
