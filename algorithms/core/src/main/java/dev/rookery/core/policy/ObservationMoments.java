package dev.rookery.core.policy;

import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NormalizationLayer;
import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.environment.SpacePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The means and variances of all observations so far, in float64 (float32 stands still at 2²⁴ of
 * them), and how they become the constants of a network's {@link NormalizationLayer}s. Parts of
 * observations that are not normalised are left alone. Not thread-safe.
 */
public final class ObservationMoments implements Checkpointable {

  /** Keeps numbers that never change from becoming infinite. */
  private static final double SMALLEST_VARIANCE = 1e-8;

  private final List<Part> parts = new ArrayList<>();

  /** One part of the observations. */
  private static final class Part {
    final int index;
    final String prefix;
    final double[] mean;
    final double[] squares;
    double count;

    Part(int index, String prefix, int size) {
      this.index = index;
      this.prefix = prefix;
      mean = new double[size];
      squares = new double[size];
    }

    /** Welford's method, for one number of each observation after the other. */
    void add(float[] numbers, int observations) {
      int size = mean.length;
      for (int i = 0; i < observations; i++) {
        count++;
        for (int j = 0; j < size; j++) {
          double x = numbers[i * size + j];
          double before = x - mean[j];
          mean[j] += before / count;
          squares[j] += before * (x - mean[j]);
        }
      }
    }
  }

  /** Before the first observation. */
  public ObservationMoments(Network network) {
    List<SpacePart> all = network.spec().observationSpace().parts();
    for (int i = 0; i < all.size(); i++) {
      Optional<String> prefix = network.normalization(i);
      if (prefix.isPresent()) {
        parts.add(new Part(i, prefix.get(), all.get(i).space().size()));
      }
    }
  }

  /**
   * Takes in the observations of a rollout, and writes the constants that all observations so far
   * make.
   */
  public void update(Rollout rollout, ParameterArena arena) {
    for (Part part : parts) {
      part.add(rollout.observations(part.index), rollout.size());
      float[] mean = new float[part.mean.length];
      float[] scale = new float[part.mean.length];
      for (int j = 0; j < mean.length; j++) {
        mean[j] = (float) part.mean[j];
        scale[j] =
            (float) (1 / Math.sqrt(Math.max(part.squares[j] / part.count, SMALLEST_VARIANCE)));
      }
      arena.writeConstant(part.prefix + NormalizationLayer.MEAN, mean);
      arena.writeConstant(part.prefix + NormalizationLayer.SCALE, scale);
    }
  }

  @Override
  public void save(StateWriter state) {
    for (Part part : parts) {
      StateWriter own = state.child(part.prefix + "moments");
      own.putDouble("count", part.count);
      for (int j = 0; j < part.mean.length; j++) {
        own.putDouble("mean" + j, part.mean[j]);
        own.putDouble("squares" + j, part.squares[j]);
      }
    }
  }

  @Override
  public void load(StateReader state) {
    for (Part part : parts) {
      StateReader own = state.child(part.prefix + "moments");
      part.count = own.getDouble("count");
      for (int j = 0; j < part.mean.length; j++) {
        part.mean[j] = own.getDouble("mean" + j);
        part.squares[j] = own.getDouble("squares" + j);
      }
    }
  }
}
