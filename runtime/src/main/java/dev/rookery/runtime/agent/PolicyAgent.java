package dev.rookery.runtime.agent;

import dev.rookery.core.onnx.OnnxPolicy;
import dev.rookery.core.onnx.PolicyMetadata;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.agrona.CloseHelper;

/** An agent of a finished policy: it acts as well as it can, and learns nothing. */
public final class PolicyAgent extends SimulatorAgent {

  private final OnnxPolicy policy;
  private final SerialVectorEnvironment environment;
  private final VectorStep step;
  private final ByteBuffer actions;

  private PolicyAgent(
      CalledEnvironment called, OnnxPolicy policy, SerialVectorEnvironment environment) {
    super(called);
    this.policy = policy;
    this.environment = environment;
    step = VectorStep.of(environment);
    actions = DirectBuffers.allocate(environment.actionSpace().byteSize());
  }

  /**
   * Loads a policy.
   *
   * @throws dev.rookery.RookeryException if there is no such file, or it is no policy of Rookery's
   */
  public static PolicyAgent load(Path file) {
    OnnxPolicy policy = OnnxPolicy.load(file, 1);
    PolicyMetadata metadata = policy.metadata();
    CalledEnvironment called =
        new CalledEnvironment(
            metadata.environment(),
            metadata.observationSpace(),
            metadata.actionSpace(),
            metadata.legalActions());
    return new PolicyAgent(
        called, policy, new SerialVectorEnvironment(metadata.environment(), List.of(called), 0));
  }

  @Override
  ByteBuffer start() {
    environment.reset(step);
    return choose();
  }

  @Override
  ByteBuffer next() {
    environment.step(actions, step);
    return choose();
  }

  private ByteBuffer choose() {
    policy.act(step, actions);
    return actions;
  }

  @Override
  void finish() {
    environment.step(actions, step);
  }

  @Override
  void drop() {
    // There is nothing to forget.
  }

  @Override
  public boolean isOver() {
    return true;
  }

  @Override
  public void close() {
    CloseHelper.closeAll(policy, environment);
  }
}
