package dev.rookery.core.optimizer;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.parameters.SavedVector;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with PyTorch's convention: epsilon is added after the
 * bias correction, {@code p -= lr * mHat / (sqrt(vHat) + epsilon)}.
 */
public final class Adam implements Optimizer {

  private static final float FLUSH = 1e-25f;

  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final float[] firstMoment;
  private final float[] secondMoment;
  private long steps;

  /** For vectors of {@code size}, with decay rates 0.9 and 0.999. */
  public Adam(int size, double epsilon) {
    this(size, 0.9, 0.999, epsilon);
  }

  /**
   * For vectors of {@code size}.
   *
   * @param beta1 decay of the gradients' mean, from 0 to below 1
   * @param beta2 decay of the squared gradients' mean, from 0 to below 1
   * @param epsilon above 0
   */
  public Adam(int size, double beta1, double beta2, double epsilon) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    firstMoment = new float[size];
    secondMoment = new float[size];
  }

  @Override
  public void step(
      float[] parameters, float[] gradients, float gradientScale, double learningRate) {
    steps++;
    double correction1 = 1 - Math.pow(beta1, (double) steps);
    double correction2 = Math.sqrt(1 - Math.pow(beta2, (double) steps));
    update(
        parameters,
        gradients,
        firstMoment,
        secondMoment,
        gradientScale,
        (float) beta1,
        (float) (1 - beta1),
        (float) beta2,
        (float) (1 - beta2),
        (float) (learningRate / correction1),
        (float) (1 / correction2),
        (float) epsilon);
  }

  /**
   * Static, with everything in locals, so that the loop is vectorised. Where gradients stay 0, as
   * behind dead units, the means would decay into denormal numbers, which processors compute with a
   * hundred times slower; what is far below {@code FLUSH} becomes 0 instead.
   */
  private static void update(
      float[] p,
      float[] g,
      float[] m,
      float[] v,
      float scale,
      float keep1,
      float take1,
      float keep2,
      float take2,
      float rate,
      float rootScale,
      float epsilon) {
    for (int i = 0; i < m.length; i++) {
      float gradient = g[i] * scale;
      float mi = (keep1 * m[i] + take1 * gradient + FLUSH) - FLUSH;
      float vi = (keep2 * v[i] + take2 * gradient * gradient + FLUSH) - FLUSH;
      m[i] = mi;
      v[i] = vi;
      p[i] -= rate * mi / ((float) Math.sqrt(vi) * rootScale + epsilon);
    }
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("steps", steps);
    SavedVector.save(state, "first_moment", firstMoment);
    SavedVector.save(state, "second_moment", secondMoment);
  }

  @Override
  public void load(StateReader state) {
    steps = state.getLong("steps");
    SavedVector.load(state, "first_moment", firstMoment);
    SavedVector.load(state, "second_moment", secondMoment);
  }
}
