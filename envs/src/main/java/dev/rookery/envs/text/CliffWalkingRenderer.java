package dev.rookery.envs.text;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;

/** Draws {@link CliffWalking} from above. */
final class CliffWalkingRenderer implements Renderer {

  static final int GRASS = 0x7a9e6b;
  static final int START = 0x5c7d50;
  static final int CLIFF = 0x3b2a20;
  static final int GOAL = 0xf4f1de;
  static final int AGENT = 0xe4572e;

  private static final GridPicture PICTURE = new GridPicture(CliffWalking.GRID, 4);

  private final CliffWalking walk;

  CliffWalkingRenderer(CliffWalking walk) {
    this.walk = walk;
  }

  @Override
  public int width() {
    return PICTURE.width();
  }

  @Override
  public int height() {
    return PICTURE.height();
  }

  @Override
  public double framesPerSecond() {
    return 4;
  }

  @Override
  public void draw(Frame frame) {
    for (int cell = 0; cell < CliffWalking.GRID.cells(); cell++) {
      PICTURE.fill(frame, cell, CliffWalking.isCliff(cell) ? CLIFF : GRASS);
    }
    PICTURE.fill(frame, CliffWalking.START, START);
    PICTURE.fill(frame, CliffWalking.GOAL, GOAL);
    PICTURE.square(frame, walk.state(), 2, AGENT);
  }
}
