package dev.rookery.testkit.algorithm;

import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.StoreWriter;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An algorithm with an actor, its store and its learner, without a runtime between them. The actor
 * acts in environments that show it 0 or 1 and reward an action like that: the same number where
 * actions are discrete, half less than it where they are continuous. Episodes have one step. Owns
 * what it makes, and the algorithm. Not thread-safe.
 */
public final class ActingBench implements AutoCloseable {

  /** What the environments show: 0 or 1, and 1. */
  public static final Space OBSERVATIONS = Space.box(-1, 1, 2);

  private static final int RUN_STEPS = 100_000;

  private final Algorithm algorithm;
  private final int environments;
  private final boolean discrete;
  private final int actionBytes;
  private final ExperienceStore store;
  private final Learner learner;
  private final Actor actor;
  private final VectorStep step;
  private final ByteBuffer actions;
  private final SplittableRandom random = new SplittableRandom(3);
  private long version;
  private float rewardUnit = 1;

  /**
   * A bench.
   *
   * @param algorithm for {@link #OBSERVATIONS} and {@code actions}
   * @param actions discrete, or a box of one number
   * @param environments how many the actor steps together
   * @param device where the learner computes
   */
  public ActingBench(Algorithm algorithm, Space actions, int environments, Device device) {
    this.algorithm = algorithm;
    this.environments = environments;
    discrete = actions instanceof DiscreteSpace;
    actionBytes = actions.byteSize();
    store = algorithm.createStore();
    learner = algorithm.createLearner(run(environments, device), store);
    actor = algorithm.createActor(new ActorContext(0, 1, environments, RUN_STEPS, 1));
    step = new VectorStep(environments, OBSERVATIONS);
    this.actions = DirectBuffers.allocate(environments, actionBytes);
  }

  /** A run with one actor. */
  public static LearnerContext run(int environments, Device device) {
    return new LearnerContext(1, environments, RUN_STEPS, 1, device);
  }

  /** Multiplies what the actor is rewarded by; what is returned here are rewards as before. */
  public void rewardUnit(float unit) {
    rewardUnit = unit;
  }

  /** The learner's store. */
  public ExperienceStore store() {
    return store;
  }

  /** The learner. */
  public Learner learner() {
    return learner;
  }

  /** The actor. */
  public Actor actor() {
    return actor;
  }

  /** Gives the actor the learner's parameters, and lets it act; see {@link #act}. */
  public double play(int steps) {
    publish();
    return act(steps);
  }

  /** Gives the actor the learner's parameters. */
  public void publish() {
    ByteBuffer values = DirectBuffers.allocate(algorithm.parameterLayout().size(), Float.BYTES);
    learner.copyParameters(values);
    long layout = algorithm.parameterLayout().layoutHash();
    actor.update(new ParameterSnapshot(++version, 0, learner.steps(), layout, values.flip()));
  }

  /**
   * Lets the actor act, and puts its rows into the store.
   *
   * @param steps of each environment
   * @return the mean reward
   */
  public double act(int steps) {
    StoreWriter rows = new StoreWriter(store);
    double sum = 0;
    observe();
    for (int t = 0; t < steps; t++) {
      actor.act(step, actions, 0);
      for (int k = 0; k < environments; k++) {
        float shown = step.observations().getFloat(k * OBSERVATIONS.byteSize());
        float reward = reward(k, shown);
        step.rewards()[k] = rewardUnit * reward;
        step.terminated()[k] = true;
        sum += reward;
      }
      step.nextObservations().put(0, step.observations(), 0, step.observations().capacity());
      observe();
      actor.observe(step, rows);
    }
    return sum / (environments * steps);
  }

  private float reward(int k, float shown) {
    if (discrete) {
      return actions.getInt(k * actionBytes) == (int) shown ? 1 : 0;
    }
    float error = actions.getFloat(k * actionBytes) - (shown - 0.5f);
    return -error * error;
  }

  private void observe() {
    for (int k = 0; k < environments; k++) {
      int at = k * OBSERVATIONS.byteSize();
      step.observations().putFloat(at, random.nextInt(2));
      step.observations().putFloat(at + Float.BYTES, 1);
    }
  }

  /** Lets the learner learn from what there is. */
  public void learn() {
    while (learner.step() != LearnerStep.IDLE) {}
  }

  /**
   * Acts and learns in turns.
   *
   * @param steps of each environment in each turn
   * @return the mean reward in the last turn
   */
  public double train(int turns, int steps) {
    double reward = Double.NaN;
    for (int i = 0; i < turns; i++) {
      reward = play(steps);
      learn();
    }
    return reward;
  }

  /** The learner's parameters. */
  public float[] parameters() {
    ByteBuffer values = DirectBuffers.allocate(algorithm.parameterLayout().size(), Float.BYTES);
    learner.copyParameters(values);
    float[] all = new float[algorithm.parameterLayout().size()];
    values.flip().asFloatBuffer().get(all);
    return all;
  }

  /** What the learner reports. */
  public Map<String, Double> report() {
    Map<String, Double> metrics = new HashMap<>();
    learner.report(metrics::put);
    return metrics;
  }

  @Override
  public void close() {
    actor.close();
    learner.close();
    store.close();
    algorithm.close();
  }
}
