package dev.rookery.environment;

import dev.rookery.render.Renderer;
import java.util.Optional;

/**
 * An environment around another one, which changes what it needs to and passes the rest on; the
 * base of wrappers. A wrapper that changes the action space, or takes other actions than it is
 * given, also answers for {@link #hasLegalActions} and {@link #legalActions}.
 */
public abstract class EnvironmentWrapper implements Environment {

  /** The environment inside. */
  protected final Environment inner;

  /** A wrapper around {@code inner}, which it owns. */
  protected EnvironmentWrapper(Environment inner) {
    this.inner = inner;
  }

  /** The environment inside. */
  public final Environment inner() {
    return inner;
  }

  @Override
  public Space observationSpace() {
    return inner.observationSpace();
  }

  @Override
  public Space actionSpace() {
    return inner.actionSpace();
  }

  @Override
  public void reset(long seed, Observation observation) {
    inner.reset(seed, observation);
  }

  @Override
  public void step(Action action, Step step) {
    inner.step(action, step);
  }

  /** The renderer of the environment inside, whatever this wrapper makes of its observations. */
  @Override
  public Optional<Renderer> renderer() {
    return inner.renderer();
  }

  @Override
  public boolean hasLegalActions() {
    return inner.hasLegalActions();
  }

  /**
   * {@inheritDoc}
   *
   * @throws EnvironmentException if this wrapper changes the action space, and does not override
   *     this method
   */
  @Override
  public void legalActions(ActionMask mask) {
    if (!mask.actionSpace().equals(inner.actionSpace())) {
      throw new EnvironmentException(
          "the wrapper %s changes the actions from %s to %s: it must override legalActions too"
              .formatted(getClass().getName(), inner.actionSpace(), mask.actionSpace()));
    }
    inner.legalActions(mask);
  }

  @Override
  public void close() {
    inner.close();
  }
}
