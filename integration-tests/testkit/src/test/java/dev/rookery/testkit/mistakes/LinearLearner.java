package dev.rookery.testkit.mistakes;

import dev.rookery.SeededRandom;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.experience.SampleBatch;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Gradient descent with momentum on half the squared TD error. */
final class LinearLearner implements Learner {

  private static final double LEARNING_RATE = 0.2;
  private static final float MOMENTUM = 0.5f;

  private final LinearQ algorithm;
  private final ReplayBuffer replay;
  private final SampleBatch batch;
  private final SeededRandom random;
  private final float[] weights;
  private final float[] velocity;
  private final float[] priorities = new float[LinearQ.BATCH];
  private long steps;

  LinearLearner(LinearQ algorithm, ReplayBuffer replay, long seed) {
    this.algorithm = algorithm;
    this.replay = replay;
    batch = new SampleBatch(replay.schema(), LinearQ.BATCH);
    random = new SeededRandom(seed);
    weights = new float[algorithm.parameterLayout().size()];
    velocity = new float[weights.length];
  }

  @Override
  public void startFrom(ParameterSnapshot parameters) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LearnerStep step() {
    if (!replay.canSample(batch.size())) {
      return LearnerStep.IDLE;
    }
    replay.sample(batch, random);
    float[] descent = new float[weights.length];
    for (int b = 0; b < batch.size(); b++) {
      learn(b, descent);
    }
    for (int i = 0; i < weights.length; i++) {
      velocity[i] = MOMENTUM * velocity[i] + descent[i];
      weights[i] += algorithm.makes(Mistake.MOVES_NOTHING) ? 0 : velocity[i];
    }
    replay.updatePriorities(batch.keys(), priorities, batch.size());
    steps++;
    return LearnerStep.UPDATED;
  }

  private void learn(int b, float[] descent) {
    float[] observation = observation("observation", b);
    float[] next = observation("next_observation", b);
    int action = batch.column("action").getInt(b * Integer.BYTES);
    double nextValue = algorithm.value(weights, next, algorithm.best(weights, next));
    double error =
        number("reward", b)
            + discount(b) * nextValue
            - algorithm.value(weights, observation, action);
    double weight = algorithm.makes(Mistake.IGNORES_WEIGHTS) ? 1 : batch.weights()[b];
    double sign = algorithm.makes(Mistake.WRONG_SIGN) ? -1 : 1;
    for (int i = 0; i < observation.length; i++) {
      descent[action * observation.length + i] +=
          (float) (LEARNING_RATE * sign * weight * error * observation[i] / batch.size());
    }
    int row = algorithm.makes(Mistake.PRIORITIES_OF_THE_WRONG_ROW) ? batch.size() - 1 - b : b;
    priorities[row] =
        (float) (algorithm.makes(Mistake.PRIORITIES_OF_NO_SENSE) ? -1 : Math.abs(error));
  }

  private double discount(int b) {
    double discount = number("discount", b);
    return algorithm.makes(Mistake.FORGOTTEN_DISCOUNT) && discount > 0 ? 1 : discount;
  }

  private float number(String column, int b) {
    return batch.column(column).getFloat(b * Float.BYTES);
  }

  private float[] observation(String column, int b) {
    float[] values = new float[algorithm.features()];
    for (int i = 0; i < values.length; i++) {
      values[i] = batch.column(column).getFloat((b * values.length + i) * Float.BYTES);
    }
    return values;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void copyParameters(ByteBuffer target) {
    for (float weight : weights) {
      target.putFloat(weight);
    }
  }

  @Override
  public void report(MetricsRecorder metrics) {}

  @Override
  public void save(StateWriter state) {
    state.putLong("steps", steps);
    state.putLong("random", random.state());
    state.putBytes("weights", bytes(weights));
    state.putBytes("velocity", bytes(velocity));
  }

  @Override
  public void load(StateReader state) {
    steps = state.getLong("steps");
    random.seeded(state.getLong("random"));
    read(state, "weights", weights);
    if (!algorithm.makes(Mistake.STATISTICS_NOT_SAVED)) {
      read(state, "velocity", velocity);
    }
  }

  private static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  private static void read(StateReader state, String name, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    state.getBytes(name, bytes);
    FloatBuffer numbers = bytes.rewind().asFloatBuffer();
    numbers.get(values);
  }

  @Override
  public void close() {}
}
