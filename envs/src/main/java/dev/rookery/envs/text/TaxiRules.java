package dev.rookery.envs.text;

import dev.rookery.envs.text.TransitionTable.Outcome;
import java.util.List;

/** The town of {@link Taxi}, its states and their transitions. */
final class TaxiRules {

  static final int PICK_UP = 4;
  static final int DROP_OFF = 5;
  static final int IN_TAXI = 4;

  private static final int STATES = 500;
  private static final int ACTIONS = 6;
  private static final int COLUMNS = 5;
  static final Grid GRID = new Grid(5, COLUMNS);
  private static final int[] ROW_STEP = {1, -1, 0, 0};
  private static final int[] COLUMN_STEP = {0, 0, 1, -1};
  private static final int[] LANDMARKS = {0, 4, 20, 23};

  /** The directions to the left and right of south, north, east and west. */
  private static final int[] LEFT_OF = {2, 3, 1, 0};

  private static final int[] RIGHT_OF = {3, 2, 0, 1};

  private static final double STRAIGHT = 0.8;
  private static final double DRIFT = (1 - STRAIGHT) / 2;

  private TaxiRules() {}

  static int cell(int state) {
    return state / 20;
  }

  static int passenger(int state) {
    return state / 4 % 5;
  }

  static int destination(int state) {
    return state % 4;
  }

  /** The cell of a landmark. */
  static int landmark(int index) {
    return LANDMARKS[index];
  }

  /** Which landmark is at a cell; -1 if none. */
  static int landmarkAt(int cell) {
    for (int i = 0; i < LANDMARKS.length; i++) {
      if (LANDMARKS[i] == cell) {
        return i;
      }
    }
    return -1;
  }

  /** The cell where a move leads, which is the same one if a wall or the border is in the way. */
  static int move(int cell, int direction) {
    int columnStep = COLUMN_STEP[direction];
    if (columnStep != 0) {
      int left = cell % COLUMNS + Math.min(columnStep, 0);
      if (isWall(cell / COLUMNS, left)) {
        return cell;
      }
    }
    return GRID.move(cell, ROW_STEP[direction], columnStep);
  }

  /** Whether a wall stands between a column and the next one to the right. */
  private static boolean isWall(int row, int left) {
    return row <= 1 ? left == 1 : row >= 3 && (left == 0 || left == 2);
  }

  /** Whether a wall stands between a cell and the next one to the right. */
  static boolean isWallRightOf(int cell) {
    return isWall(cell / COLUMNS, cell % COLUMNS);
  }

  static TransitionTable table(boolean isRainy) {
    return new TransitionTable(
        STATES, ACTIONS, (state, action) -> outcomes(state, action, isRainy));
  }

  /** Uniform over the states whose passenger waits and is not at the destination. */
  static double[] starts() {
    boolean[] isStart = new boolean[STATES];
    for (int state = 0; state < STATES; state++) {
      isStart[state] = passenger(state) != IN_TAXI && passenger(state) != destination(state);
    }
    return TabularEnvironment.uniformStart(isStart);
  }

  private static List<Outcome> outcomes(int state, int action, boolean isRainy) {
    if (action == PICK_UP) {
      return List.of(pickUp(state));
    } else if (action == DROP_OFF) {
      return List.of(dropOff(state));
    } else if (!isRainy) {
      return List.of(driven(state, action, 1));
    }
    boolean blocked = move(cell(state), action) == cell(state);
    return List.of(
        driven(state, action, STRAIGHT),
        blocked ? stay(state, DRIFT) : driven(state, LEFT_OF[action], DRIFT),
        blocked ? stay(state, DRIFT) : driven(state, RIGHT_OF[action], DRIFT));
  }

  private static Outcome driven(int state, int direction, double probability) {
    int next = move(cell(state), direction) * 20 + state % 20;
    return new Outcome(probability, next, -1, false);
  }

  private static Outcome stay(int state, double probability) {
    return new Outcome(probability, state, -1, false);
  }

  private static Outcome pickUp(int state) {
    int passenger = passenger(state);
    boolean waitsHere = passenger != IN_TAXI && cell(state) == LANDMARKS[passenger];
    return waitsHere
        ? new Outcome(1, withPassenger(state, IN_TAXI), -1, false)
        : new Outcome(1, state, -10, false);
  }

  private static Outcome dropOff(int state) {
    int here = landmarkAt(cell(state));
    if (passenger(state) != IN_TAXI || here < 0) {
      return new Outcome(1, state, -10, false);
    }
    boolean arrived = here == destination(state);
    return new Outcome(1, withPassenger(state, here), arrived ? 20 : -1, arrived);
  }

  private static int withPassenger(int state, int passenger) {
    return state + 4 * (passenger - passenger(state));
  }
}
