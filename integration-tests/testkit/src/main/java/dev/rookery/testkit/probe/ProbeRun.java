package dev.rookery.testkit.probe;

import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.algorithm.Pacing;
import dev.rookery.algorithm.Policy;
import dev.rookery.algorithm.RateLimit;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.environment.VectorEnvironment;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.StoreWriter;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.util.stream.Stream;

/**
 * Trains and evaluates on one thread, with one actor.
 *
 * @param steps of all environments together
 * @param environments how many the actor steps together
 * @param seed of everything
 */
record ProbeRun(int steps, int environments, long seed) {

  private static final int EVALUATED_EPISODES = 20;
  private static final int LONGEST_EVALUATION = 1_000;

  /**
   * What a run led to.
   *
   * @param meanReturn of the policy
   * @param parameters that were learned
   */
  record Result(double meanReturn, ByteBuffer parameters) {}

  ProbeRun {
    if (steps < 1 || environments < 1) {
      throw new IllegalArgumentException("at least 1 step and 1 environment are needed");
    }
  }

  /** Trains, and plays with what was learned. */
  Result train(Algorithm algorithm, Probe probe) {
    try (ExperienceStore store = algorithm.createStore();
        Learner learner =
            algorithm.createLearner(
                new LearnerContext(1, environments, steps, seed, Device.CPU), store);
        Actor actor = algorithm.createActor(new ActorContext(0, 1, environments, steps, seed))) {
      ByteBuffer first = snapshot(algorithm, learner, 0).values();
      act(algorithm, store, learner, actor, probe);
      ParameterSnapshot last = snapshot(algorithm, learner, learner.steps());
      requireMoved(probe, learner, first, last.values());
      return new Result(evaluate(algorithm, last, probe), last.values());
    }
  }

  private static void requireMoved(
      Probe probe, Learner learner, ByteBuffer first, ByteBuffer last) {
    if (learner.steps() == 0) {
      throw new AssertionError(
          probe + ": the learner made no update: does it wait for more experience than it gets?");
    }
    if (first.equals(last)) {
      throw new AssertionError(
          "%s: the learner moves nothing: the parameters are those of the start after %s updates"
              .formatted(probe, learner.steps()));
    }
  }

  private SerialVectorEnvironment environments(Probe probe, long itsSeed) {
    return new SerialVectorEnvironment(
        "Probe" + probe, Stream.generate(probe::create).limit(environments).toList(), itsSeed);
  }

  private void act(
      Algorithm algorithm, ExperienceStore store, Learner learner, Actor actor, Probe probe) {
    try (VectorEnvironment vector = environments(probe, seed)) {
      VectorStep step = VectorStep.of(vector);
      ByteBuffer actions = DirectBuffers.allocate(environments, vector.actionSpace().byteSize());
      StoreWriter rows = new StoreWriter(store);
      vector.reset(step);
      actor.update(snapshot(algorithm, learner, 0));
      long done = 0;
      for (int cycle = 1; done < steps; cycle++) {
        actor.act(step, actions, done);
        vector.step(actions, step);
        actor.observe(step, rows);
        done += environments;
        if (learn(algorithm.pacing(), store, learner, cycle, done)) {
          actor.update(snapshot(algorithm, learner, cycle));
        }
      }
    }
  }

  /** Makes the updates that are due; returns whether there are parameters to publish. */
  private static boolean learn(
      Pacing pacing, ExperienceStore store, Learner learner, int cycle, long done) {
    if (pacing instanceof Pacing.Rounds rounds) {
      if (cycle % rounds.steps() != 0) {
        return false;
      }
      while (learner.step() == LearnerStep.UPDATED) {}
      return true;
    }
    long before = learner.steps();
    while (isDue(pacing, store, learner, done) && learner.step() != LearnerStep.IDLE) {}
    return learner.steps() > before;
  }

  private static boolean isDue(Pacing pacing, ExperienceStore store, Learner learner, long done) {
    if (pacing instanceof RateLimit limit) {
      double owed =
          limit.samplesPerInsert() * (store.inserted() - limit.minimumInserts()) - store.sampled();
      return store.inserted() >= limit.minimumInserts() && owed >= limit.batchSize();
    }
    return learner.steps() < done;
  }

  private static ParameterSnapshot snapshot(Algorithm algorithm, Learner learner, long version) {
    ByteBuffer values = DirectBuffers.allocate(algorithm.parameterLayout().size(), Float.BYTES);
    learner.copyParameters(values);
    if (values.hasRemaining()) {
      throw new AssertionError(
          "copyParameters wrote %s bytes of %s".formatted(values.position(), values.capacity()));
    }
    return new ParameterSnapshot(
        version + 1, 0, learner.steps(), algorithm.parameterLayout().layoutHash(), values.flip());
  }

  private double evaluate(Algorithm algorithm, ParameterSnapshot parameters, Probe probe) {
    try (Policy policy = algorithm.createPolicy(environments);
        VectorEnvironment vector = environments(probe, ~seed)) {
      policy.update(parameters);
      VectorStep step = VectorStep.of(vector);
      ByteBuffer actions = DirectBuffers.allocate(environments, vector.actionSpace().byteSize());
      vector.reset(step);
      int episodes = 0;
      double sum = 0;
      for (int t = 0; t < LONGEST_EVALUATION && episodes < EVALUATED_EPISODES; t++) {
        policy.act(step, actions);
        vector.step(actions, step);
        for (int k = 0; k < environments; k++) {
          if (step.ended(k)) {
            episodes++;
            sum += step.episodeReturns()[k];
          }
        }
      }
      return sum / episodes;
    }
  }
}
