package dev.rookery.envs.text;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;

/** Draws {@link FrozenLake} from above. */
final class FrozenLakeRenderer implements Renderer {

  static final int ICE = 0xbfd7ea;
  static final int START = 0x8fb3cf;
  static final int HOLE = 0x12304a;
  static final int GOAL = 0x5fcf80;
  static final int AGENT = 0xe4572e;

  private final FrozenLake lake;
  private final String tiles;
  private final GridPicture picture;

  /**
   * For one lake.
   *
   * @param tiles the letters of the map, row by row
   */
  FrozenLakeRenderer(FrozenLake lake, String tiles, Grid grid) {
    this.lake = lake;
    this.tiles = tiles;
    this.picture = new GridPicture(grid, 4);
  }

  @Override
  public int width() {
    return picture.width();
  }

  @Override
  public int height() {
    return picture.height();
  }

  @Override
  public double framesPerSecond() {
    return 4;
  }

  @Override
  public void draw(Frame frame) {
    for (int cell = 0; cell < tiles.length(); cell++) {
      picture.fill(frame, cell, colour(tiles.charAt(cell)));
    }
    picture.square(frame, lake.state(), 2, AGENT);
  }

  private static int colour(char tile) {
    return switch (tile) {
      case 'S' -> START;
      case 'H' -> HOLE;
      case 'G' -> GOAL;
      default -> ICE;
    };
  }
}
