package dev.rookery.core.value;

import dev.rookery.core.learning.LearnerTensors;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.experience.SampleBatch;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The targets of an update: the target network values the next observations, and either it or the
 * online network chooses the next actions. It has tensors of its own, so that one thread may run it
 * while another runs the pass that is learned from. Used by one thread at a time.
 */
abstract class TargetPasses implements AutoCloseable {

  /** What the passes read; closed by subclasses, after the passes. */
  final LearnerTensors tensors;

  /** {@code [batch]} n-step returns. */
  final float[] rT;

  /** {@code [batch]} γⁿ, or 0 where the episode terminated. */
  final float[] discountT;

  /** {@code [batch, actions]} decides the next action: the first of the largest. */
  final float[] qTSelector;

  private final int actions;
  private final FloatBuffer rewardColumn;
  private final FloatBuffer discountColumn;

  /** Which next actions are legal; null where all are. */
  private final @Nullable ByteBuffer nextLegal;

  /** Which next actions were taken; null where the best are learned from. */
  private final @Nullable IntBuffer nextActions;

  /** For the columns of a batch. */
  TargetPasses(LearnerTensors tensors, SampleBatch batch, int actions) {
    this.tensors = tensors;
    this.actions = actions;
    rT = new float[batch.size()];
    discountT = new float[batch.size()];
    qTSelector = new float[batch.size() * actions];
    rewardColumn = batch.column(TransitionSchema.REWARD).asFloatBuffer();
    discountColumn = batch.column(TransitionSchema.DISCOUNT).asFloatBuffer();
    nextLegal =
        batch.schema().has(TransitionSchema.NEXT_ACTION_MASK)
            ? batch.column(TransitionSchema.NEXT_ACTION_MASK)
            : null;
    nextActions =
        batch.schema().has(TransitionSchema.NEXT_ACTION)
            ? batch.column(TransitionSchema.NEXT_ACTION).asIntBuffer()
            : null;
  }

  /** Draws what is drawn for each pass. */
  abstract void draw(RandomGenerator random);

  /**
   * Computes the targets of the batch, which the loss keeps.
   *
   * @param aTm1 {@code [batch]} actions taken
   */
  final void run(int[] aTm1) {
    rewardColumn.get(0, rT);
    discountColumn.get(0, discountT);
    try (LearnerTensors.Scratch scratch = tensors.begin()) {
      run(scratch, aTm1);
    }
  }

  /** Does that, with {@link #rT} and {@link #discountT} of the batch. */
  abstract void run(LearnerTensors.Scratch scratch, int[] aTm1);

  /** Leaves only actions in {@link #qTSelector} that may be the next one. */
  final void restrict() {
    if (nextLegal != null) {
      excludeIllegal(nextLegal);
    }
    if (nextActions != null) {
      keepTaken(nextActions);
    }
  }

  private void excludeIllegal(ByteBuffer legal) {
    for (int i = 0; i < qTSelector.length; i++) {
      if (legal.get(i) == 0) {
        qTSelector[i] = ActingGraph.ILLEGAL;
      }
    }
  }

  /** Leaves only the action that was taken, where one was. */
  private void keepTaken(IntBuffer nextTaken) {
    for (int b = 0; b < rT.length; b++) {
      int taken = nextTaken.get(b);
      for (int i = 0; taken >= 0 && i < actions; i++) {
        qTSelector[b * actions + i] = i == taken ? 0 : ActingGraph.ILLEGAL;
      }
    }
  }

  @Override
  public abstract void close();
}
