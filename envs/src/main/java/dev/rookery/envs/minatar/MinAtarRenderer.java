package dev.rookery.envs.minatar;

import dev.rookery.environment.Observation;
import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;

/**
 * Draws a game as it is observed: a pixel for each cell, a colour for each channel. Where a cell
 * has objects of several channels, the lowest is seen.
 */
final class MinAtarRenderer implements Renderer {

  static final int PLAYER = 0x5aa9e6;
  static final int PLAYER_BACK = 0x2f6da3;
  static final int FRIENDLY_BULLET = 0xf4f1de;
  static final int ENEMY = 0xe4572e;
  static final int OTHER_ENEMY = 0xc04cfd;
  static final int ENEMY_BULLET = 0xff9f1c;
  static final int TREASURE = 0xffd23f;
  static final int OXYGEN = 0x5fcf80;
  static final int TRAIL = 0x4a5058;

  private final MinAtarGame game;
  private final int[] colours;
  private final Observation observation;

  /**
   * For one game.
   *
   * @param colours of the channels, {@code [channels]}
   */
  MinAtarRenderer(MinAtarGame game, int... colours) {
    this.game = game;
    this.colours = colours;
    this.observation = new Observation(game.observationSpace());
  }

  @Override
  public int width() {
    return MinAtarGame.SIZE;
  }

  @Override
  public int height() {
    return MinAtarGame.SIZE;
  }

  @Override
  public double framesPerSecond() {
    return 15;
  }

  @Override
  public void draw(Frame frame) {
    game.observe(observation);
    for (int channel = colours.length - 1; channel >= 0; channel--) {
      for (int cell = 0; cell < MinAtarGame.SIZE * MinAtarGame.SIZE; cell++) {
        if (observation.getInt(cell * colours.length + channel) == 1) {
          frame.pixel(cell % MinAtarGame.SIZE, cell / MinAtarGame.SIZE, colours[channel]);
        }
      }
    }
  }
}
