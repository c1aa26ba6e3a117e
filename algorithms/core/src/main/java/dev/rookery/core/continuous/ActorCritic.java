package dev.rookery.core.continuous;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rookery.core.network.Activation;
import dev.rookery.core.network.BoundedHead;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.Initializers.Initializer;
import dev.rookery.core.network.Layer;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.NamedParameters;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.environment.Space;
import dev.rookery.parameters.ParameterLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deterministic policy μ(s) and a critic Q(s, a) in one tree (Silver et al. 2014; Lillicrap et
 * al. 2016), so that their parameters lie side by side and are published together. Actions are
 * numbers from -1 to 1 here; {@link ActionScale} makes them the environment's.
 *
 * <p>As a block it computes μ(s) {@code [batch, size]} and Q(s, μ(s)) {@code [batch, 1]} of
 * observations. Parameters are called {@code policy.…} and {@code critic.…}.
 */
public final class ActorCritic extends Layer {

  /** The name of the policy's part of the parameters. */
  public static final String POLICY = "policy";

  /** The name of the critic's part of the parameters. */
  public static final String CRITIC = "critic";

  private static final String ACTION = "action";
  private static final String Q_VALUE = "q_value";

  /**
   * First weights of last layers are at most 0.003, so that first actions and values are near 0
   * (Lillicrap et al. 2016, "Experiment details").
   */
  private static final Initializer LAST_LAYER = Initializers.uniform(3e-3);

  private final Network policy;
  private final Network critic;

  /**
   * A network of dense layers, after convolutions for images.
   *
   * @param actions how many numbers an action has
   * @param policyLayers sizes of the policy's hidden layers
   * @param criticLayers sizes of the critic's; the action joins the observation before the first
   */
  public ActorCritic(
      Space observationSpace,
      int actions,
      Activation activation,
      List<Integer> policyLayers,
      List<Integer> criticLayers) {
    NetworkSpec spec = NetworkSpec.forObservations(observationSpace).withActivation(activation);
    policy =
        addChild(
            POLICY,
            spec.withHidden(policyLayers)
                .withHeads(new BoundedHead(ACTION, actions, LAST_LAYER))
                .build());
    critic =
        addChild(
            CRITIC,
            spec.withActionInputs(actions)
                .withHidden(criticLayers)
                .withHeads(new LinearHead(Q_VALUE, 1, LAST_LAYER))
                .build());
  }

  /** From observations to actions {@code [batch, size]}. */
  public Network policy() {
    return policy;
  }

  /** From observations and actions {@code [batch, size]} to values {@code [batch, 1]}. */
  public Network critic() {
    return critic;
  }

  /** Where each parameter lies in the flat vector of them all. */
  public ParameterLayout parameterLayout() {
    return NamedParameters.layout(NamedParameters.of(this));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    NDArray action = policy.forward(store, inputs, training).singletonOrThrow();
    NDList pair = new NDList(inputs);
    pair.add(action);
    return new NDList(action, critic.forward(store, pair, training).singletonOrThrow());
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
    policy.initialize(manager, dataType, inputs);
    Shape[] pair = Arrays.copyOf(inputs, inputs.length + 1);
    pair[inputs.length] = policy.getOutputShapes(inputs)[0];
    critic.initialize(manager, dataType, pair);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {policy.getOutputShapes(inputs)[0], new Shape(inputs[0].get(0), 1)};
  }

  @Override
  public List<String> export(OnnxGraph graph, List<String> inputs) {
    String action = exportPolicy(graph, inputs);
    return List.of(action, exportCritic(graph, inputs, action));
  }

  /**
   * Adds what the policy computes; returns the actions.
   *
   * @param observation one value, or one for each named part
   */
  public String exportPolicy(OnnxGraph graph, List<String> observation) {
    return OnnxGraph.single(graph.export(policy, observation));
  }

  /**
   * Adds what the critic computes; returns the values.
   *
   * @param observation one value, or one for each named part
   */
  public String exportCritic(OnnxGraph graph, List<String> observation, String action) {
    List<String> pair = new ArrayList<>(observation);
    pair.add(action);
    return OnnxGraph.single(graph.export(critic, pair));
  }
}
