package dev.rookery.envs.text;

import dev.rookery.render.Frame;

/**
 * Draws on the cells of a grid, which are squares with a line of one pixel around each.
 *
 * @param grid the cells
 * @param side of a cell, in pixels, without the line
 */
record GridPicture(Grid grid, int side) {

  int width() {
    return grid.columns() * (side + 1) + 1;
  }

  int height() {
    return grid.rows() * (side + 1) + 1;
  }

  /** The left edge of a cell, in pixels. */
  int x(int cell) {
    return cell % grid.columns() * (side + 1) + 1;
  }

  /** The upper edge of a cell, in pixels. */
  int y(int cell) {
    return cell / grid.columns() * (side + 1) + 1;
  }

  /** Fills a cell. */
  void fill(Frame frame, int cell, int colour) {
    square(frame, cell, side, colour);
  }

  /** Fills a square in the middle of a cell. */
  void square(Frame frame, int cell, int size, int colour) {
    double margin = (side - size) / 2.0;
    frame.rectangle(x(cell) + margin, y(cell) + margin, size, size, colour);
  }
}
