package dev.rookery.apex;

import dev.rookery.algorithm.ActorContext;

/**
 * Standard deviations of the noise in a run's environments: from the largest in the first to the
 * smallest in the last, spaced evenly by ratio, as Ape-X DQN spaces its ε (Horgan et al. 2018,
 * section 4.1). Where the ends are equal it is the same noise everywhere, as in Ape-X DPG of the
 * paper.
 */
final class NoiseLadder {

  private NoiseLadder() {}

  /**
   * Returns the standard deviations of one actor's environments.
   *
   * @param largest of the run's first environment, at least {@code smallest}
   * @param smallest of the run's last environment, at least 0
   * @return {@code [K]} standard deviations, as a share of half an action's range
   */
  static double[] deviations(double largest, double smallest, ActorContext actor) {
    int count = actor.environments();
    int all = actor.actors() * count;
    double[] deviations = new double[count];
    for (int k = 0; k < count; k++) {
      int index = actor.actorId() * count + k;
      deviations[k] = deviation(largest, smallest, index, all);
    }
    return deviations;
  }

  private static double deviation(double largest, double smallest, int index, int all) {
    if (index == 0 || largest == smallest) {
      return largest;
    }
    return largest * Math.pow(smallest / largest, index / (all - 1.0));
  }
}
