package dev.rookery.core.parameters;

import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * An exponential moving average of an arena's trained values over the last updates (Polyak and
 * Juditsky 1992, with exponential weights). The parameters of Q-learning never come to rest: the
 * greedy policies of two updates may differ much where actions are worth almost the same, and the
 * average keeps what they have in common. Values that are not trained are what the arena holds.
 *
 * <p>Early on the average reaches back over a tenth of the updates made so far, so that the first
 * parameters are soon forgotten. It takes in every fourth update, as single ones move the
 * parameters little; an average over four updates or fewer is the latest parameters. Not
 * thread-safe; allocates nothing per update.
 */
public final class ParameterAverage implements Checkpointable {

  /** Updates between two times that the average takes in the parameters. */
  private static final int INTERVAL = 4;

  /** The share of the updates so far that the average reaches back over at most. */
  private static final double SHARE = 0.1;

  private final ParameterArena arena;
  private final long horizon;
  private final ParameterRange trained;
  private final ParameterRange constants;
  private final float[] average;

  /**
   * Begins with the arena's values.
   *
   * @param horizon how many updates the average reaches back over, at least 0; 0: it is what the
   *     arena holds
   */
  public ParameterAverage(ParameterArena arena, long horizon) {
    this.arena = arena;
    this.horizon = horizon;
    trained = ParameterRange.trained(arena.layout());
    constants = ParameterRange.constants(arena.layout());
    average = new float[horizon == 0 ? 0 : trained.size()];
    restart();
  }

  /** Begins anew with the arena's values. */
  public void restart() {
    if (horizon > 0) {
      arena.read(trained, average);
    }
  }

  /**
   * Takes in the arena's values, if it is time.
   *
   * @param updates how many were made, the last one included
   */
  public void update(long updates) {
    double reach = Math.min((double) horizon, updates * SHARE);
    if (horizon == 0 || (reach > INTERVAL && updates % INTERVAL != 0)) {
      return;
    }
    float step = (float) Math.min(1, INTERVAL / reach);
    float[] latest = arena.values();
    for (int i = 0; i < average.length; i++) {
      average[i] += step * (latest[i] - average[i]);
    }
  }

  /** Copies the average out as bytes, from {@code target}'s position on, which moves. */
  public void copyTo(ByteBuffer target) {
    if (horizon == 0) {
      arena.copyTo(target);
    } else {
      FloatBuffer values = target.slice().order(ByteOrder.nativeOrder()).asFloatBuffer();
      values.put(average).put(arena.values(), constants.offset(), constants.size());
      target.position(target.position() + arena.size() * Float.BYTES);
    }
  }

  @Override
  public void save(StateWriter state) {
    SavedVector.save(state, "values", average);
  }

  /** The arena's values have been loaded before. */
  @Override
  public void load(StateReader state) {
    SavedVector.load(state, "values", average);
  }
}
