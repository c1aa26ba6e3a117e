package dev.rookery.core.schedule;

import java.util.Objects;

/**
 * Constant exploration rates that differ from actor to actor (Horgan et al. 2018, "Ape-X", section
 * 4.1): {@code epsilon ^ (1 + alpha * i / (N - 1))} for actor {@code i} of {@code N}, so that the
 * first explore much and the last hardly ever.
 *
 * @param epsilon the rate of the first actor, from 0 to 1
 * @param alpha how much smaller the last one's is; at least 0
 */
public record EpsilonLadder(double epsilon, double alpha) {

  /** Refuses numbers out of range. */
  public EpsilonLadder {
    if (!(epsilon >= 0 && epsilon <= 1) || !(alpha >= 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a ladder needs an epsilon from 0 to 1 and an alpha of at least 0, not %s and %s"
              .formatted(epsilon, alpha));
    }
  }

  /**
   * One actor's rate.
   *
   * @param index which, from 0
   * @param count how many there are; the only one of 1 has {@code epsilon} itself
   * @throws IndexOutOfBoundsException if there is no such actor
   */
  public double at(int index, int count) {
    Objects.checkIndex(index, count);
    double share = count == 1 ? 0 : (double) index / (count - 1);
    return Math.pow(epsilon, 1 + share * alpha);
  }
}
