package dev.rookery.core.value;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.learning.ForwardPass;
import dev.rookery.core.learning.LearnerTensors;
import dev.rookery.core.learning.ReplayLearner;
import dev.rookery.core.learning.ReturnBounds;
import dev.rookery.core.learning.TargetUpdate;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.Network;
import dev.rookery.core.optimizer.Descent;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learns what a {@link QFunction} represents, with a target network (Mnih et al. 2015), plain or
 * double: the online network predicts, the target network values the next observations, and either
 * of them chooses the next actions.
 */
final class QLearner extends ReplayLearner {

  private final TrainableNetwork online;
  private final TrainableNetwork target;
  private final QLoss loss;
  private final LearnerTensors tensors;
  private final ForwardPass prediction;
  private final ForwardPass next;

  /** Null where the target network chooses the next actions. */
  private final @Nullable ForwardPass selection;

  /** Null where the loss does not need it. */
  private final @Nullable ForwardPass reference;

  private final FloatBuffer rewardColumn;
  private final FloatBuffer discountColumn;
  private final IntBuffer actionColumn;
  private final float[] rT;
  private final float[] discountT;
  private final int[] aTm1;
  private final float[] qTSelector;

  /** Which next actions are legal; null where all are. */
  private final @Nullable ByteBuffer nextLegal;

  /** Which next actions were taken; null where the best are learned from. */
  private final @Nullable IntBuffer nextActions;

  private final float[] taken;
  private float[] gradient = new float[0];

  /**
   * Binds the parts together; owns the networks.
   *
   * @param rows of one update
   * @param importanceExponent by update
   * @param description the networks' structure
   */
  QLearner(
      ValueConfig<?> config,
      int rows,
      TargetUpdate targetUpdate,
      Schedule importanceExponent,
      QLoss loss,
      Network description,
      TrainableNetwork online,
      TrainableNetwork target,
      Descent descent,
      int actions,
      ReplayBuffer replay,
      long seed) {
    super(
        replay,
        rows,
        descent,
        online.arena(),
        target.arena(),
        targetUpdate,
        config.averagingUpdates(),
        importanceExponent,
        seed);
    this.online = online;
    this.target = target;
    this.loss = loss;
    tensors = new LearnerTensors(online.arena().memory());
    List<LearnerTensors.Input> observation =
        tensors.observations(batch, TransitionSchema.OBSERVATION, description);
    List<LearnerTensors.Input> nextObservation =
        tensors.observations(batch, TransitionSchema.NEXT_OBSERVATION, description);
    prediction =
        new ForwardPass(
            description, online, tensors, rows, observation, loss.inputs(QLoss.Pass.PREDICTION));
    next =
        new ForwardPass(
            description, target, tensors, rows, nextObservation, loss.inputs(QLoss.Pass.TARGET));
    selection =
        config.doubleQ()
            ? new ForwardPass(
                description,
                online,
                tensors,
                rows,
                nextObservation,
                loss.inputs(QLoss.Pass.SELECTION))
            : null;
    reference =
        loss.needsReference()
            ? new ForwardPass(
                description, target, tensors, rows, observation, loss.inputs(QLoss.Pass.REFERENCE))
            : null;
    rewardColumn = batch.column(TransitionSchema.REWARD).asFloatBuffer();
    discountColumn = batch.column(TransitionSchema.DISCOUNT).asFloatBuffer();
    actionColumn = batch.column(TransitionSchema.ACTION).asIntBuffer();
    rT = new float[rows];
    discountT = new float[rows];
    aTm1 = new int[rows];
    qTSelector = new float[rows * actions];
    nextLegal =
        batch.schema().has(TransitionSchema.NEXT_ACTION_MASK)
            ? batch.column(TransitionSchema.NEXT_ACTION_MASK)
            : null;
    nextActions =
        batch.schema().has(TransitionSchema.NEXT_ACTION)
            ? batch.column(TransitionSchema.NEXT_ACTION).asIntBuffer()
            : null;
    taken = new float[rows];
  }

  @Override
  public void startFrom(ParameterSnapshot parameters) {
    super.startFrom(parameters);
    loss.startFrom(online.arena()::readConstant);
  }

  @Override
  protected void begin(ReplayBuffer experience) {
    loss.begin(
        new LearningStart() {
          @Override
          public ReturnBounds returnBounds() {
            return ReturnBounds.of(experience);
          }

          @Override
          public void writeConstant(String name, float[] values) {
            online.arena().writeConstant(name, values);
            target.arena().writeConstant(name, values);
          }
        });
  }

  @Override
  protected double gradients(float[] newPriorities) {
    rewardColumn.get(0, rT);
    discountColumn.get(0, discountT);
    actionColumn.get(0, aTm1);
    prediction.draw(drawRandom);
    next.draw(drawRandom);
    if (selection != null) {
      selection.draw(drawRandom);
    }
    if (reference != null) {
      reference.draw(drawRandom);
    }
    double value;
    try (LearnerTensors.Scratch scratch = tensors.begin()) {
      float[] nextOutput = next.run(scratch);
      if (selection != null) {
        loss.values(QLoss.Pass.SELECTION, selection.run(scratch), qTSelector);
      } else {
        loss.values(QLoss.Pass.TARGET, nextOutput, qTSelector);
      }
      if (nextLegal != null) {
        excludeIllegal(nextLegal);
      }
      if (nextActions != null) {
        keepTaken(nextActions);
      }
      if (reference != null) {
        loss.reference(reference.run(scratch), aTm1);
      }
      loss.targets(rT, discountT, qTSelector, nextOutput);
      float[] predicted = prediction.record(scratch);
      if (gradient.length != predicted.length) {
        gradient = new float[predicted.length];
      }
      value = loss.loss(predicted, aTm1, batch.weights(), gradient, newPriorities, taken);
      prediction.backward(scratch, gradient);
    }
    valueWatch.observe(rT, discountT, taken);
    return value;
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
    int actions = qTSelector.length / aTm1.length;
    for (int b = 0; b < aTm1.length; b++) {
      int next = nextTaken.get(b);
      for (int i = 0; next >= 0 && i < actions; i++) {
        qTSelector[b * actions + i] = i == next ? 0 : ActingGraph.ILLEGAL;
      }
    }
  }

  @Override
  public void report(MetricsRecorder metrics) {
    super.report(metrics);
    loss.report(metrics);
  }

  @Override
  public void save(StateWriter state) {
    super.save(state);
    loss.save(state.child("loss"));
  }

  @Override
  public void load(StateReader state) {
    super.load(state);
    loss.load(state.child("loss"));
  }

  @Override
  public void close() {
    prediction.close();
    next.close();
    if (selection != null) {
      selection.close();
    }
    if (reference != null) {
      reference.close();
    }
    tensors.close();
    online.close();
    target.close();
  }
}
