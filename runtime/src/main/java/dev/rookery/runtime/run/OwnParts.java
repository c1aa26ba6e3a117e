package dev.rookery.runtime.run;

import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Exploration;
import dev.rookery.algorithm.Pacing;
import dev.rookery.algorithm.RateLimit;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.metrics.MetricsSinkProvider;
import dev.rookery.settings.SettingsException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a program brings to its run as objects, which no configuration names.
 *
 * @param sinks make metrics sinks
 * @param replay makes the replay, in place of the algorithm's
 * @param exploration makes what each actor explores by, in place of the algorithm's
 */
record OwnParts(
    List<MetricsSinkProvider> sinks,
    Optional<Function<ExperienceSchema, ? extends ReplayBuffer>> replay,
    Optional<Function<ActorContext, ? extends Exploration>> exploration) {

  static final OwnParts NONE = new OwnParts(List.of(), Optional.empty(), Optional.empty());

  /**
   * Checks that the algorithm takes the program's exploration, if it brings one.
   *
   * @throws SettingsException if it does not
   */
  void check(Algorithm algorithm, String name) {
    if (exploration.isPresent() && !algorithm.exploresByValues()) {
      throw new SettingsException(
          "algorithm %s does not choose discrete actions by their values, so it cannot take an exploration; leave it out, or choose one that does, for example dqn"
              .formatted(name));
    }
  }

  /** An actor that explores as the program wants, or as the algorithm's settings say. */
  ActorContext exploring(ActorContext actor) {
    return exploration
        .map(
            factory ->
                actor.withExploration(
                    Objects.requireNonNull(
                        factory.apply(actor), "the factory of the exploration gave null")))
        .orElse(actor);
  }

  /**
   * The learner's store.
   *
   * @throws SettingsException if the program's replay does not fit the algorithm
   */
  ExperienceStore store(Algorithm algorithm) {
    if (replay.isEmpty()) {
      return algorithm.createStore();
    }
    Pacing pacing = algorithm.pacing();
    if (!(pacing instanceof RateLimit)) {
      throw new SettingsException(
          "the algorithm learns at the pace %s and keeps no replay, so it cannot have another one"
              .formatted(pacing));
    }
    ExperienceSchema schema = algorithm.experienceSchema();
    ReplayBuffer own =
        Objects.requireNonNull(replay.get().apply(schema), "the factory of the replay gave null");
    if (own.schema().layoutHash() != schema.layoutHash()) {
      own.close();
      throw new SettingsException(
          "the replay has %s, but the algorithm's rows are %s".formatted(own.schema(), schema));
    }
    return own;
  }
}
