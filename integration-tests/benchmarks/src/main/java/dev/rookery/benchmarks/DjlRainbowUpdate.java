package dev.rookery.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.util.PairList;
import dev.rookery.experience.ReplayBuffer;

/** Rainbow: noisy, dueling, double, 51 atoms, and priorities by the loss. */
final class DjlRainbowUpdate extends DjlUpdate {

  private static final int ATOMS = 51;
  private static final float V_MIN = 0;
  private static final float V_MAX = 100;
  private static final float STEP = (V_MAX - V_MIN) / (ATOMS - 1);

  DjlRainbowUpdate(ValueUpdate update, ReplayBuffer replay) {
    super(update, replay, new Shape(update.batch, update.observations.size()));
  }

  @Override
  Block network(int actions) {
    return new DuelingBlock(actions);
  }

  private static NDArray support(NDManager manager) {
    return manager.arange(ATOMS).mul(STEP).add(V_MIN);
  }

  @Override
  NDArray targets(NDManager manager, NDArray next, NDArray reward, NDArray discount) {
    NDArray support = support(manager);
    NDArray means = evaluate(online, next).softmax(2).mul(support).sum(new int[] {2});
    NDArray best = select(evaluate(target, next).softmax(2), means.argMax(1)); // [rows, atoms]
    NDArray moved =
        reward
            .expandDims(1)
            .add(discount.expandDims(1).mul(support.expandDims(0)))
            .clip(V_MIN, V_MAX);
    NDArray distance = moved.expandDims(1).sub(support.reshape(1, ATOMS, 1)).abs().div(STEP);
    NDArray share = distance.neg().add(1).clip(0, 1); // [rows, atom, from]
    return share.mul(best.expandDims(1)).sum(new int[] {2});
  }

  @Override
  NDArray losses(NDManager manager, NDArray observation, NDArray actions, NDArray targets) {
    NDArray logits = online.forward(new NDList(observation)).singletonOrThrow();
    return select(logits, actions).logSoftmax(1).mul(targets).sum(new int[] {1}).neg();
  }

  @Override
  void afterwards(NDArray each) {
    updatePriorities(each);
  }

  /** Logits {@code [rows, actions, atoms]} from values and advantages. */
  private static final class DuelingBlock extends AbstractBlock {

    private final Block torso;
    private final Block value;
    private final Block advantages;
    private final int actions;

    DuelingBlock(int actions) {
      this.actions = actions;
      torso =
          addChildBlock(
              "torso",
              new SequentialBlock()
                  .add(new NoisyLinear(256))
                  .add(Activation.reluBlock())
                  .add(new NoisyLinear(256))
                  .add(Activation.reluBlock()));
      value = addChildBlock("value", new NoisyLinear(ATOMS));
      advantages = addChildBlock("advantages", new NoisyLinear(actions * ATOMS));
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      NDList features = torso.forward(store, inputs, training);
      NDArray v = value.forward(store, features, training).singletonOrThrow();
      NDArray a =
          advantages
              .forward(store, features, training)
              .singletonOrThrow()
              .reshape(-1, actions, ATOMS);
      NDArray centred = a.sub(a.mean(new int[] {1}, true));
      return new NDList(v.expandDims(1).add(centred));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      torso.initialize(manager, type, inputs);
      Shape features = new Shape(inputs[0].get(0), 256);
      value.initialize(manager, type, features);
      advantages.initialize(manager, type, features);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), actions, ATOMS)};
    }
  }

  /** A dense layer with factorised noise, drawn anew for each pass. */
  private static final class NoisyLinear extends AbstractBlock {

    private final int units;
    private final Parameter weight = parameter("weight", Parameter.Type.WEIGHT);
    private final Parameter weightSigma = parameter("weightSigma", Parameter.Type.WEIGHT);
    private final Parameter bias = parameter("bias", Parameter.Type.BIAS);
    private final Parameter biasSigma = parameter("biasSigma", Parameter.Type.BIAS);

    NoisyLinear(int units) {
      this.units = units;
    }

    private Parameter parameter(String name, Parameter.Type type) {
      return addParameter(Parameter.builder().setName(name).setType(type).build());
    }

    @Override
    public void prepare(Shape[] inputs) {
      long in = inputs[0].get(1);
      float bound = (float) (1 / Math.sqrt((double) in));
      weight.setShape(new Shape(units, in));
      weight.setInitializer(new UniformInitializer(bound));
      weightSigma.setShape(new Shape(units, in));
      weightSigma.setInitializer(new ConstantInitializer(0.5f * bound));
      bias.setShape(new Shape(units));
      bias.setInitializer(new UniformInitializer(bound));
      biasSigma.setShape(new Shape(units));
      biasSigma.setInitializer(new ConstantInitializer(0.5f * bound));
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      NDArray x = inputs.singletonOrThrow();
      NDArray in = noise(x.getManager().randomNormal(new Shape(1, x.getShape().get(1))));
      NDArray out = noise(x.getManager().randomNormal(new Shape(units, 1)));
      NDArray weights =
          value(store, weight, x, training)
              .add(value(store, weightSigma, x, training).mul(out.mul(in)));
      NDArray biases =
          value(store, bias, x, training)
              .add(value(store, biasSigma, x, training).mul(out.squeeze(1)));
      return new NDList(x.matMul(weights.transpose()).add(biases));
    }

    private static NDArray value(
        ParameterStore store, Parameter parameter, NDArray x, boolean training) {
      return store.getValue(parameter, x.getDevice(), training);
    }

    private static NDArray noise(NDArray normal) {
      return normal.sign().mul(normal.abs().sqrt());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), units)};
    }
  }
}
