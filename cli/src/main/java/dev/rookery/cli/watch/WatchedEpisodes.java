package dev.rookery.cli.watch;

import dev.rookery.RookeryException;
import dev.rookery.environment.Environment;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.render.Renderer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plays episodes of one environment on a screen. Used by one thread. */
public final class WatchedEpisodes implements AutoCloseable {

  private final String name;
  private final DrawnEnvironment drawn;
  private final SerialVectorEnvironment environment;

  /**
   * Takes over an environment.
   *
   * @param name its name, for people
   * @throws RookeryException if it cannot be drawn
   */
  public WatchedEpisodes(String name, Environment environment) {
    this.name = name;
    try {
      drawn = new DrawnEnvironment(name, environment);
    } catch (RookeryException e) {
      environment.close();
      throw e;
    }
    this.environment = new SerialVectorEnvironment(name, List.of(drawn), 0);
  }

  /** What draws the environment. */
  public Renderer renderer() {
    return drawn.drawing();
  }

  /** The environment's actions. */
  public Space actionSpace() {
    return environment.actionSpace();
  }

  /**
   * Plays until all episodes have ended or the screen wants no more frames.
   *
   * @param episodes how many, at least 1
   * @param seed decides the episodes' seeds
   * @return the returns of the episodes that have ended: sums of the environment's own rewards
   */
  public List<Double> play(ActionChooser chooser, int episodes, long seed, Screen screen) {
    VectorStep step = VectorStep.of(environment);
    ByteBuffer actions = DirectBuffers.allocate(environment.actionSpace().byteSize());
    List<Double> returns = new ArrayList<>();
    environment.reset(seed, step);
    boolean goOn = screen.show(drawn.first(), status(1, episodes, 0, 0), false);
    while (goOn && returns.size() < episodes) {
      chooser.choose(step, actions);
      environment.step(actions, step);
      boolean ended = step.ended(0);
      String status = status(returns.size() + 1, episodes, drawn.steps(), drawn.episodeReturn());
      goOn = screen.show(drawn.latest(), status, ended);
      if (ended) {
        returns.add(drawn.episodeReturn());
        if (goOn && returns.size() < episodes) {
          goOn = screen.show(drawn.first(), status(returns.size() + 1, episodes, 0, 0), false);
        }
      }
    }
    return returns;
  }

  private String status(int episode, int episodes, int steps, double episodeReturn) {
    boolean isWhole = episodeReturn == Math.rint(episodeReturn);
    return String.format(
        Locale.ROOT,
        isWhole
            ? "%s  episode %d of %d  step %d  return %.0f"
            : "%s  episode %d of %d  step %d  return %.2f",
        name,
        episode,
        episodes,
        steps,
        episodeReturn);
  }

  @Override
  public void close() {
    environment.close();
  }
}
