package dev.rookery.core.optimizer;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.parameters.SavedVector;

/**
 * RMSProp without momentum (Tieleman and Hinton 2012), in the forms that the papers use: plain, as
 * in PyTorch ({@code p -= lr * g / (sqrt(s) + epsilon)}); with epsilon inside the root, as A3C's
 * shared variant ({@code sqrt(s + epsilon)}); and centred, as Nature DQN's ({@code sqrt(s - mean² +
 * epsilon)}).
 */
public final class RmsProp implements Optimizer {

  /** Where epsilon goes, and whether the squared mean of gradients is taken off. */
  public enum Form {
    /** {@code sqrt(s) + epsilon}, as PyTorch. */
    PLAIN,
    /** {@code sqrt(s + epsilon)}, as A3C (Mnih et al. 2016, section 4). */
    EPSILON_IN_ROOT,
    /** {@code sqrt(s - mean² + epsilon)}, as Nature DQN (Graves 2013, equation 40). */
    CENTERED
  }

  /** Keeps means out of denormal numbers; see {@link Adam}. */
  private static final float FLUSH = 1e-25f;

  private final Form form;
  private final float decay;
  private final float epsilon;
  private final float[] meanSquare;
  private final float[] mean;

  /**
   * For vectors of {@code size}.
   *
   * @param decay of the means, from 0 to below 1
   * @param epsilon above 0
   */
  public RmsProp(int size, Form form, double decay, double epsilon) {
    this.form = form;
    this.decay = (float) decay;
    this.epsilon = (float) epsilon;
    meanSquare = new float[size];
    mean = new float[form == Form.CENTERED ? size : 0];
  }

  @Override
  public void step(
      float[] parameters, float[] gradients, float gradientScale, double learningRate) {
    float rate = (float) learningRate;
    if (form == Form.CENTERED) {
      centered(parameters, gradients, meanSquare, mean, gradientScale, decay, rate, epsilon);
    } else {
      float outside = form == Form.PLAIN ? epsilon : 0;
      float inside = form == Form.PLAIN ? 0 : epsilon;
      plain(parameters, gradients, meanSquare, gradientScale, decay, rate, inside, outside);
    }
  }

  private static void plain(
      float[] p,
      float[] g,
      float[] s,
      float scale,
      float keep,
      float rate,
      float inside,
      float outside) {
    float take = 1 - keep;
    for (int i = 0; i < s.length; i++) {
      float gradient = g[i] * scale;
      float si = (keep * s[i] + take * gradient * gradient + FLUSH) - FLUSH;
      s[i] = si;
      p[i] -= rate * gradient / ((float) Math.sqrt(si + inside) + outside);
    }
  }

  private static void centered(
      float[] p,
      float[] g,
      float[] s,
      float[] mean,
      float scale,
      float keep,
      float rate,
      float epsilon) {
    float take = 1 - keep;
    for (int i = 0; i < s.length; i++) {
      float gradient = g[i] * scale;
      float si = (keep * s[i] + take * gradient * gradient + FLUSH) - FLUSH;
      float mi = (keep * mean[i] + take * gradient + FLUSH) - FLUSH;
      s[i] = si;
      mean[i] = mi;
      p[i] -= rate * gradient / (float) Math.sqrt(Math.max(si - mi * mi, 0) + epsilon);
    }
  }

  @Override
  public void save(StateWriter state) {
    SavedVector.save(state, "mean_square", meanSquare);
    SavedVector.save(state, "mean", mean);
  }

  @Override
  public void load(StateReader state) {
    SavedVector.load(state, "mean_square", meanSquare);
    SavedVector.load(state, "mean", mean);
  }
}
