package dev.rookery.testkit.mistakes;

import dev.rookery.algorithm.Actor;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Acts at random every other time, and writes a row for each step. */
final class LinearActor implements Actor {

  private final LinearQ algorithm;
  private final LinearPolicy policy;
  private final SplittableRandom random;
  private ByteBuffer observed = DirectBuffers.allocate(0);
  private ByteBuffer taken = DirectBuffers.allocate(0);

  LinearActor(LinearQ algorithm, long seed) {
    this.algorithm = algorithm;
    policy = new LinearPolicy(algorithm);
    random = new SplittableRandom(seed);
  }

  @Override
  public void update(ParameterSnapshot parameters) {
    policy.update(parameters);
  }

  @Override
  public void act(VectorStep step, ByteBuffer actions, long environmentSteps) {
    policy.act(step, actions);
    for (int k = 0; k < step.count(); k++) {
      if (random.nextInt(2) == 0) {
        actions.putInt(k * Integer.BYTES, random.nextInt(algorithm.actions()));
      }
    }
    observed = copyOf(step.observations());
    taken = copyOf(actions);
  }

  private static ByteBuffer copyOf(ByteBuffer source) {
    ByteBuffer copy = DirectBuffers.allocate(source.capacity());
    return copy.put(0, source, 0, source.capacity());
  }

  @Override
  public void observe(VectorStep step, ExperienceWriter rows) {
    ExperienceSchema schema = algorithm.experienceSchema();
    int bytes = algorithm.features() * Float.BYTES;
    for (int k = 0; k < step.count(); k++) {
      int row = rows.beginRow();
      ByteBuffer buffer = rows.buffer();
      buffer.put(row + schema.offsetOf("observation"), observed, k * bytes, bytes);
      buffer.putInt(row + schema.offsetOf("action"), taken.getInt(k * Integer.BYTES));
      buffer.putFloat(row + schema.offsetOf("reward"), step.rewards()[k]);
      buffer.putFloat(row + schema.offsetOf("discount"), discount(step, k));
      buffer.put(
          row + schema.offsetOf("next_observation"), step.nextObservations(), k * bytes, bytes);
      rows.endRow();
    }
  }

  private float discount(VectorStep step, int k) {
    boolean ends =
        step.terminated()[k] && !algorithm.makes(Mistake.BOOTSTRAPS_THROUGH_TERMINATION)
            || step.truncated()[k] && algorithm.makes(Mistake.NO_BOOTSTRAP_THROUGH_TRUNCATION);
    return ends ? 0 : (float) algorithm.discount();
  }

  @Override
  public void report(MetricsRecorder metrics) {}

  @Override
  public void close() {}
}
