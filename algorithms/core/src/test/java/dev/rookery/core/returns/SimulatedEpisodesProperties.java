package dev.rookery.core.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Episodes of simulators that call: steps take time, and episodes are abandoned. */
class SimulatedEpisodesProperties {

  private static final Space OBSERVATION = Space.box(-1e9, 1e9, 1);
  private static final Space ACTION = Space.discrete(100);
  private static final ExperienceSchema SCHEMA = TransitionSchema.of(OBSERVATION, ACTION);

  /** One environment whose observation counts up. */
  private static final class Episode {

    private final NStepWriter writer;
    private final RowRecorder rows = new RowRecorder(SCHEMA, 200);
    private final VectorStep step = new VectorStep(1, OBSERVATION);
    private final ByteBuffer actions = DirectBuffers.allocate(ACTION.byteSize());
    private int time;

    Episode(int n, double gamma, @Nullable RowListener listener) {
      writer = new NStepWriter(SCHEMA, 1, n, gamma, listener);
    }

    void begin() {
      step.observations().putFloat(0, time);
      actions.putInt(0, time % 100);
      writer.begin(step, actions);
    }

    void complete(double reward, double elapsed, boolean truncated) {
      time++;
      step.nextObservations().putFloat(0, time);
      step.rewards()[0] = (float) reward;
      step.elapsed()[0] = elapsed;
      step.truncated()[0] = truncated;
      writer.complete(step, rows);
    }
  }

  @Property(tries = 300)
  void anAbandonedEpisodeIsOneThatWasCutBeforeItsLastAction(
      @ForAll @IntRange(min = 1, max = 6) int n,
      @ForAll @IntRange(min = 1, max = 20) int first,
      @ForAll @IntRange(min = 1, max = 20) int second,
      @ForAll boolean listened,
      @ForAll long seed) {
    RowListener listener = listened ? (k, from, last, buffer, row) -> {} : null;
    Episode abandoned = new Episode(n, 0.9, listener);
    Episode cut = new Episode(n, 0.9, listener);
    for (int length : new int[] {first, second}) {
      SplittableRandom random = new SplittableRandom(seed + length);
      for (int t = 0; t < length; t++) {
        double reward = random.nextDouble();
        abandoned.begin();
        abandoned.complete(reward, 1, false);
        cut.begin();
        cut.complete(reward, 1, t == length - 1);
      }
      abandoned.begin();
      abandoned.writer.abandon(0, abandoned.rows);
    }
    assertEquals(first + second, cut.rows.count());
    assertEquals(cut.rows.count(), abandoned.rows.count());
    for (int i = 0; i < cut.rows.count(); i++) {
      for (String column :
          new String[] {
            TransitionSchema.OBSERVATION,
            TransitionSchema.REWARD,
            TransitionSchema.DISCOUNT,
            TransitionSchema.NEXT_OBSERVATION
          }) {
        assertEquals(
            cut.rows.getFloat(i, column, 0), abandoned.rows.getFloat(i, column, 0), column);
      }
      assertEquals(
          cut.rows.getInt(i, TransitionSchema.ACTION),
          abandoned.rows.getInt(i, TransitionSchema.ACTION));
    }
  }

  @Property(tries = 300)
  void whatComesLaterIsDiscountedByTheTimeThatHasPassed(
      @ForAll @IntRange(min = 1, max = 6) int n,
      @ForAll @DoubleRange(min = 0.01, max = 1) double gamma,
      @ForAll long seed) {
    int length = 12;
    SplittableRandom random = new SplittableRandom(seed);
    double[] rewards = random.doubles(length, -1, 1).toArray();
    double[] times = random.doubles(length, 0, 4).toArray();
    Episode episode = new Episode(n, gamma, null);
    for (int t = 0; t < length; t++) {
      episode.begin();
      episode.complete(rewards[t], times[t], t == length - 1);
    }
    assertEquals(length, episode.rows.count());
    for (int t = 0; t < length; t++) {
      double sum = 0;
      double passed = 0;
      for (int i = t; i < Math.min(t + n, length); i++) {
        sum += Math.pow(gamma, passed) * rewards[i];
        passed += times[i];
      }
      assertEquals(sum, episode.rows.getFloat(t, TransitionSchema.REWARD, 0), 1e-5);
      assertEquals(
          Math.pow(gamma, passed), episode.rows.getFloat(t, TransitionSchema.DISCOUNT, 0), 1e-5);
    }
  }
}
