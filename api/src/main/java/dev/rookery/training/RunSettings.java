package dev.rookery.training;

import dev.rookery.algorithm.Device;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.settings.SettingsRecord;
import java.util.List;

/** The settings of a run that are nobody else's: how much, how parallel, what is kept. */
@SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
public record RunSettings(
    @Setting(
            value =
                "Actors: threads of the learner's process, or of the processes that"
                    + " 'actorProcesses' starts, or of those that join.",
            min = 1,
            max = 4096,
            defaultValue = "1")
        int actors,
    @Setting(
            value = "Environments that each actor steps together, with one inference call.",
            min = 1,
            max = 65536,
            defaultValue = "8")
        int environmentsPerActor,
    @Setting(
            value =
                "Processes that the actors are spread over; 0: they are threads of the learner's"
                    + " process. Needs a transport that reaches other processes.",
            min = 0,
            max = 4096,
            defaultValue = "0")
        int actorProcesses,
    @Setting(
            value =
                "How often actor processes that ended are restarted, in all, before the run fails.",
            min = 0,
            defaultValue = "10")
        int actorRestarts,
    @Setting(value = "The root of everything random.", defaultValue = "1") long seed,
    @Setting(
            value =
                "Another run's directory, checkpoint (.npz) or policy (.onnx), whose parameters this"
                    + " run begins with; empty: it begins with random ones. A resumed run ignores"
                    + " it.",
            defaultValue = "")
        String startFrom,
    @Setting(
            value = "One thread and one order of events: the same seed gives the same weights.",
            defaultValue = "false")
        boolean lockstep,
    @Setting(value = "Stop after this many environment steps.", min = 1, defaultValue = "500_000")
        long steps,
    @Setting(
            value =
                "Stop when the greedy evaluation's mean return reaches this; infinity: only after"
                    + " 'steps'.",
            defaultValue = "Infinity")
        double stopAtReturn,
    @Setting(
            value = "Episodes of each greedy evaluation.",
            min = 1,
            max = 100_000,
            defaultValue = "100")
        int evaluationEpisodes,
    @Setting(
            value = "Steps after which an episode of an evaluation is cut, if it has not ended.",
            min = 1,
            defaultValue = "10_000")
        int evaluationMaximumSteps,
    @Setting(
            value = "Environment steps between greedy evaluations; 0: only at the end.",
            min = 0,
            defaultValue = "5_000")
        long evaluationInterval,
    @Setting(
            value =
                "Which parameters policy.onnx has at the end: the last ones, or those of the best"
                    + " evaluation, which best-policy.onnx has always.",
            defaultValue = "last")
        KeptPolicy keep,
    @Setting(
            value = "Seconds between checkpoints; 0: only at the end.",
            min = 0,
            defaultValue = "30")
        double checkpointSeconds,
    @Setting(
            value = "How many of the latest checkpoints to keep.",
            min = 1,
            max = 1000,
            defaultValue = "2")
        int checkpointsKept,
    @Setting(
            value =
                "Keep replay in checkpoints too: larger, but a resumed run need not fill it again.",
            defaultValue = "false")
        boolean checkpointReplay,
    @Setting(
            value =
                "Where the learner computes: cpu, or cuda or cuda:N for an NVIDIA GPU; see docs/devices.md.",
            defaultValue = "cpu")
        String learnerDevice,
    @Setting(
            value = "Where actors and evaluations run their networks: cpu, cuda or cuda:N.",
            defaultValue = "cpu")
        String actorDevice,
    @Setting(
            value = "Learner updates between publications of parameters to actors.",
            min = 1,
            defaultValue = "8")
        int publishInterval,
    @Setting(
            value =
                "Experience rows that an actor sends in one message; fewer where they are long.",
            min = 1,
            max = 100_000,
            defaultValue = "32")
        int blockRows,
    @Setting(
            value =
                "Environment steps that an actor may be ahead of what the learner has taken; always"
                    + " at least one step of all its environments.",
            min = 1,
            defaultValue = "256")
        int maximumLead,
    @Setting(value = "Environment steps between metrics records.", min = 1, defaultValue = "1_000")
        long metricsInterval,
    @Setting(value = "Metrics sinks to write to, by name.", defaultValue = "csv, tensorboard")
        List<String> metrics,
    @Setting(
            value = "Seconds that any part waits for another before the run fails.",
            min = 0,
            aboveMin = true,
            defaultValue = "60")
        double timeoutSeconds)
    implements SettingsRecord<RunSettings> {

  /**
   * Checks settings against each other.
   *
   * @throws SettingsException if the run should stop at a return that is never evaluated, or its
   *     actors cannot be spread over so many processes
   */
  public RunSettings {
    metrics = List.copyOf(metrics);
    requireDevice("learnerDevice", learnerDevice);
    requireDevice("actorDevice", actorDevice);
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

  private static void requireDevice(String setting, String name) {
    try {
      new Device(name);
    } catch (SettingsException e) {
      throw new SettingsException(setting + ": " + e.getMessage());
    }
  }

  /** The defaults. */
  public static RunSettings defaults() {
    return Settings.defaults(RunSettings.class);
  }
}
