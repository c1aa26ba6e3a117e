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
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.rookery.ppo.PpoConfig;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * PPO's minibatch update as most programs would write it with DJL: a {@code Trainer}, a loss of
 * tensor operations, and autograd through it. Gradients are clipped by their global norm with
 * tensor operations, since DJL's optimizers clip each number. Closing it frees the network.
 */
final class DjlPpoUpdate implements AutoCloseable {

  private final PpoConfig config;
  private final PpoRound round;
  private final int rows;
  private final Model model;
  private final Trainer trainer;
  private final int[] order = new int[PpoRound.SIZE];
  private final SplittableRandom random = new SplittableRandom(1);
  private int next;

  /** Makes the network. */
  DjlPpoUpdate(PpoConfig config, PpoRound round) {
    this.config = config;
    this.round = round;
    rows = config.minibatchSize();
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    model = Model.newInstance("ppo", "PyTorch");
    model.setBlock(
        new ParallelBlock(
            heads -> new NDList(heads.get(0).head(), heads.get(1).head()),
            List.of(tower(PpoRound.ACTIONS), tower(1))));
    Adam adam =
        Optimizer.adam()
            .optLearningRateTracker(Tracker.fixed((float) config.learningRate()))
            .optEpsilon((float) config.optimizerEpsilon())
            .build();
    trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()).optOptimizer(adam));
    trainer.initialize(new Shape(rows, PpoRound.OBSERVATION));
  }

  private Block tower(int outputs) {
    SequentialBlock layers = new SequentialBlock();
    for (int units : config.hiddenLayers()) {
      layers.add(Linear.builder().setUnits(units).build()).add(Activation.tanhBlock());
    }
    return layers.add(Linear.builder().setUnits(outputs).build());
  }

  /** Replaces the parameters: those of the policy, then those of the value, layer by layer. */
  void write(FloatBuffer parameters) {
    for (Parameter parameter : model.getBlock().getParameters().values()) {
      NDArray array = parameter.getArray();
      float[] values = new float[Math.toIntExact(array.size())];
      parameters.get(values);
      array.set(values);
    }
  }

  /** Copies the parameters out in the same order. */
  void read(FloatBuffer parameters) {
    for (Parameter parameter : model.getBlock().getParameters().values()) {
      parameters.put(parameter.getArray().toFloatArray());
    }
  }

  /** Makes one update and returns its loss. */
  float update() {
    if (next == 0) {
      shuffle();
    }
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDArray observation =
          manager
              .create(gather(round.observations, PpoRound.OBSERVATION))
              .reshape(rows, PpoRound.OBSERVATION);
      int[] taken = new int[rows];
      for (int b = 0; b < rows; b++) {
        taken[b] = round.actions[order[next + b]];
      }
      NDArray actions = manager.create(taken).toType(DataType.INT64, false);
      NDArray oldLogPi = manager.create(gather(round.logPi, 1));
      NDArray advantages = normalize(manager.create(gather(round.advantages, 1)));
      NDArray targets = manager.create(gather(round.targets, 1));
      next = (next + rows) % order.length;
      float result;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList outputs = trainer.forward(new NDList(observation));
        NDArray value = outputs.get(1).squeeze(1);
        NDArray loss = loss(outputs.get(0), value, actions, oldLogPi, advantages, targets);
        collector.backward(loss);
        result = loss.getFloat();
      }
      clipGradients(manager);
      trainer.step();
      return result;
    }
  }

  private void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int number = order[i];
      order[i] = order[other];
      order[other] = number;
    }
  }

  private float[] gather(float[] all, int width) {
    float[] chosen = new float[rows * width];
    for (int b = 0; b < rows; b++) {
      System.arraycopy(all, order[next + b] * width, chosen, b * width, width);
    }
    return chosen;
  }

  private static NDArray normalize(NDArray x) {
    NDArray centred = x.sub(x.mean());
    return centred.div(centred.square().mean().sqrt().add(1e-8f));
  }

  private NDArray loss(
      NDArray logits,
      NDArray value,
      NDArray actions,
      NDArray oldLogPi,
      NDArray advantages,
      NDArray targets) {
    NDArray logP = logits.logSoftmax(1);
    NDArray logPi = logP.gather(actions.expandDims(1), 1).squeeze(1);
    NDArray ratio = logPi.sub(oldLogPi).exp();
    float clip = (float) config.clip();
    NDArray clipped = ratio.clip(1 - clip, 1 + clip);
    NDArray policyLoss =
        NDArrays.minimum(ratio.mul(advantages), clipped.mul(advantages)).mean().neg();
    NDArray valueLoss = value.sub(targets).square().mean().mul(0.5f);
    NDArray entropy = logP.exp().mul(logP).sum(new int[] {1}).mean().neg();
    return policyLoss
        .add(valueLoss.mul((float) config.valueCoefficient()))
        .sub(entropy.mul((float) config.entropyCoefficient()));
  }

  /** Scales all gradients down where their common norm is larger than allowed. */
  private void clipGradients(NDManager manager) {
    NDList gradients = new NDList();
    NDList squares = new NDList();
    for (Parameter parameter : model.getBlock().getParameters().values()) {
      NDArray gradient = parameter.getArray().getGradient();
      gradient.attach(manager);
      gradients.add(gradient);
      squares.add(gradient.square().sum());
    }
    float norm = NDArrays.stack(squares).sum().sqrt().getFloat();
    if (norm > config.maximumGradientNorm()) {
      float scale = (float) (config.maximumGradientNorm() / (norm + 1e-6));
      gradients.forEach(gradient -> gradient.muli(scale));
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
