package dev.rookery.core.value;

import dev.rookery.core.learning.ForwardPass;
import dev.rookery.core.learning.LearnerTensors;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.RandomInput;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.experience.SampleBatch;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Targets from the networks' outputs for all actions. */
final class WholeTargetPasses extends TargetPasses {

  private final QLoss loss;
  private final ForwardPass next;

  /** Null where the target network chooses the next actions. */
  private final @Nullable ForwardPass selection;

  /** Null where the loss does not need it. */
  private final @Nullable ForwardPass reference;

  /**
   * Binds networks, which belong to the caller, to the columns of a batch.
   *
   * @param loss takes the targets
   * @param description the networks' structure
   * @param selector chooses the next actions; null: the target network does
   */
  WholeTargetPasses(
      QLoss loss,
      Network description,
      @Nullable TrainableNetwork selector,
      TrainableNetwork target,
      SampleBatch batch,
      int actions) {
    super(new LearnerTensors(target.arena().memory()), batch, actions);
    this.loss = loss;
    int rows = batch.size();
    List<LearnerTensors.Input> observation =
        tensors.observations(batch, TransitionSchema.NEXT_OBSERVATION, description);
    List<RandomInput> inputs = loss.inputs(QLoss.Pass.TARGET);
    next = new ForwardPass(description, target, tensors, rows, observation, inputs);
    if (selector == null) {
      selection = null;
    } else {
      inputs = loss.inputs(QLoss.Pass.SELECTION);
      selection = new ForwardPass(description, selector, tensors, rows, observation, inputs);
    }
    if (loss.needsReference()) {
      observation = tensors.observations(batch, TransitionSchema.OBSERVATION, description);
      inputs = loss.inputs(QLoss.Pass.REFERENCE);
      reference = new ForwardPass(description, target, tensors, rows, observation, inputs);
    } else {
      reference = null;
    }
  }

  @Override
  void draw(RandomGenerator random) {
    next.draw(random);
    if (selection != null) {
      selection.draw(random);
    }
    if (reference != null) {
      reference.draw(random);
    }
  }

  @Override
  void run(LearnerTensors.Scratch scratch, int[] aTm1) {
    float[] outputT = next.run(scratch);
    if (selection != null) {
      loss.values(QLoss.Pass.SELECTION, selection.run(scratch), qTSelector);
    } else {
      loss.values(QLoss.Pass.TARGET, outputT, qTSelector);
    }
    restrict();
    if (reference != null) {
      loss.reference(reference.run(scratch), aTm1);
    }
    loss.targets(rT, discountT, qTSelector, outputT);
  }

  @Override
  public void close() {
    next.close();
    if (selection != null) {
      selection.close();
    }
    if (reference != null) {
      reference.close();
    }
    tensors.close();
  }
}
