package dev.rookery.envs.text;

/** Cells in rows and columns, numbered row by row; a move off the grid stays where it is. */
record Grid(int rows, int columns) {

  /** One step: up, right, down or left; never two at once. */
  int move(int cell, int rowStep, int columnStep) {
    int row = cell / columns + rowStep;
    int column = cell % columns + columnStep;
    boolean inside = row >= 0 && row < rows && column >= 0 && column < columns;
    return inside ? row * columns + column : cell;
  }

  int cells() {
    return rows * columns;
  }
}
