package dev.rookery.runtime.run;

import dev.rookery.Seeds;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Policy;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.Opened;
import dev.rookery.runtime.agent.CalledEnvironment;
import dev.rookery.runtime.agent.RunAgent;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.roles.ActorRole;
import dev.rookery.runtime.roles.EvaluatorRole;
import dev.rookery.runtime.roles.GreedyEpisodes;
import dev.rookery.runtime.roles.LearnerRole;
import dev.rookery.training.RunSettings;
import java.util.Optional;

/** Makes the roles of a run from its parts. */
final class RoleFactory {

  private final RunParts parts;
  private final RunSettings settings;
  private final Algorithm algorithm;
  private final ActorFactory actors;
  private final long seed;

  RoleFactory(RunParts parts) {
    this.parts = parts;
    settings = parts.config().run();
    algorithm = parts.algorithm();
    actors =
        new ActorFactory(
            settings,
            algorithm,
            parts.environments(),
            parts.transport(),
            parts.own(),
            parts.clock());
    seed = settings.seed();
  }

  LearnerRole learner(LearnerRole.Listener listener) {
    Opened opened = new Opened();
    try {
      ExperienceStore store = opened.add(parts.own().store(algorithm));
      Learner learner =
          opened.add(
              algorithm.createLearner(
                  new LearnerContext(
                      settings.actors(),
                      settings.environmentsPerActor(),
                      settings.steps(),
                      seed,
                      new Device(settings.learnerDevice())),
                  store));
      LearnerRole role =
          new LearnerRole(
              settings,
              parts.description(),
              learner,
              store,
              algorithm.pacing(),
              algorithm.parameterLayout(),
              parts.transport(),
              parts.clock(),
              listener);
      if (parts.environments().isExternal()) {
        role.awaitSimulators();
      }
      return role;
    } catch (RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  /** Makes an actor of this process. */
  ActorRole actor(ActorSession session) {
    return actors.actor(session);
  }

  /** Makes an agent of this process. */
  RunAgent agent(ActorSession session) {
    CalledEnvironment simulator = CalledEnvironment.of(parts.environments());
    RunAgent agent = new RunAgent(simulator, 0, () -> "a run");
    agent.attach(actors.called(session, simulator));
    return agent;
  }

  /** Makes the evaluator, if evaluations before the end are wanted. */
  Optional<EvaluatorRole> evaluator(EvaluatorRole.Listener listener, long resumedAt) {
    if (settings.evaluationInterval() == 0) {
      return Optional.empty();
    }
    EvaluatorRole.Plan plan =
        new EvaluatorRole.Plan(
            settings.evaluationInterval(),
            resumedAt + settings.evaluationInterval(),
            Seeds.derive(seed, "evaluation"),
            confirmationSeed());
    Opened opened = new Opened();
    try {
      Policy policy = opened.add(greedyPolicy());
      return Optional.of(
          new EvaluatorRole(
              opened.add(greedyEpisodes(policy)),
              policy,
              algorithm.parameterLayout(),
              parts.transport(),
              plan,
              listener));
    } catch (RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  /** Makes the evaluation of the last parameters. */
  LastEvaluation lastEvaluation(ParameterSnapshot parameters) {
    Opened opened = new Opened();
    try {
      Policy policy = opened.add(greedyPolicy());
      policy.update(parameters);
      return new LastEvaluation(
          policy, greedyEpisodes(policy), parts.clock(), settings.timeoutSeconds());
    } catch (RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  private Policy greedyPolicy() {
    return algorithm.createPolicy(GreedyEpisodes.environmentCount(settings.evaluationEpisodes()));
  }

  private GreedyEpisodes greedyEpisodes(Policy policy) {
    int count = GreedyEpisodes.environmentCount(settings.evaluationEpisodes());
    return new GreedyEpisodes(
        parts.environments().name(),
        parts.environments().copies(count),
        policy,
        settings.evaluationEpisodes(),
        settings.evaluationMaximumSteps());
  }

  /** The seed of the evaluation that the report shows. */
  long confirmationSeed() {
    return Seeds.derive(seed, "confirmation");
  }
}
