package dev.rookery.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rookery.experience.ReplayBuffer;

/** IQN with 32 sampled levels each way. */
final class DjlImplicitQuantileUpdate extends DjlUpdate {

  private static final int SAMPLES = 32;
  private static final int COSINES = 64;

  DjlImplicitQuantileUpdate(ValueUpdate update, ReplayBuffer replay) {
    super(
        update,
        replay,
        new Shape(update.batch, update.observations.size()),
        new Shape(update.batch, SAMPLES));
  }

  @Override
  Block network(int actions) {
    return new ImplicitQuantileBlock(actions);
  }

  private NDArray levels(NDManager manager) {
    return manager.randomUniform(0, 1, new Shape(rows, SAMPLES));
  }

  @Override
  NDArray targets(NDManager manager, NDArray next, NDArray reward, NDArray discount) {
    NDArray values = evaluate(target, next, levels(manager)); // [rows, actions, samples]
    NDArray best = select(values, values.mean(new int[] {2}).argMax(1));
    return reward.expandDims(1).add(discount.expandDims(1).mul(best));
  }

  @Override
  NDArray losses(NDManager manager, NDArray observation, NDArray actions, NDArray targets) {
    NDArray levels = levels(manager);
    NDArray values = online.forward(new NDList(observation, levels)).singletonOrThrow();
    return quantileHuber(select(values, actions), levels, targets);
  }

  /** From observations and levels to {@code [rows, actions, samples]}. */
  private static final class ImplicitQuantileBlock extends AbstractBlock {

    private final Block features =
        addChildBlock(
            "features",
            new SequentialBlock()
                .add(Linear.builder().setUnits(256).build())
                .add(Activation.reluBlock()));
    private final Block embedding =
        addChildBlock(
            "embedding",
            new SequentialBlock()
                .add(Linear.builder().setUnits(256).build())
                .add(Activation.reluBlock()));
    private final Block values;
    private final int actions;

    ImplicitQuantileBlock(int actions) {
      this.actions = actions;
      values =
          addChildBlock(
              "values",
              new SequentialBlock()
                  .add(Linear.builder().setUnits(256).build())
                  .add(Activation.reluBlock())
                  .add(Linear.builder().setUnits(actions).build()));
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      NDArray x = features.forward(store, new NDList(inputs.get(0)), training).singletonOrThrow();
      NDArray levels = inputs.get(1);
      NDArray multiples =
          levels.getManager().arange(1f, COSINES + 1f).mul((float) Math.PI).expandDims(0);
      NDArray cosines = levels.reshape(-1, 1).mul(multiples).cos();
      NDArray embedded = embedding.forward(store, new NDList(cosines), training).singletonOrThrow();
      NDArray each = x.expandDims(1).mul(embedded.reshape(-1, SAMPLES, 256));
      NDArray outputs =
          values.forward(store, new NDList(each.reshape(-1, 256)), training).singletonOrThrow();
      return new NDList(outputs.reshape(-1, SAMPLES, actions).transpose(0, 2, 1));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      long rows = inputs[0].get(0);
      features.initialize(manager, type, inputs[0]);
      embedding.initialize(manager, type, new Shape(rows * SAMPLES, COSINES));
      values.initialize(manager, type, new Shape(rows * SAMPLES, 256));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), actions, SAMPLES)};
    }
  }
}
