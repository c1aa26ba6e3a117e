package dev.rookery.core.value;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.background.BackgroundTask;
import dev.rookery.core.learning.ActionPass;
import dev.rookery.core.learning.ForwardPass;
import dev.rookery.core.learning.LearnerTensors;
import dev.rookery.core.learning.RecordedPass;
import dev.rookery.core.learning.ReplayLearner;
import dev.rookery.core.learning.ReturnBounds;
import dev.rookery.core.learning.TargetUpdate;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.RandomInput;
import dev.rookery.core.optimizer.Descent;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.IntBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learns what a {@link QFunction} represents, with a target network (Mnih et al. 2015), plain or
 * double: the online network predicts, and {@link TargetPasses} says what it should have. Where it
 * may compute with two threads, one of them is for the targets, and the results are the same.
 */
final class QLearner extends ReplayLearner {

  private final TrainableNetwork online;
  private final TrainableNetwork target;
  private final QLoss loss;
  private final LearnerTensors tensors;
  private final RecordedPass prediction;
  private final TargetPasses targets;

  /** Runs {@link #targets} on a thread of its own; null where the learner's thread does. */
  private final @Nullable BackgroundTask background;

  private final IntBuffer actionColumn;
  private final int[] aTm1;

  /** The actions taken, as the loss counts them. */
  private final int[] lossATm1;

  private final float[] taken;
  private float[] gradient = new float[0];

  /**
   * Binds the parts together; owns the networks.
   *
   * @param rows of one update
   * @param importanceExponent by update
   * @param description the networks' structure
   * @param threads how many it may compute with; where tensors do not alias the host's memory, one
   *     is enough to keep their device busy
   */
  QLearner(
      ValueConfig<?> config,
      int rows,
      TargetUpdate targetUpdate,
      Schedule importanceExponent,
      QFunction qFunction,
      Network description,
      TrainableNetwork online,
      TrainableNetwork target,
      Descent descent,
      int actions,
      ReplayBuffer replay,
      long seed,
      int threads) {
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
    tensors = new LearnerTensors(online.arena().memory());
    actionColumn = batch.column(TransitionSchema.ACTION).asIntBuffer();
    aTm1 = new int[rows];
    taken = new float[rows];
    List<LearnerTensors.Input> observation =
        tensors.observations(batch, TransitionSchema.OBSERVATION, description);
    TrainableNetwork selector = config.doubleQ() ? online : null;
    if (qFunction.isMeanOfOwnNumbers()
        && online.arena().memory().isAliased()
        && ActionPass.fits(description, QFunction.HEAD, actions)) {
      loss = qFunction.createLoss(rows, 1);
      lossATm1 = new int[rows];
      ActionPass pass = new ActionPass(online, rows, observation, QFunction.HEAD, actions);
      pass.choose(aTm1);
      prediction = pass;
      targets = new ChosenTargetPasses(loss, description, selector, target, batch, actions);
    } else {
      loss = qFunction.createLoss(rows, actions);
      lossATm1 = aTm1;
      List<RandomInput> inputs = loss.inputs(QLoss.Pass.PREDICTION);
      prediction = new ForwardPass(description, online, tensors, rows, observation, inputs);
      targets = new WholeTargetPasses(loss, description, selector, target, batch, actions);
    }
    background =
        threads > 1 && online.arena().memory().isAliased()
            ? new BackgroundTask("learner-targets", () -> targets.run(aTm1))
            : null;
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
    actionColumn.get(0, aTm1);
    prediction.draw(drawRandom);
    targets.draw(drawRandom);
    if (background == null) {
      targets.run(aTm1);
    } else {
      background.start();
    }
    double value;
    try (LearnerTensors.Scratch scratch = tensors.begin()) {
      float[] predicted;
      try {
        predicted = prediction.record(scratch);
      } finally {
        if (background != null) {
          background.await();
        }
      }
      if (gradient.length != predicted.length) {
        gradient = new float[predicted.length];
      }
      value = loss.loss(predicted, lossATm1, batch.weights(), gradient, newPriorities, taken);
      prediction.backward(scratch, gradient);
    }
    valueWatch.observe(targets.rT, targets.discountT, taken);
    return value;
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
    if (background != null) {
      background.close();
    }
    prediction.close();
    targets.close();
    tensors.close();
    online.close();
    target.close();
  }
}
