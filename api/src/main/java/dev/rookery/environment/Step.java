package dev.rookery.environment;

/**
 * What one step of an environment led to. The environment writes it; the caller clears it before
 * every step and uses it again.
 */
public final class Step {

  private final Observation observation;
  private double reward;
  private boolean terminated;
  private boolean truncated;
  private double elapsed = 1;

  /** A step that writes its observation to {@code observation}. */
  public Step(Observation observation) {
    this.observation = observation;
  }

  /** A step with an observation of its own, for programs that drive an environment by hand. */
  public static Step of(Space observationSpace) {
    return new Step(new Observation(observationSpace));
  }

  /** The observation after the step; at an episode's end its true last one. */
  public Observation observation() {
    return observation;
  }

  /** The reward for this step. */
  public double reward() {
    return reward;
  }

  /** Sets the reward for this step. */
  public void reward(double value) {
    reward = value;
  }

  /** Whether the task itself ended: there is no return to expect after it. */
  public boolean terminated() {
    return terminated;
  }

  /** Says that the task itself ended. */
  public void terminated(boolean value) {
    terminated = value;
  }

  /** Whether the episode was cut, by a time limit say, though the task would have gone on. */
  public boolean truncated() {
    return truncated;
  }

  /** Says that the episode was cut. */
  public void truncated(boolean value) {
    truncated = value;
  }

  /** How much time the step took; 1 unless the environment says otherwise. */
  public double elapsed() {
    return elapsed;
  }

  /**
   * Says how much time the step took, where decisions are not equally far apart: what comes after
   * it is discounted by γ to the power of this. In the unit of time that γ is the discount of.
   *
   * @param time at least 0, and finite
   */
  public void elapsed(double time) {
    elapsed = time;
  }

  /** Whether the episode is over, for either reason. */
  public boolean ended() {
    return terminated || truncated;
  }

  /** Takes everything but the observation from another step. */
  public void outcome(Step source) {
    reward = source.reward;
    terminated = source.terminated;
    truncated = source.truncated;
    elapsed = source.elapsed;
  }

  /** Back to reward 0, no end, and one unit of time. */
  public void clear() {
    elapsed = 1;
    reward = 0;
    terminated = false;
    truncated = false;
  }
}
