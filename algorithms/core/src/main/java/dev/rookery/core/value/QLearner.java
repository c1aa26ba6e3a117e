package dev.rookery.core.value;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.learning.BatchTensors;
import dev.rookery.core.learning.ReplayLearner;
import dev.rookery.core.learning.TargetUpdate;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.core.loss.QLearning;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.experience.ReplayBuffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** Learns Q-values with a target network (Mnih et al. 2015), plain or double. */
final class QLearner extends ReplayLearner {

  private final QLearningConfig<?> config;
  private final TrainableNetwork online;
  private final TrainableNetwork target;
  private final int actions;
  private final BatchTensors tensors;
  private final NDArray observation;
  private final NDArray nextObservation;
  private final NDArray gradientTensor;
  private final FloatBuffer gradientMemory;
  private final FloatBuffer rewardColumn;
  private final FloatBuffer discountColumn;
  private final IntBuffer actionColumn;
  private final float[] qTm1;
  private final float[] qTSelector;
  private final float[] qTValue;
  private final float[] rT;
  private final float[] discountT;
  private final int[] aTm1;
  private final float[] targets;
  private final float[] gradient;
  private final float[] tdError;

  QLearner(
      QLearningConfig<?> config,
      TrainableNetwork online,
      TrainableNetwork target,
      GradientDescent descent,
      int actions,
      ReplayBuffer replay,
      long seed) {
    super(
        replay,
        config.batchSize(),
        descent,
        online.arena(),
        target.arena(),
        new TargetUpdate(config.targetUpdateInterval(), config.targetUpdateStep()),
        config.averagingUpdates(),
        Schedule.linear(
            config.importanceExponent(),
            config.finalImportanceExponent(),
            config.importanceExponentSteps()),
        seed);
    this.config = config;
    this.online = online;
    this.target = target;
    this.actions = actions;
    int rows = config.batchSize();
    tensors = new BatchTensors(batch);
    observation = tensors.column(TransitionSchema.OBSERVATION);
    nextObservation = tensors.column(TransitionSchema.NEXT_OBSERVATION);
    ByteBuffer memory = BatchTensors.memory(rows * actions);
    gradientTensor = tensors.alias(memory, rows, actions);
    gradientMemory = memory.asFloatBuffer();
    rewardColumn = batch.column(TransitionSchema.REWARD).asFloatBuffer();
    discountColumn = batch.column(TransitionSchema.DISCOUNT).asFloatBuffer();
    actionColumn = batch.column(TransitionSchema.ACTION).asIntBuffer();
    qTm1 = new float[rows * actions];
    qTSelector = new float[rows * actions];
    qTValue = new float[rows * actions];
    rT = new float[rows];
    discountT = new float[rows];
    aTm1 = new int[rows];
    targets = new float[rows];
    gradient = new float[rows * actions];
    tdError = new float[rows];
  }

  @Override
  protected double gradients(float[] newPriorities) {
    rewardColumn.get(0, rT);
    discountColumn.get(0, discountT);
    actionColumn.get(0, aTm1);
    double loss;
    try (NDManager scratch = tensors.scratch()) {
      tensors.lend(scratch, observation, nextObservation);
      BatchTensors.read(target.forward(nextObservation), qTValue);
      if (config.doubleQ()) {
        BatchTensors.read(online.forward(nextObservation), qTSelector);
      }
      QLearning.targets(
          rT, discountT, config.doubleQ() ? qTSelector : qTValue, qTValue, actions, targets);
      NDArray output = online.forwardRecording(observation);
      BatchTensors.read(output, qTm1);
      loss =
          QLearning.huberLoss(
              qTm1,
              aTm1,
              targets,
              batch.weights(),
              config.huberKappa(),
              actions,
              gradient,
              tdError);
      gradientMemory.put(0, gradient);
      TorchEngine.backward(output, gradientTensor);
      tensors.takeBack(observation, nextObservation);
    }
    for (int b = 0; b < tdError.length; b++) {
      newPriorities[b] = Math.abs(tdError[b]);
    }
    valueWatch.observe(rT, discountT, qTm1, aTm1, actions);
    return loss;
  }

  @Override
  public void close() {
    tensors.close();
    online.close();
    target.close();
  }
}
