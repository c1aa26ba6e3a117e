package dev.rookery.runtime.run;

import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;

/** A snapshot of parameters in a checkpoint, from which a policy can be made without a learner. */
final class SavedParameters {

  /** The part of a checkpoint that holds the parameters of its policy. */
  static final String POLICY = "policy";

  private SavedParameters() {}

  static void save(ParameterSnapshot snapshot, StateWriter state) {
    state.putLong("version", snapshot.version());
    state.putLong("environment_steps", snapshot.environmentSteps());
    state.putLong("learner_steps", snapshot.learnerSteps());
    state.putLong("layout", snapshot.layoutHash());
    state.putFloats("parameters", snapshot.values());
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws CheckpointException if these are the parameters of another network
   */
  static ParameterSnapshot load(ParameterLayout layout, StateReader state) {
    if (state.getLong("layout") != layout.layoutHash()) {
      throw new CheckpointException(
          "the checkpoint has the parameters of another network than the settings describe");
    }
    ByteBuffer values = layout.allocate();
    state.getBytes("parameters", values);
    return new ParameterSnapshot(
        state.getLong("version"),
        state.getLong("environment_steps"),
        state.getLong("learner_steps"),
        layout.layoutHash(),
        values);
  }
}
