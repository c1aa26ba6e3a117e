package dev.rookery.environment;

import dev.rookery.RookeryException;

/**
 * What an agent is told of a simulator that owns its loop, a trading engine say, a game server or a
 * discrete-event simulation: it calls the agent where there is something to decide, and nobody
 * steps or resets it.
 *
 * <pre>{@code
 * try (TrainingRun run = Training.builder()
 *     .environment(new ExternalEnvironment("Market", observations, actions))
 *     .algorithm(DqnConfig.defaults())
 *     .start()) {
 *   Agent agent = run.agents().get(0);
 *   ...
 * }
 * }</pre>
 *
 * <p>Programs that bring agents to a learner elsewhere give the same to {@link
 * dev.rookery.training.JoinBuilder#environment(ExternalEnvironment)}. For the learner's command
 * line a plugin names a subclass, without parameters in its constructor, in {@code
 * META-INF/services/dev.rookery.environment.EnvironmentProvider}.
 */
public class ExternalEnvironment implements EnvironmentProvider {

  private final String name;
  private final Space observationSpace;
  private final Space actionSpace;
  private final boolean legalActions;

  /** A simulator in which every action is always legal. */
  public ExternalEnvironment(String name, Space observationSpace, Space actionSpace) {
    this(name, observationSpace, actionSpace, false);
  }

  /**
   * A simulator.
   *
   * @param legalActions whether it says with each observation which actions are legal
   */
  public ExternalEnvironment(
      String name, Space observationSpace, Space actionSpace, boolean legalActions) {
    this.name = name;
    this.observationSpace = observationSpace;
    this.actionSpace = actionSpace;
    this.legalActions = legalActions;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public String description() {
    return "a simulator that calls the agent";
  }

  /** What the agent observes. */
  public final Space observationSpace() {
    return observationSpace;
  }

  /** What the agent decides. */
  public final Space actionSpace() {
    return actionSpace;
  }

  /** Whether the simulator says with each observation which actions are legal. */
  public final boolean hasLegalActions() {
    return legalActions;
  }

  @Override
  public final boolean isExternal() {
    return true;
  }

  /** Makes something that has the spaces and cannot be stepped. */
  @Override
  public final Environment create(Record settings) {
    return new Environment() {
      @Override
      public Space observationSpace() {
        return observationSpace;
      }

      @Override
      public Space actionSpace() {
        return actionSpace;
      }

      @Override
      public boolean hasLegalActions() {
        return legalActions;
      }

      @Override
      public void reset(long seed, Observation observation) {
        throw ownsItsLoop();
      }

      @Override
      public void step(Action action, Step step) {
        throw ownsItsLoop();
      }
    };
  }

  private RookeryException ownsItsLoop() {
    return new RookeryException(
        "the simulator of %s owns its loop and cannot be stepped: it calls agents, which TrainingRun.agents(), ActorRun.agents() and Training.agent() give"
            .formatted(name));
  }
}
