package dev.rookery.runtime.run;

import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.PluginKind;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.KeptPolicy;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingConfig;
import dev.rookery.training.TrainingEngine;
import dev.rookery.transport.Transport;

/** Where the actors of a run are. */
enum ActorPlacement {
  /** Threads of this process. */
  THREADS,
  /** Agents of this process, which a simulator calls. */
  AGENTS,
  /** Processes of this host, which the run starts. */
  PROCESSES,
  /** Other processes, which the run does not start and which join it. */
  REMOTE;

  /**
   * The placement that an order asks for.
   *
   * @throws SettingsException if its settings contradict each other
   */
  static ActorPlacement of(TrainingEngine.Order order, ResolvedConfig resolved) {
    TrainingConfig config = resolved.config();
    RunSettings run = config.run();
    boolean external = resolved.environments().isExternal();
    if (external) {
      checkExternal(config.environment().name(), run);
    }
    if (order.exploration().isPresent() && (order.remoteActors() || run.actorProcesses() > 0)) {
      throw new SettingsException(
          "the exploration is this program's own, which actors in other processes cannot make: leave out %s, or offer an algorithm that explores so by an AlgorithmProvider named in META-INF/services"
              .formatted(order.remoteActors() ? "remoteActors" : "actorProcesses"));
    }
    if (order.remoteActors()) {
      if (run.lockstep()) {
        throw new SettingsException(
            "lockstep runs everything on one thread: no actor can join from elsewhere; leave out"
                + " lockstep");
      }
      if (run.actorProcesses() > 0) {
        throw new SettingsException(
            "actorProcesses %s cannot go with actors that join from elsewhere: leave it out"
                .formatted(run.actorProcesses()));
      }
      return REMOTE;
    }
    if (external) {
      return agents(order, config);
    }
    if (run.actorProcesses() == 0) {
      return THREADS;
    }
    refuseOwn(order, PluginKind.ENVIRONMENT, config.environment());
    refuseOwn(order, PluginKind.ALGORITHM, config.algorithm());
    refuseOwn(order, PluginKind.TRANSPORT, config.transport());
    config.wrappers().forEach(wrapper -> refuseOwn(order, PluginKind.WRAPPER, wrapper));
    return PROCESSES;
  }

  private static ActorPlacement agents(TrainingEngine.Order order, TrainingConfig config) {
    String name = config.environment().name();
    if (isOwn(order, PluginKind.ENVIRONMENT, config.environment())) {
      return AGENTS;
    }
    throw new SettingsException(
        "the simulator of %s owns its loop, and none is here to call the agents: train from the simulator's program, with Training.builder().environment(…), or start 'rookery learner', which it joins"
            .formatted(name));
  }

  /** What needs environments that can be stepped. */
  private static void checkExternal(String name, RunSettings run) {
    String why =
        "the simulator of %s owns its loop and cannot be asked for steps: ".formatted(name);
    if (run.lockstep() || run.actorProcesses() > 0) {
      throw new SettingsException(why + "leave out lockstep and actorProcesses");
    }
    if (run.environmentsPerActor() != 1) {
      throw new SettingsException(
          "%sset environmentsPerActor to 1, not %s, and actors to the number of agents"
              .formatted(why, run.environmentsPerActor()));
    }
    if (run.evaluationInterval() != 0 || run.keep() == KeptPolicy.BEST) {
      throw new SettingsException(
          why + "nothing can be evaluated; set evaluationInterval to 0 and keep to last");
    }
  }

  private static <P> boolean isOwn(
      TrainingEngine.Order order, PluginKind<P> kind, NamedSettings part) {
    return kind.among(order.plugins()).stream().map(kind.name()).anyMatch(part.name()::equals);
  }

  private static <P> void refuseOwn(
      TrainingEngine.Order order, PluginKind<P> kind, NamedSettings part) {
    if (isOwn(order, kind, part)) {
      throw new SettingsException(
          "%s %s is this program's own, which actor processes cannot make: offer it by"
                  .formatted(kind.label(), part.name())
              + " %s %s named in META-INF/services, or leave out actorProcesses"
                  .formatted(
                      kind.type().getSimpleName().matches("[AEIOU].*") ? "an" : "a",
                      kind.type().getSimpleName()));
    }
  }

  /**
   * Checks that a transport reaches the actors.
   *
   * @throws SettingsException if it does not
   */
  void check(Transport transport, String name) {
    if (this != THREADS && this != AGENTS && transport.invitation().isEmpty()) {
      throw new SettingsException(
          "transport '%s' does not reach other processes, where the actors are to be: choose one that"
                  .formatted(name)
              + " does, for example aeron");
    }
  }
}
