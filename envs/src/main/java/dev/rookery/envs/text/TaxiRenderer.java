package dev.rookery.envs.text;

import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;

/**
 * Draws the town of {@link Taxi}: landmarks in their colours, a ring around the destination, and
 * the passenger in the corner of a landmark or in the taxi.
 */
final class TaxiRenderer implements Renderer {

  static final int ROAD = 0x30363d;
  static final int WALL = 0xf4f1de;
  static final int TAXI = 0xffd23f;
  static final int PASSENGER = 0xffffff;
  static final int DESTINATION = 0xd94fd6;

  private static final int[] LANDMARKS = {0x8c2f2b, 0x2f6b3a, 0x75661c, 0x2b4c8c};
  private static final int CELL = 6;
  private static final GridPicture PICTURE = new GridPicture(TaxiRules.GRID, CELL);

  private final Taxi taxi;

  TaxiRenderer(Taxi taxi) {
    this.taxi = taxi;
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
    int passenger = TaxiRules.passenger(taxi.state());
    int cell = TaxiRules.cell(taxi.state());
    drawTown(frame, TaxiRules.landmark(TaxiRules.destination(taxi.state())));
    PICTURE.square(frame, cell, CELL - 2, TAXI);
    if (passenger == TaxiRules.IN_TAXI) {
      PICTURE.square(frame, cell, 2, PASSENGER);
    } else {
      int waits = TaxiRules.landmark(passenger);
      frame.rectangle(PICTURE.x(waits), PICTURE.y(waits), 2, 2, PASSENGER);
    }
  }

  private static void drawTown(Frame frame, int destination) {
    for (int cell = 0; cell < TaxiRules.GRID.cells(); cell++) {
      int landmark = TaxiRules.landmarkAt(cell);
      int colour = landmark < 0 ? ROAD : LANDMARKS[landmark];
      PICTURE.fill(frame, cell, cell == destination ? DESTINATION : colour);
      PICTURE.square(frame, cell, CELL - 2, colour);
      if (TaxiRules.isWallRightOf(cell)) {
        frame.rectangle(PICTURE.x(cell) + CELL, PICTURE.y(cell) - 1, 1, CELL + 2, WALL);
      }
    }
  }
}
