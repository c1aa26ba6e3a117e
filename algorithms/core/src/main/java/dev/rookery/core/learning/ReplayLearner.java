package dev.rookery.core.learning;

import dev.rookery.SeededRandom;
import dev.rookery.Seeds;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.optimizer.Descent;
import dev.rookery.core.parameters.ParameterArena;
import dev.rookery.core.parameters.ParameterAverage;
import dev.rookery.core.replay.PrioritizedReplay;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.experience.SampleBatch;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Base class of learners that draw batches from replay. One step: draw a batch, let the algorithm
 * compute gradients and priorities, move the parameters, write the priorities back, and let the
 * target network follow.
 *
 * <p>A subclass says how a batch becomes gradients ({@link #gradients}); everything else is here.
 */
public abstract class ReplayLearner implements Learner {

  /** The batch of the step under way; always the same object. */
  protected final SampleBatch batch;

  /**
   * Compares predicted values with the possible ones; {@link #gradients} passes each batch to it.
   */
  protected final ValueWatch valueWatch = new ValueWatch();

  /** Decides what an update draws besides its batch, such as noise; saved with the learner. */
  protected final SeededRandom drawRandom;

  private final ReplayBuffer replay;
  private final Descent descent;
  private final ParameterArena online;
  private final ParameterArena target;
  private final ParameterAverage average;
  private final TargetUpdate targetUpdate;
  private final Schedule importanceExponent;
  private final SeededRandom random;
  private final float[] priorities;
  private long steps;
  private double lossSum;
  private double prioritySum;
  private long reported;
  private boolean begun;

  /**
   * Binds the parts together.
   *
   * @param replay to draw from
   * @param batchSize rows per step
   * @param online the parameters that learn; {@code descent} moves them
   * @param target the parameters that follow; they start as a copy
   * @param averagingUpdates how many updates the published parameters are averaged over; 0: they
   *     are the latest
   * @param importanceExponent β of the importance weights, by learner step
   * @param seed of the draws
   */
  protected ReplayLearner(
      ReplayBuffer replay,
      int batchSize,
      Descent descent,
      ParameterArena online,
      ParameterArena target,
      TargetUpdate targetUpdate,
      long averagingUpdates,
      Schedule importanceExponent,
      long seed) {
    this.replay = replay;
    this.descent = descent;
    this.online = online;
    this.target = target;
    this.targetUpdate = targetUpdate;
    this.importanceExponent = importanceExponent;
    batch = new SampleBatch(replay.schema(), batchSize);
    priorities = new float[batchSize];
    random = new SeededRandom(seed);
    drawRandom = new SeededRandom(Seeds.derive(seed, "draws"));
    target.copyFrom(online);
    average = new ParameterAverage(online, averagingUpdates);
  }

  /** Subclasses that keep copies of parameters, such as further optimizers, take them anew too. */
  @Override
  public void startFrom(ParameterSnapshot parameters) {
    if (begun || steps > 0) {
      throw new IllegalStateException("learning has begun, after %s steps".formatted(steps));
    }
    online.copyFrom(parameters);
    target.copyFrom(online);
    descent.readParameters();
    average.restart();
  }

  /**
   * Called once before the first step that this object makes, after {@link #load} where the run was
   * resumed. Does nothing here.
   *
   * @param experience has at least one row
   */
  protected void begin(ReplayBuffer experience) {}

  /**
   * Leaves the gradient of the loss on {@link #batch} in the arena's gradients.
   *
   * @param newPriorities {@code [batch]} receives each row's priority, finite and at least 0
   * @return the loss
   */
  protected abstract double gradients(float[] newPriorities);

  @Override
  public final LearnerStep step() {
    if (!replay.canSample(batch.size())) {
      return LearnerStep.IDLE;
    }
    if (!begun) {
      begin(replay);
      begun = true;
    }
    if (replay instanceof PrioritizedReplay prioritized) {
      prioritized.beta(importanceExponent.at(steps));
    }
    replay.sample(batch, random);
    BatchChecks.requireWeights(batch, replay, steps + 1);
    Arrays.fill(priorities, Float.NaN);
    double loss = gradients(priorities);
    if (!Double.isFinite(loss)) {
      throw BatchChecks.diverged(loss, batch, steps + 1);
    }
    double sum = BatchChecks.sumOfPriorities(priorities, this, steps + 1);
    descend();
    replay.updatePriorities(batch.keys(), priorities, batch.size());
    steps++;
    if (replay instanceof PrioritizedReplay prioritized) {
      prioritized.trim(steps);
    }
    targetUpdate.apply(steps, online, target);
    average.update(steps);
    lossSum += loss;
    prioritySum += sum;
    return LearnerStep.UPDATED;
  }

  /** Moves the parameters; a learner with more than one optimizer moves the others here too. */
  protected void descend() {
    descent.step();
  }

  @Override
  public final long steps() {
    return steps;
  }

  /** Copies the average out, or the latest parameters where nothing is averaged. */
  @Override
  public final void copyParameters(ByteBuffer copy) {
    average.copyTo(copy);
  }

  /** How many steps were made since the last {@link #report}. */
  protected final long stepsSinceReport() {
    return steps - reported;
  }

  @Override
  public void report(MetricsRecorder metrics) {
    double count = stepsSinceReport();
    metrics.record("learner/loss", count == 0 ? Double.NaN : lossSum / count);
    metrics.record(
        "learner/priority", count == 0 ? Double.NaN : prioritySum / (count * batch.size()));
    metrics.record("learner/gradient_norm", descent.gradientNorm());
    metrics.record("learner/learning_rate", descent.learningRate());
    if (replay instanceof PrioritizedReplay) {
      metrics.record("replay/importance_exponent", importanceExponent.at(steps));
    }
    valueWatch.report(metrics);
    lossSum = 0;
    prioritySum = 0;
    reported = steps;
  }

  /** Subclasses with state of their own save it too. */
  @Override
  public void save(StateWriter state) {
    state.putLong("steps", steps);
    state.putLong("random", random.state());
    state.putLong("draw_random", drawRandom.state());
    online.save(state.child("parameters"));
    descent.save(state.child("descent"));
    target.save(state.child("target"));
    average.save(state.child("average"));
    valueWatch.save(state.child("value_watch"));
  }

  @Override
  public void load(StateReader state) {
    steps = state.getLong("steps");
    reported = steps;
    random.seeded(state.getLong("random"));
    drawRandom.seeded(state.getLong("draw_random"));
    online.load(state.child("parameters"));
    descent.load(state.child("descent"));
    target.load(state.child("target"));
    average.load(state.child("average"));
    valueWatch.load(state.child("value_watch"));
  }
}
