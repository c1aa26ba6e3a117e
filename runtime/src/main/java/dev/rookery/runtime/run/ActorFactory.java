package dev.rookery.runtime.run;

import dev.rookery.Seeds;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.environment.VectorEnvironment;
import dev.rookery.runtime.agent.CalledEnvironment;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.plugins.EnvironmentFactory;
import dev.rookery.runtime.roles.ActorRole;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.RunSettings;
import dev.rookery.transport.Transport;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;

/**
 * Makes actors, in the learner's process and in others.
 *
 * @param settings of the run
 * @param algorithm made from the run's settings
 * @param environments makes environments with their wrappers
 * @param transport to the learner
 * @param own what the program brings itself
 * @param clock for waits
 */
record ActorFactory(
    RunSettings settings,
    Algorithm algorithm,
    EnvironmentFactory environments,
    Transport transport,
    OwnParts own,
    NanoClock clock) {

  /**
   * Makes an actor with fresh environments. Their seeds depend on the steps that the run had made,
   * so that an actor which joins again, or a resumed run, does not repeat earlier episodes.
   */
  public ActorRole actor(ActorSession session) {
    return actor(session, made -> {});
  }

  /**
   * Makes an actor.
   *
   * @param beforeReset is given the environments before their first reset, which may take long
   */
  ActorRole actor(ActorSession session, Consumer<VectorEnvironment> beforeReset) {
    long seed = seed(session);
    return actor(
        session,
        environments.vector(settings.environmentsPerActor(), Seeds.derive(seed, "episodes")),
        seed,
        beforeReset);
  }

  /** Makes the role of an agent, which its simulator calls. */
  ActorRole called(ActorSession session, CalledEnvironment simulator) {
    long seed = seed(session);
    VectorEnvironment one =
        new SerialVectorEnvironment(
            environments.name(),
            List.of(environments.around(simulator)),
            Seeds.derive(seed, "episodes"));
    if (!one.actionSpace().equals(simulator.actionSpace())) {
      throw new SettingsException(
          "a wrapper around %s changes its actions from %s to %s, when its simulator is to take them as they are: leave it out"
              .formatted(environments.name(), simulator.actionSpace(), one.actionSpace()));
    }
    return actor(session, one, seed, made -> {});
  }

  private long seed(ActorSession session) {
    long ofActors = Seeds.derive(settings.seed(), "actor");
    return Seeds.derive(Seeds.derive(ofActors, session.actorId()), session.environmentSteps());
  }

  private ActorRole actor(
      ActorSession session,
      VectorEnvironment vector,
      long seed,
      Consumer<VectorEnvironment> beforeReset) {
    try {
      beforeReset.accept(vector);
      return role(
          session,
          vector,
          algorithm.createActor(
              own.exploring(
                  new ActorContext(
                      session.actorId(),
                      settings.actors(),
                      vector.count(),
                      settings.steps(),
                      Seeds.derive(seed, "exploration")))));
    } catch (RuntimeException | Error e) {
      vector.close();
      throw e;
    }
  }

  private ActorRole role(ActorSession session, VectorEnvironment vector, Actor actor) {
    try {
      return new ActorRole(
          session,
          settings,
          vector,
          actor,
          algorithm.experienceSchema(),
          algorithm.parameterLayout(),
          algorithm.pacing(),
          transport,
          clock);
    } catch (RuntimeException | Error e) {
      actor.close();
      throw e;
    }
  }
}
