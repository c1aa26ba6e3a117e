package dev.rookery.runtime.guice;

import dev.rookery.training.Training;

/**
 * Says what an application's runs are: environment, algorithm, settings, and parts of the
 * application's own. Guice makes it, so its constructor may have whatever the injector has.
 */
@FunctionalInterface
public interface TrainingSetup {

  /** Configures the builder of a run; called once for each. */
  void configure(Training.Builder training);
}
