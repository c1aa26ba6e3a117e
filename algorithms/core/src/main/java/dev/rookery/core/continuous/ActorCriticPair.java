package dev.rookery.core.continuous;

import ai.djl.ndarray.NDArray;
import dev.rookery.core.engine.TensorMemory;
import dev.rookery.core.learning.TrainableNetwork;
import dev.rookery.internal.Handover;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Actor and critic that learn, their target networks, and the forward passes that learning needs.
 * An observation is one tensor, or one for each named part. Results belong to the manager of the
 * observations. Not thread-safe.
 */
public final class ActorCriticPair implements AutoCloseable {

  private final ActorCritic network;
  private final ActorCritic targetNetwork;
  private final ActorCritic frozenNetwork;
  private final TrainableNetwork online;
  private final TrainableNetwork target;

  /** Sees the online parameters, but adds nothing to their gradients. */
  private final TrainableNetwork frozen;

  /**
   * Makes the networks.
   *
   * @param factory makes networks of the same structure
   * @param initial the online networks' first parameters
   * @param memory where their tensors are
   */
  public ActorCriticPair(Supplier<ActorCritic> factory, float[] initial, TensorMemory memory) {
    network = factory.get();
    targetNetwork = factory.get();
    frozenNetwork = factory.get();
    online = new TrainableNetwork(network, true, memory);
    online.arena().write(initial);
    try {
      target = new TrainableNetwork(targetNetwork, false, memory);
    } catch (RuntimeException | Error e) {
      Handover.closeAfter(e, online);
      throw e;
    }
    try {
      frozen = new TrainableNetwork(frozenNetwork, online);
    } catch (RuntimeException | Error e) {
      Handover.closeAfter(e, target, online);
      throw e;
    }
  }

  /** The structure that all of them have. */
  public ActorCritic structure() {
    return network;
  }

  /** The networks that learn. */
  public TrainableNetwork online() {
    return online;
  }

  /** The networks that follow. */
  public TrainableNetwork target() {
    return target;
  }

  /** {@code Q'(s, μ'(s))} of the target networks. */
  public NDArray targetValue(NDArray... observation) {
    NDArray action = target.forward(targetNetwork.policy(), observation);
    return target.forward(targetNetwork.critic(), with(observation, action));
  }

  /** {@code μ(s)}. */
  public NDArray policy(NDArray... observation) {
    return online.forward(network.policy(), observation);
  }

  /** {@code Q(s, a)}; from here, backward reaches the critic. */
  public NDArray value(NDArray[] observation, NDArray action) {
    return online.forwardRecording(network.critic(), with(observation, action));
  }

  /** {@code Q(s, μ(s))}; from here, backward reaches the policy, through the critic as it is. */
  public NDArray policyValue(NDArray... observation) {
    NDArray action = online.forwardRecording(network.policy(), observation);
    return frozen.forwardRecording(frozenNetwork.critic(), with(observation, action));
  }

  private static NDArray[] with(NDArray[] observation, NDArray action) {
    NDArray[] inputs = Arrays.copyOf(observation, observation.length + 1);
    inputs[observation.length] = action;
    return inputs;
  }

  @Override
  public void close() {
    frozen.close();
    online.close();
    target.close();
  }
}
