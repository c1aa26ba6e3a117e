package dev.rookery.runtime.run;

import dev.rookery.runtime.plugins.PluginKind;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingConfig;
import dev.rookery.training.TrainingEngine;
import dev.rookery.transport.Transport;

/** Where the actors of a run are. */
enum ActorPlacement {
  /** Threads of this process. */
  THREADS,
  /** Processes of this host, which the run starts. */
  PROCESSES,
  /** Other processes, which the run does not start and which join it. */
  REMOTE;

  /**
   * The placement that an order asks for.
   *
   * @throws SettingsException if its settings contradict each other
   */
  static ActorPlacement of(TrainingEngine.Order order, TrainingConfig config) {
    RunSettings run = config.run();
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
    if (run.actorProcesses() == 0) {
      return THREADS;
    }
    refuseOwn(order, PluginKind.ENVIRONMENT, config.environment());
    refuseOwn(order, PluginKind.ALGORITHM, config.algorithm());
    refuseOwn(order, PluginKind.TRANSPORT, config.transport());
    config.wrappers().forEach(wrapper -> refuseOwn(order, PluginKind.WRAPPER, wrapper));
    return PROCESSES;
  }

  private static <P> void refuseOwn(
      TrainingEngine.Order order, PluginKind<P> kind, NamedSettings part) {
    if (kind.among(order.plugins()).stream().map(kind.name()).anyMatch(part.name()::equals)) {
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
    if (this != THREADS && transport.invitation().isEmpty()) {
      throw new SettingsException(
          "transport '%s' does not reach other processes, where the actors are to be: choose one that"
                  .formatted(name)
              + " does, for example aeron");
    }
  }
}
