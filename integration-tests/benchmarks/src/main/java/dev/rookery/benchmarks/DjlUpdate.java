package dev.rookery.benchmarks;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.experience.SampleBatch;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * One update of a value-based algorithm as most programs would write it with DJL: a {@code Trainer}
 * for the online network and one for the target network, a loss of tensor operations, and autograd
 * through it. Closing it frees the networks.
 */
abstract class DjlUpdate implements AutoCloseable {

  /** Rows of a batch. */
  final int rows;

  /** Shape of a batch of observations. */
  final Shape observations;

  /** Of the network that learns. */
  final Trainer online;

  /** Of the one that targets come from. */
  final Trainer target;

  private final ReplayBuffer replay;
  private final SampleBatch batch;
  private final Model model;
  private final Model targetModel;
  private final SplittableRandom random = new SplittableRandom(1);
  private long steps;

  /**
   * Makes the networks.
   *
   * @param inputs shapes of their inputs
   */
  DjlUpdate(ValueUpdate update, ReplayBuffer replay, Shape... inputs) {
    this.replay = replay;
    rows = update.batch;
    batch = new SampleBatch(replay.schema(), rows);
    observations = inputs[0];
    model = Model.newInstance("online", "PyTorch");
    model.setBlock(network(update.actions));
    targetModel = Model.newInstance("target", "PyTorch");
    targetModel.setBlock(network(update.actions));
    online = trainer(model, inputs);
    target = trainer(targetModel, inputs);
  }

  private static Trainer trainer(Model of, Shape... inputs) {
    Adam adam =
        Optimizer.adam()
            .optLearningRateTracker(Tracker.fixed((float) ReferenceNetwork.LEARNING_RATE))
            .optClipGrad(10)
            .build();
    Trainer made = of.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()).optOptimizer(adam));
    made.initialize(inputs);
    return made;
  }

  /** A network; called while this is made. */
  abstract Block network(int actions);

  /** What the predictions are to become: a batch's tensors that depend on the target network. */
  abstract NDArray targets(NDManager manager, NDArray next, NDArray reward, NDArray discount);

  /**
   * The loss of each row.
   *
   * @param actions {@code [rows]} of int64
   * @return {@code [rows]}
   */
  abstract NDArray losses(NDManager manager, NDArray observation, NDArray actions, NDArray targets);

  /** Makes one update and returns its loss. */
  final float update() {
    replay.sample(batch, random);
    if (steps++ % ReferenceNetwork.TARGET_UPDATE_INTERVAL == 0) {
      copyParameters(model, targetModel);
    }
    try (NDManager manager = online.getManager().newSubManager()) {
      NDArray observation = observations(manager, TransitionSchema.OBSERVATION);
      NDArray next = observations(manager, TransitionSchema.NEXT_OBSERVATION);
      NDArray reward = floats(manager, TransitionSchema.REWARD);
      NDArray discount = floats(manager, TransitionSchema.DISCOUNT);
      int[] taken = new int[rows];
      batch.column(TransitionSchema.ACTION).asIntBuffer().get(taken);
      NDArray actions = manager.create(taken).toType(DataType.INT64, false);
      NDArray weights = manager.create(batch.weights());
      NDArray goal = targets(manager, next, reward, discount).stopGradient();
      float loss;
      try (GradientCollector collector = online.newGradientCollector()) {
        NDArray each = losses(manager, observation, actions, goal);
        NDArray mean = each.mul(weights).mean();
        collector.backward(mean);
        loss = mean.getFloat();
        afterwards(each);
      }
      online.step();
      return loss;
    }
  }

  /** What is done with the loss of each row; nothing unless overridden. */
  void afterwards(NDArray each) {}

  /** Gives the rows of the batch their losses as priorities. */
  final void updatePriorities(NDArray each) {
    replay.updatePriorities(batch.keys(), each.toFloatArray(), rows);
  }

  private NDArray observations(NDManager manager, String column) {
    return batch.schema().columns().get(batch.schema().indexOf(column)).dataType()
            == dev.rookery.DataType.FLOAT32
        ? floats(manager, column).reshape(observations)
        : manager
            .create(batch.column(column), observations, DataType.UINT8)
            .toType(DataType.FLOAT32, true);
  }

  private NDArray floats(NDManager manager, String column) {
    return floats(manager, batch, column);
  }

  /** The numbers of a column of float32. */
  static NDArray floats(NDManager manager, SampleBatch batch, String column) {
    FloatBuffer values = batch.column(column).asFloatBuffer();
    float[] copy = new float[values.capacity()];
    values.get(copy);
    return manager.create(copy);
  }

  /** Gives a model the parameters of another one of the same layers. */
  static void copyParameters(Model source, Model copy) {
    var from = source.getBlock().getParameters();
    var to = copy.getBlock().getParameters();
    for (int i = 0; i < to.size(); i++) {
      from.get(i).getValue().getArray().copyTo(to.get(i).getValue().getArray());
    }
  }

  /** Two dense layers, and one of {@code outputs}. */
  static SequentialBlock dense(int outputs) {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(ReferenceNetwork.HIDDEN).build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(ReferenceNetwork.HIDDEN).build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(outputs).build());
  }

  /** {@code [rows, actions, n]} and {@code [rows]} give {@code [rows, n]}. */
  static NDArray select(NDArray values, NDArray actions) {
    long n = values.getShape().get(2);
    return values.gather(actions.reshape(-1, 1, 1).repeat(2, n), 1).squeeze(1);
  }

  /** One trainer's output without gradients. */
  static NDArray evaluate(Trainer trainer, NDArray... inputs) {
    return trainer.evaluate(new NDList(inputs)).singletonOrThrow();
  }

  /** Huber's loss of each error. */
  static NDArray huber(NDArray error) {
    NDArray size = error.abs();
    return NDArrays.where(size.lte(1f), size.square().mul(0.5f), size.sub(0.5f));
  }

  /** The quantile Huber loss of each row: {@code [rows, n]} and {@code [rows, m]}. */
  static NDArray quantileHuber(NDArray predictions, NDArray levels, NDArray targets) {
    NDArray error = targets.expandDims(1).sub(predictions.expandDims(2)); // [rows, n, m]
    NDArray huber = huber(error);
    NDArray below = error.lt(0).toType(DataType.FLOAT32, false);
    NDArray slope = levels.expandDims(2).sub(below).abs();
    return slope.mul(huber).mean(new int[] {2}).sum(new int[] {1});
  }

  @Override
  public final void close() {
    online.close();
    target.close();
    model.close();
    targetModel.close();
  }
}
