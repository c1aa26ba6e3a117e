package dev.rookery.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import dev.rookery.experience.ReplayBuffer;

/** DQN on MinAtar's images. */
final class DjlMinAtarUpdate extends DjlUpdate {

  DjlMinAtarUpdate(ValueUpdate update, ReplayBuffer replay) {
    super(update, replay, new Shape(update.batch, 10, 10, 4));
  }

  @Override
  Block network(int actions) {
    return new SequentialBlock()
        .add(LambdaBlock.singleton(x -> x.transpose(0, 3, 1, 2)))
        .add(Conv2d.builder().setFilters(16).setKernelShape(new Shape(3, 3)).build())
        .add(Activation.reluBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(128).build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(actions).build());
  }

  @Override
  NDArray targets(NDManager manager, NDArray next, NDArray reward, NDArray discount) {
    return reward.add(discount.mul(evaluate(target, next).max(new int[] {1})));
  }

  @Override
  NDArray losses(NDManager manager, NDArray observation, NDArray actions, NDArray targets) {
    NDArray values = online.forward(new NDList(observation)).singletonOrThrow();
    return huber(targets.sub(values.gather(actions.expandDims(1), 1).squeeze(1)));
  }
}
