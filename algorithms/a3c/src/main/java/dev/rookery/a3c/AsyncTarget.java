package dev.rookery.a3c;

/** What a worker's action values move towards. */
public enum AsyncTarget {
  /** The reward and the best next value, one step later (Mnih et al. 2016, algorithm 1). */
  Q,
  /** All rewards to the rollout's end, and the best value there (algorithm S2). */
  N_STEP_Q,
  /** The reward and the value of the action that was taken next (Rummery and Niranjan 1994). */
  SARSA
}
