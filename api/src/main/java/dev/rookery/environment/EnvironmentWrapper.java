package dev.rookery.environment;

import dev.rookery.render.Renderer;
import java.util.Optional;

/**
 * An environment around another one, which changes what it needs to and passes the rest on; the
 * base of wrappers. A wrapper that changes the action space, or takes other actions than it is
 * given, also answers for {@link #hasLegalActions} and {@link #legalActions}. One that passes
 * actions on as they are lets the steps of {@link OverlappingEnvironment overlapping environments}
 * be begun: its {@link #beginStep} is {@code beginInnerStep(action)}.
 */
public abstract class EnvironmentWrapper implements OverlappingEnvironment {

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

  /** Begins the reset of the environment inside, if that can be begun. */
  @Override
  public void beginReset(long seed) {
    if (inner instanceof OverlappingEnvironment overlapping) {
      overlapping.beginReset(seed);
    }
  }

  /** Does nothing here, as a wrapper may take another action than it is given. */
  @Override
  public void beginStep(Action action) {}

  /**
   * Begins a step of the environment inside, if that can be begun.
   *
   * @param action that {@link #step} then passes on to it first
   */
  protected final void beginInnerStep(Action action) {
    if (inner instanceof OverlappingEnvironment overlapping) {
      overlapping.beginStep(action);
    }
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
