package dev.rookery.envs;

import dev.rookery.environment.Environment;
import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;

/** Draws an environment, for tests. */
public final class Drawing {

  private Drawing() {}

  /** The environment's picture now. */
  public static Frame of(Environment environment) {
    Renderer renderer = environment.renderer().orElseThrow();
    Frame frame = new Frame(renderer.width(), renderer.height());
    renderer.draw(frame);
    return frame;
  }
}
