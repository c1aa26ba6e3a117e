package dev.rookery.training;

/**
 * When a run stops.
 *
 * @param meanReturn a mean return of a greedy evaluation, in the environment's own rewards;
 *     infinity: never for this reason
 * @param episodes how many episodes that evaluation has
 * @param environmentSteps at the latest after so many steps
 */
public record StopCondition(double meanReturn, int episodes, long environmentSteps) {

  /** When a greedy evaluation over 100 episodes has at least this mean return. */
  public static StopCondition meanReturn(double meanReturn) {
    RunSettings defaults = RunSettings.defaults();
    return new StopCondition(meanReturn, defaults.evaluationEpisodes(), defaults.steps());
  }

  /** After so many environment steps. */
  public static StopCondition steps(long environmentSteps) {
    RunSettings defaults = RunSettings.defaults();
    return new StopCondition(
        defaults.stopAtReturn(), defaults.evaluationEpisodes(), environmentSteps);
  }

  /** The same condition, with evaluations over so many episodes. */
  public StopCondition overEpisodes(int count) {
    return new StopCondition(meanReturn, count, environmentSteps);
  }

  /** The same condition, but met at the latest after so many environment steps. */
  public StopCondition orAfterSteps(long count) {
    return new StopCondition(meanReturn, episodes, count);
  }
}
