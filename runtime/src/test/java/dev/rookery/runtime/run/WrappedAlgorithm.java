package dev.rookery.runtime.run;

import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Pacing;
import dev.rookery.algorithm.Policy;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.file.Path;

/** Another algorithm, for tests that change a part of it. */
abstract class WrappedAlgorithm implements Algorithm {

  private final Algorithm algorithm;

  WrappedAlgorithm(Algorithm algorithm) {
    this.algorithm = algorithm;
  }

  @Override
  public ExperienceSchema experienceSchema() {
    return algorithm.experienceSchema();
  }

  @Override
  public ParameterLayout parameterLayout() {
    return algorithm.parameterLayout();
  }

  @Override
  public Pacing pacing() {
    return algorithm.pacing();
  }

  @Override
  public ExperienceStore createStore() {
    return algorithm.createStore();
  }

  @Override
  public Learner createLearner(LearnerContext context, ExperienceStore store) {
    return algorithm.createLearner(context, store);
  }

  @Override
  public Actor createActor(ActorContext context) {
    return algorithm.createActor(context);
  }

  @Override
  public Policy createPolicy(int environments) {
    return algorithm.createPolicy(environments);
  }

  @Override
  public void exportPolicy(ParameterSnapshot parameters, Path file) {
    algorithm.exportPolicy(parameters, file);
  }

  @Override
  public void close() {
    algorithm.close();
  }
}
