package dev.rookery.a3c;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Pacing;
import dev.rookery.core.learning.TargetUpdate;
import dev.rookery.core.replay.OnceReplay;
import dev.rookery.core.returns.NStepWriter;
import dev.rookery.core.returns.RowListener;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.core.value.Explorations;
import dev.rookery.core.value.ScalarQ;
import dev.rookery.core.value.ValueAlgorithm;
import dev.rookery.core.workers.LocalAlgorithm;
import dev.rookery.core.workers.WorkerAlgorithm;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.settings.SettingsException;
import org.jspecify.annotations.Nullable;

/** What each worker of asynchronous Q-learning or Sarsa does. */
final class AsyncQAlgorithm extends ValueAlgorithm implements LocalAlgorithm {

  /** For how many environments of one worker there is room. */
  static final int MAXIMUM_ENVIRONMENTS = 256;

  private final AsyncQConfig config;

  AsyncQAlgorithm(AsyncQConfig config, AlgorithmContext context) {
    super(
        config,
        context,
        new ScalarQ(config.huberKappa()),
        actor -> Explorations.of(config, false),
        config.target() == AsyncTarget.SARSA
            ? new Column[] {TransitionSchema.nextAction()}
            : new Column[0]);
    this.config = config;
  }

  /** The distributed algorithm. */
  static Algorithm create(AsyncQConfig config, AlgorithmContext context) {
    return new WorkerAlgorithm(
        new AsyncQAlgorithm(config, context),
        config,
        config,
        config.rolloutSteps(),
        config.targetUpdateInterval());
  }

  @Override
  public Pacing pacing() {
    return new Pacing.Rounds(config.rolloutSteps(), 0);
  }

  @Override
  public ReplayBuffer createStore() {
    return new OnceReplay(experienceSchema(), config.replayCapacity());
  }

  @Override
  public Learner createLearner(LearnerContext run, ExperienceStore store, Descents descents) {
    if (run.environmentsPerActor() >= MAXIMUM_ENVIRONMENTS) {
      throw new SettingsException(
          "%s has room for fewer than %s environments of one actor, not %s: lower run.environmentsPerActor, and raise run.actors"
              .formatted(config.algorithm(), MAXIMUM_ENVIRONMENTS, run.environmentsPerActor()));
    }
    int rows = config.rolloutSteps() * run.environmentsPerActor();
    return createLearner(run, store, rows, TargetUpdate.never(), descents);
  }

  @Override
  public long updates(LearnerContext run) {
    return config.rollouts(run);
  }

  @Override
  protected NStepWriter createWriter(int environments, @Nullable RowListener listener) {
    return config.target() == AsyncTarget.N_STEP_Q
        ? NStepWriter.ofRollouts(
            experienceSchema(), environments, config.nStep(), config.discount())
        : super.createWriter(environments, listener);
  }
}
