package dev.rookery.envs.minatar;

/** Which of MinAtar's six actions an agent chooses from. */
public enum ActionSet {
  /** All six, in every game: nothing (0), left (1), up (2), right (3), down (4), fire (5). */
  ALL,
  /** Only those that do something in the game, in the same order, numbered from 0. */
  MINIMAL
}
