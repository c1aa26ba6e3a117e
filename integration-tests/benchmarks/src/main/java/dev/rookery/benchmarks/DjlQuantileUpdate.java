package dev.rookery.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.rookery.experience.ReplayBuffer;

/** QR-DQN with 200 quantiles. */
final class DjlQuantileUpdate extends DjlUpdate {

  private static final int QUANTILES = 200;

  DjlQuantileUpdate(ValueUpdate update, ReplayBuffer replay) {
    super(update, replay, new Shape(update.batch, update.observations.size()));
  }

  @Override
  Block network(int actions) {
    return dense(actions * QUANTILES);
  }

  private NDArray quantiles(NDArray outputs) {
    return outputs.reshape(rows, -1, QUANTILES);
  }

  @Override
  NDArray targets(NDManager manager, NDArray next, NDArray reward, NDArray discount) {
    NDArray values = quantiles(evaluate(target, next));
    NDArray best = select(values, values.mean(new int[] {2}).argMax(1));
    return reward.expandDims(1).add(discount.expandDims(1).mul(best));
  }

  @Override
  NDArray losses(NDManager manager, NDArray observation, NDArray actions, NDArray targets) {
    NDArray outputs = online.forward(new NDList(observation)).singletonOrThrow();
    NDArray levels = manager.arange(QUANTILES).add(0.5f).div(QUANTILES).expandDims(0);
    return quantileHuber(select(quantiles(outputs), actions), levels, targets);
  }
}
