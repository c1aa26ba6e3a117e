package dev.rookery.core.loss;

/**
 * The returns on which a categorical distribution has its atoms: {@code atoms} of them, equally
 * spaced from {@code vMin} to {@code vMax} (Bellemare et al. 2017, section 4).
 *
 * @param vMin the smallest
 * @param vMax the largest
 * @param atoms how many, at least 2
 */
public record Support(double vMin, double vMax, int atoms) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if they are not finite or not in order, or if there are fewer
   *     than 2 atoms
   */
  public Support {
    if (!(vMin < vMax && Double.isFinite(vMin) && Double.isFinite(vMax))) {
      throw new IllegalArgumentException(
          "a support needs finite bounds with v_min below v_max, not %s and %s"
              .formatted(vMin, vMax));
    }
    if (atoms < 2) {
      throw new IllegalArgumentException("a support needs at least 2 atoms, not " + atoms);
    }
  }

  /** The distance between neighbouring atoms. */
  public double spacing() {
    return (vMax - vMin) / (atoms - 1);
  }

  /** The return at atom {@code i}, counted from 0. */
  public double atom(int i) {
    return vMin + i * spacing();
  }
}
