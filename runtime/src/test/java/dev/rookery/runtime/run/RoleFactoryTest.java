package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.inject.Guice;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.roles.ActorRole;
import dev.rookery.runtime.roles.LearnerRole;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingConfig;
import dev.rookery.transport.Transport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run tells the parts of its algorithm. */
class RoleFactoryTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theAlgorithmIsToldWhetherTheEnvironmentHasLegalActions(boolean actionMask) {
    TrainingConfig config =
        new TrainingConfig(
            NamedSettings.of("dqn"),
            new NamedSettings("Taxi-v4", Map.of("actionMask", actionMask)),
            List.of(),
            NamedSettings.of("local"),
            RunSettings.defaults());
    ResolvedConfig resolved = ResolvedConfig.of(config, Plugins.find());
    List<AlgorithmContext> contexts = new ArrayList<>();
    Function<AlgorithmContext, Algorithm> heard =
        context -> {
          contexts.add(context);
          return resolved.algorithm().apply(context);
        };
    RuntimeEngine.algorithm(
            new ResolvedConfig(
                resolved.config(),
                heard,
                resolved.environments(),
                resolved.transport(),
                resolved.transportSettings(),
                resolved.sinks()))
        .close();
    assertEquals(actionMask, contexts.get(0).hasLegalActions());
  }

  @Test
  void learnerAndActorsAreToldTheRunsSize() {
    RunSettings settings =
        RunSettings.defaults()
            .with("actors", 3)
            .with("environmentsPerActor", 2)
            .with("steps", 1234)
            .with("seed", 7)
            .with("learnerDevice", "cpu-staged")
            .with("metrics", List.of());
    TrainingConfig config =
        new TrainingConfig(
            NamedSettings.of("dqn"),
            NamedSettings.of("CartPole-v1"),
            List.of(),
            NamedSettings.of("local"),
            settings);
    ResolvedConfig resolved = ResolvedConfig.of(config, Plugins.find());
    List<LearnerContext> learners = new ArrayList<>();
    List<ActorContext> actors = new ArrayList<>();
    try (Algorithm algorithm = RuntimeEngine.algorithm(resolved);
        Transport transport = resolved.transport().create(resolved.transportSettings())) {
      Algorithm heard =
          new WrappedAlgorithm(algorithm) {
            @Override
            public Learner createLearner(LearnerContext context, ExperienceStore store) {
              learners.add(context);
              return super.createLearner(context, store);
            }

            @Override
            public Actor createActor(ActorContext context) {
              actors.add(context);
              return super.createActor(context);
            }
          };
      RunDirectory directory = RunDirectory.create(folder.resolve("run"));
      RunParts parts =
          Guice.createInjector(new RunModule(resolved, heard, transport, directory, OwnParts.NONE))
              .getInstance(RunParts.class);
      RoleFactory roles = new RoleFactory(parts);
      LearnerRole learner = roles.learner(new LockstepTest.Silent());
      ActorRole actor = roles.actor(learner.openSession(1));
      actor.onClose();
      learner.onClose();
    }
    assertEquals(List.of(new LearnerContext(3, 2, 1234, 7, Device.STAGED_CPU)), learners);
    ActorContext actor = actors.get(0);
    assertEquals(new ActorContext(1, 3, 2, 1234, actor.seed()), actor);
  }
}
