package dev.rookery.cli.watch;

import dev.rookery.RookeryException;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentException;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Step;
import dev.rookery.environment.WrappedEnvironment;
import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;
import java.util.function.Supplier;

/**
 * An environment that is drawn after each reset and each step: whoever steps it may reset it in the
 * same call, and would miss how an episode ended.
 */
final class DrawnEnvironment extends EnvironmentWrapper {

  private final String name;
  private final Renderer renderer;
  private final Frame first;
  private final Frame latest;
  private boolean isNew;
  private double episodeReturn;
  private int steps;

  /**
   * Around an environment with all its wrappers.
   *
   * @param name the environment's name, for messages
   * @throws RookeryException if it cannot be drawn; it is not closed then
   */
  DrawnEnvironment(String name, Environment inner) {
    super(inner);
    this.name = name;
    renderer =
        call(name, inner::renderer)
            .orElseThrow(
                () ->
                    new RookeryException(
                        "environment %s cannot be watched: it offers no renderer".formatted(name)));
    first = call(name, () -> new Frame(renderer.width(), renderer.height()));
    latest = new Frame(first.width(), first.height());
  }

  /** The environment's own renderer. */
  Renderer drawing() {
    return renderer;
  }

  @Override
  public void reset(long seed, Observation observation) {
    inner.reset(seed, observation);
    isNew = true;
    draw(first);
  }

  @Override
  public void step(Action action, Step step) {
    inner.step(action, step);
    double reward =
        inner instanceof WrappedEnvironment wrapped ? wrapped.ownReward() : step.reward();
    episodeReturn = (isNew ? 0 : episodeReturn) + reward;
    steps = (isNew ? 0 : steps) + 1;
    isNew = false;
    draw(latest);
  }

  /** What the last reset led to. */
  Frame first() {
    return first;
  }

  /** What the last step led to. */
  Frame latest() {
    return latest;
  }

  /** The environment's own rewards up to the last step, in its episode. */
  double episodeReturn() {
    return episodeReturn;
  }

  /** The number of the last step in its episode, from 1. */
  int steps() {
    return steps;
  }

  private void draw(Frame frame) {
    frame.fill(0);
    call(
        name,
        () -> {
          renderer.draw(frame);
          return frame;
        });
  }

  private static <T> T call(String name, Supplier<T> call) {
    try {
      return call.get();
    } catch (RookeryException e) {
      throw e;
    } catch (Throwable e) { // also what Kotlin does not declare, and classes that are missing
      throw new EnvironmentException(
          "the renderer of environment %s failed: %s".formatted(name, e), e);
    }
  }
}
