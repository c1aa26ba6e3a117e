package dev.rookery.core.returns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rookery.DataType;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.settings.SettingsException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * The environments here observe {@code [environment, time]}; the true last observation of an
 * episode, which nobody acts on, is marked with a time of {@code -time}. Masks of legal actions say
 * the same.
 */
class NStepWriterTest {

  private static final Space OBSERVATION = Space.box(-1e9, 1e9, 2);
  private static final Space ACTION = Space.discrete(1_000);
  private static final AlgorithmContext CONTEXT =
      new AlgorithmContext("Test-v0", OBSERVATION, ACTION, 1);
  private static final String FIRST_SLOT_TIME = "first_slot_time";
  private static final String BOOTSTRAP_SLOT_TIME = "bootstrap_slot_time";

  /** One row, as the environments above make it readable; masks that it has not are 0. */
  private record Row(
      int environment,
      int time,
      int action,
      float reward,
      float discount,
      int nextTime,
      int mask,
      int nextMask) {}

  /** Which masks rows have. */
  private enum Masks {
    NONE,
    NEXT,
    BOTH
  }

  /** What the masks of an environment say at a time. */
  private static int code(int environment, int time) {
    return time < 0 ? -code(environment, -time) : 1 + environment + 10 * time;
  }

  @Property(tries = 300)
  void rowsAreTheWindowsOfEachEnvironmentsOwnSteps(
      @ForAll @IntRange(min = 1, max = 4) int environments,
      @ForAll @IntRange(min = 1, max = 7) int n,
      @ForAll @DoubleRange(min = 0, max = 1) double gamma,
      @ForAll @DoubleRange(min = 0, max = 0.5) double ending,
      @ForAll boolean listened,
      @ForAll Masks masks,
      @ForAll long seed) {
    Run run = new Run(environments, n, gamma, ending, listened, masks, seed);
    run.steps(60);
    run.endAll();

    assertEquals(61 * environments, run.recorder.count());
    for (int i = 0; i < run.recorder.count(); i++) {
      Row row = run.row(i);
      assertEquals(run.expected(row.environment, n, gamma).get(row.time), row);
    }
  }

  @Property(tries = 100)
  void aListenerFindsWhatItKeptForTheFirstAndTheBootstrapStep(
      @ForAll @IntRange(min = 1, max = 4) int environments,
      @ForAll @IntRange(min = 1, max = 7) int n,
      @ForAll long seed) {
    Run run = new Run(environments, n, 0.9, 0.1, true, Masks.NONE, seed);
    run.steps(60);

    for (int i = 0; i < run.recorder.count(); i++) {
      Row row = run.row(i);
      boolean ended = row.nextTime < 0;
      assertEquals(row.time, run.recorder.getInt(i, FIRST_SLOT_TIME));
      assertEquals(
          ended ? -row.nextTime - 1 : row.nextTime, run.recorder.getInt(i, BOOTSTRAP_SLOT_TIME));
    }
  }

  @Test
  void windowsOfOneStepAreWrittenAtOnce() {
    Run run = new Run(3, 1, 0.9, 0, false, Masks.NONE, 1);
    run.steps(5);

    assertEquals(15, run.recorder.count());
    assertEquals(
        new Row(2, 4, run.actions.get(2).get(4), run.rewards.get(2).get(4), 0.9f, 5, 0, 0),
        run.row(14));
  }

  @Test
  void windowsThatEndTogetherAreWrittenOldestFirst() {
    Run run = new Run(1, 3, 0.9, 0, false, Masks.NONE, 1);
    run.steps(4);
    run.endAll();

    int[] times = new int[run.recorder.count()];
    for (int i = 0; i < times.length; i++) {
      times[i] = run.row(i).time;
    }
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, times);
  }

  @Test
  void aStepMustBeginBeforeItIsCompleted() {
    Run run = new Run(1, 1, 0.9, 0, false, Masks.NONE, 1);

    assertThrows(IllegalStateException.class, () -> run.writer.complete(run.step, run.recorder));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    ExperienceSchema schema = TransitionSchema.of(OBSERVATION, ACTION);

    assertThrows(SettingsException.class, () -> new NStepWriter(schema, 1, 0, 0.9));
    assertThrows(SettingsException.class, () -> new NStepWriter(schema, 1, 1, 1.1));
    assertThrows(SettingsException.class, () -> new NStepWriter(schema, 1, 1, Double.NaN));
  }

  @Test
  void aStepWithoutTheMasksOfTheSchemaIsRefused() {
    ExperienceSchema schema = TransitionSchema.of(CONTEXT.withLegalActions());
    NStepWriter writer = new NStepWriter(schema, 1, 1, 0.9);
    VectorStep step = new VectorStep(1, OBSERVATION);
    ByteBuffer action = DirectBuffers.allocate(ACTION.byteSize());

    assertThrows(IllegalStateException.class, () -> writer.begin(step, action));
  }

  @Test
  void stepsAllocateNothing() {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    ExperienceSchema schema =
        TransitionSchema.of(CONTEXT.withLegalActions(), TransitionSchema.actionMask(ACTION));
    NStepWriter writer = new NStepWriter(schema, 8, 3, 0.9);
    VectorStep step = new VectorStep(8, OBSERVATION, ACTION);
    RowRecorder recorder = new RowRecorder(schema, 50);
    ByteBuffer actions = ByteBuffer.allocateDirect(8 * Integer.BYTES);
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 3; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 2000; i++) {
        step.terminated()[i & 7] = i % 5 == 0;
        writer.begin(step, actions);
        writer.complete(step, recorder);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(least < 2000, least + " bytes in 2000 steps");
  }

  /** Environments with random rewards and episode ends, and a record of what they did. */
  private static final class Run {

    private final int environments;
    private final double ending;
    private final Masks masks;
    private final SplittableRandom random;
    private final VectorStep step;
    private final ByteBuffer chosen;
    private final RowRecorder recorder;
    private final NStepWriter writer;
    private final int[] slotTimes;
    private final List<List<Float>> rewards = new ArrayList<>();
    private final List<List<Integer>> actions = new ArrayList<>();
    private final List<List<Boolean>> terminated = new ArrayList<>();
    private final List<List<Boolean>> truncated = new ArrayList<>();
    private int time;

    private Run(
        int environments,
        int n,
        double gamma,
        double ending,
        boolean listened,
        Masks masks,
        long seed) {
      this.environments = environments;
      this.ending = ending;
      this.masks = masks;
      random = new SplittableRandom(seed);
      step =
          masks == Masks.NONE
              ? new VectorStep(environments, OBSERVATION)
              : new VectorStep(environments, OBSERVATION, ACTION);
      chosen = DirectBuffers.allocate(environments, Integer.BYTES);
      List<Column> extra =
          new ArrayList<>(
              List.of(
                  Column.scalar(FIRST_SLOT_TIME, DataType.INT32),
                  Column.scalar(BOOTSTRAP_SLOT_TIME, DataType.INT32)));
      if (masks == Masks.BOTH) {
        extra.add(TransitionSchema.actionMask(ACTION));
      }
      ExperienceSchema schema =
          TransitionSchema.of(
              masks == Masks.NONE ? CONTEXT : CONTEXT.withLegalActions(),
              extra.toArray(Column[]::new));
      recorder = new RowRecorder(schema, 10_000);
      slotTimes = new int[n + 1];
      RowListener listener =
          (environment, firstSlot, bootstrapSlot, buffer, row) -> {
            buffer.putInt(row + schema.offsetOf(FIRST_SLOT_TIME), slotTimes[firstSlot]);
            buffer.putInt(row + schema.offsetOf(BOOTSTRAP_SLOT_TIME), slotTimes[bootstrapSlot]);
          };
      writer = new NStepWriter(schema, environments, n, gamma, listened ? listener : null);
      for (int k = 0; k < environments; k++) {
        rewards.add(new ArrayList<>());
        actions.add(new ArrayList<>());
        terminated.add(new ArrayList<>());
        truncated.add(new ArrayList<>());
        observe(step.observations(), k, 0);
        mask(true, k, 0);
      }
    }

    private void steps(int count) {
      for (int i = 0; i < count; i++) {
        step(false);
      }
    }

    /** A last step that ends every episode, so that no window is still open. */
    private void endAll() {
      step(true);
    }

    private void step(boolean last) {
      for (int k = 0; k < environments; k++) {
        int action = random.nextInt(1_000);
        actions.get(k).add(action);
        chosen.putInt(k * Integer.BYTES, action);
      }
      slotTimes[writer.begin(step, chosen)] = time;
      time++;
      for (int k = 0; k < environments; k++) {
        step.rewards()[k] = random.nextInt(-8, 8);
        step.terminated()[k] = random.nextDouble() < ending;
        step.truncated()[k] = last || random.nextDouble() < ending;
        rewards.get(k).add(step.rewards()[k]);
        terminated.get(k).add(step.terminated()[k]);
        truncated.get(k).add(step.truncated()[k]);
        observe(step.observations(), k, time);
        observe(step.nextObservations(), k, step.ended(k) ? -time : time);
        mask(true, k, time);
        mask(false, k, step.ended(k) ? -time : time);
      }
      writer.complete(step, recorder);
    }

    private static void observe(ByteBuffer observations, int k, int time) {
      observations.putFloat(k * 8, k);
      observations.putFloat(k * 8 + 4, time);
    }

    /** Writes the bits of a code, one into each of the first 32 bytes of a mask. */
    private void mask(boolean acting, int k, int time) {
      if (masks != Masks.NONE) {
        ByteBuffer buffer = acting ? step.actionMasks() : step.nextActionMasks();
        for (int bit = 0; bit < Integer.SIZE; bit++) {
          buffer.put(k * 1_000 + bit, (byte) (code(k, time) >>> bit & 1));
        }
      }
    }

    private int mask(int row, String column) {
      int code = 0;
      for (int bit = 0; bit < Integer.SIZE; bit++) {
        code |= recorder.getByte(row, column, bit) << bit;
      }
      return code;
    }

    private Row row(int i) {
      return new Row(
          (int) recorder.getFloat(i, TransitionSchema.OBSERVATION, 0),
          (int) recorder.getFloat(i, TransitionSchema.OBSERVATION, 1),
          recorder.getInt(i, TransitionSchema.ACTION),
          recorder.getFloat(i, TransitionSchema.REWARD, 0),
          recorder.getFloat(i, TransitionSchema.DISCOUNT, 0),
          (int) recorder.getFloat(i, TransitionSchema.NEXT_OBSERVATION, 1),
          masks == Masks.BOTH ? mask(i, TransitionSchema.ACTION_MASK) : 0,
          masks == Masks.NONE ? 0 : mask(i, TransitionSchema.NEXT_ACTION_MASK));
    }

    /** What {@link NStep} makes of environment {@code k}'s steps. */
    private List<Row> expected(int k, int n, double gamma) {
      double[] r = rewards.get(k).stream().mapToDouble(Float::doubleValue).toArray();
      boolean[] terminations = array(terminated.get(k));
      boolean[] truncations = array(truncated.get(k));
      double[] returns = new double[time];
      double[] discounts = new double[time];
      int[] bootstraps = new int[time];
      NStep.compute(r, terminations, truncations, n, gamma, returns, discounts, bootstraps);
      List<Row> rows = new ArrayList<>();
      for (int t = 0; t < time; t++) {
        int b = bootstraps[t];
        boolean ended = terminations[b - 1] || truncations[b - 1];
        rows.add(
            new Row(
                k,
                t,
                actions.get(k).get(t),
                (float) returns[t],
                (float) discounts[t],
                ended ? -b : b,
                masks == Masks.BOTH ? code(k, t) : 0,
                masks == Masks.NONE ? 0 : code(k, ended ? -b : b)));
      }
      return rows;
    }

    private static boolean[] array(List<Boolean> list) {
      boolean[] array = new boolean[list.size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = list.get(i);
      }
      return array;
    }
  }
}
