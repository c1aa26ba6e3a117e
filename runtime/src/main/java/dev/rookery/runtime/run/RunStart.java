package dev.rookery.runtime.run;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.roles.LearnerRole;
import java.util.Optional;

/** What a run begins with, before any of its roles starts. */
@FunctionalInterface
interface RunStart {

  /** With what its learner begins with by itself. */
  RunStart FRESH = (recorder, learner) -> {};

  /** With another run's parameters, if there are any. */
  static RunStart with(Optional<ParameterSnapshot> parameters) {
    return parameters.<RunStart>map(p -> (recorder, learner) -> learner.startFrom(p)).orElse(FRESH);
  }

  /** With its own state, from a checkpoint that is open meanwhile. */
  static RunStart resumed(StateReader checkpoint) {
    return (recorder, learner) -> recorder.load(learner, checkpoint);
  }

  /** Brings the run's state into its parts. */
  void apply(Recorder recorder, LearnerRole learner);
}
