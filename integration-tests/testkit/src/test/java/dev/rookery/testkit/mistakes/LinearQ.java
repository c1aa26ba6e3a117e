package dev.rookery.testkit.mistakes;

import dev.rookery.DataType;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Pacing;
import dev.rookery.algorithm.Policy;
import dev.rookery.algorithm.RateLimit;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;

/**
 * Q-learning with values that are linear in the observation, which is exact where observations are
 * one-hot. It can be told to make a mistake.
 */
final class LinearQ implements Algorithm {

  static final int BATCH = 8;

  private final LinearConfig config;
  private final int features;
  private final int actions;
  private final ExperienceSchema schema;
  private final ParameterLayout layout;

  private LinearQ(LinearConfig config, BoxSpace observations, DiscreteSpace choices) {
    this.config = config;
    features = observations.size();
    actions = choices.n();
    schema =
        ExperienceSchema.of(
            Column.of("observation", observations),
            Column.of("action", choices),
            Column.scalar("reward", DataType.FLOAT32),
            Column.scalar("discount", DataType.FLOAT32),
            Column.of("next_observation", observations));
    layout =
        new ParameterLayout(
            List.of(
                new ParameterLayout.Entry(
                    "weights", List.of((long) actions, (long) features), 0, actions * features)));
  }

  /** Makes it for boxes and choices. */
  static final class Provider implements AlgorithmProvider<LinearConfig> {

    @Override
    public String name() {
      return "linear-q";
    }

    @Override
    public String description() {
      return "Q-learning with linear values";
    }

    @Override
    public LinearConfig defaultSettings() {
      return LinearConfig.of(Mistake.NONE);
    }

    @Override
    public Algorithm create(LinearConfig settings, AlgorithmContext context) {
      if (context.observationSpace() instanceof BoxSpace observations
          && context.actionSpace() instanceof DiscreteSpace choices) {
        return new LinearQ(settings, observations, choices);
      }
      throw new SettingsException("linear-q needs a box to observe, and discrete actions");
    }
  }

  int features() {
    return features;
  }

  int actions() {
    return actions;
  }

  double discount() {
    return config.discount();
  }

  boolean makes(Mistake mistake) {
    return config.mistake() == mistake;
  }

  /** The best action for what is observed, the first of equals. */
  int best(float[] weights, float[] observation) {
    int best = 0;
    for (int a = 1; a < actions; a++) {
      best = value(weights, observation, a) > value(weights, observation, best) ? a : best;
    }
    return best;
  }

  double value(float[] weights, float[] observation, int action) {
    double sum = 0;
    for (int i = 0; i < features; i++) {
      sum += (double) weights[action * features + i] * observation[i];
    }
    return sum;
  }

  @Override
  public ExperienceSchema experienceSchema() {
    return schema;
  }

  @Override
  public ParameterLayout parameterLayout() {
    return layout;
  }

  @Override
  public Pacing pacing() {
    return new RateLimit(BATCH, 8, BATCH, 2 * BATCH);
  }

  @Override
  public ExperienceStore createStore() {
    return new ListReplay(schema);
  }

  @Override
  public Learner createLearner(LearnerContext context, ExperienceStore store) {
    return new LinearLearner(this, (ReplayBuffer) store, context.seed());
  }

  @Override
  public Actor createActor(ActorContext context) {
    return new LinearActor(this, context.seed());
  }

  @Override
  public Policy createPolicy(int environments) {
    return new LinearPolicy(this);
  }

  @Override
  public void exportPolicy(ParameterSnapshot parameters, Path file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
