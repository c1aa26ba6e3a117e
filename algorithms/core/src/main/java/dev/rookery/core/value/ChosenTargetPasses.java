package dev.rookery.core.value;

import dev.rookery.core.learning.ActionPass;
import dev.rookery.core.learning.LearnerTensors;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.loss.Greedy;
import dev.rookery.core.network.Network;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.experience.SampleBatch;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Targets from the target network's outputs for the next actions alone; see {@link ActionPass}. To
 * the loss there is one action.
 */
final class ChosenTargetPasses extends TargetPasses {

  private final QLoss loss;
  private final ActionPass next;

  /** Null where the target network chooses the next actions. */
  private final @Nullable ActionPass selection;

  private final int actions;
  private final int[] aT;

  /** {@code [batch, 1]}: of one action, it is the largest. */
  private final float[] chosen;

  /**
   * Binds networks, which belong to the caller, to the columns of a batch.
   *
   * @param loss takes the targets; made for one action
   * @param description the networks' structure
   * @param selector chooses the next actions; null: the target network does
   */
  ChosenTargetPasses(
      QLoss loss,
      Network description,
      @Nullable TrainableNetwork selector,
      TrainableNetwork target,
      SampleBatch batch,
      int actions) {
    super(new LearnerTensors(target.arena().memory()), batch, actions);
    this.loss = loss;
    this.actions = actions;
    int rows = batch.size();
    List<LearnerTensors.Input> observation =
        tensors.observations(batch, TransitionSchema.NEXT_OBSERVATION, description);
    next = new ActionPass(target, rows, observation, QFunction.HEAD, actions);
    selection =
        selector == null
            ? null
            : new ActionPass(selector, rows, observation, QFunction.HEAD, actions);
    aT = new int[rows];
    next.choose(aT);
    chosen = new float[rows];
  }

  @Override
  void draw(RandomGenerator random) {}

  @Override
  void run(LearnerTensors.Scratch scratch, int[] aTm1) {
    float[] outputT;
    if (selection != null) {
      chooseNext(selection.values(scratch));
      outputT = next.run(scratch);
    } else {
      outputT = next.run(scratch, this::chooseNext);
    }
    loss.targets(rT, discountT, chosen, outputT);
  }

  private void chooseNext(float[] values) {
    System.arraycopy(values, 0, qTSelector, 0, qTSelector.length);
    restrict();
    for (int b = 0; b < aT.length; b++) {
      aT[b] = Greedy.action(qTSelector, b, actions);
    }
  }

  @Override
  public void close() {
    next.close();
    if (selection != null) {
      selection.close();
    }
    tensors.close();
  }
}
