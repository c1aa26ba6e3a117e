package dev.rookery.core.workers;

import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A worker's own copy of the common parameters, with which it acts and takes gradients. */
final class WorkerParameters {

  private final ParameterLayout layout;
  private final ParameterArena online;
  private final @Nullable ParameterArena target;
  private final int targetInterval;
  private final float[] values;
  private final ByteBuffer bytes;

  /** -1: it has none yet. */
  private long updates = -1;

  private long targetPeriod = -1;

  /**
   * A copy that has nothing yet.
   *
   * @param online the parameters that the worker's learner takes gradients of
   * @param target those of its target network; null where it has none
   * @param targetInterval updates of the common parameters from one target to the next
   */
  WorkerParameters(ParameterArena online, @Nullable ParameterArena target, int targetInterval) {
    layout = online.layout();
    this.online = online;
    this.target = target;
    this.targetInterval = targetInterval;
    values = new float[layout.size()];
    bytes = layout.allocate();
  }

  /** How many updates the parameters had seen when they were taken. */
  long updates() {
    return updates;
  }

  /**
   * Takes published parameters. They are the target too, where they are the first that arrived
   * after as many updates as targets are apart.
   */
  void take(ParameterSnapshot snapshot) {
    online.copyFrom(snapshot);
    updates = snapshot.learnerSteps();
    if (target != null && updates / targetInterval != targetPeriod) {
      targetPeriod = updates / targetInterval;
      target.copyFrom(snapshot);
    }
  }

  /** Takes parameters out of memory that is shared. */
  void take(SharedParameters shared) {
    updates = shared.updates();
    shared.read(values);
    online.write(values);
    if (target != null) {
      shared.readTarget(values);
      target.write(values);
    }
  }

  /** All of them, as they are now, in an array that is valid until the next call. */
  float[] values() {
    online.read(values);
    return values;
  }

  /** A view of them for what acts. */
  ParameterSnapshot snapshot(long version, long environmentSteps) {
    bytes.clear();
    online.copyTo(bytes);
    return new ParameterSnapshot(
        version, environmentSteps, updates, layout.layoutHash(), bytes.flip());
  }
}
