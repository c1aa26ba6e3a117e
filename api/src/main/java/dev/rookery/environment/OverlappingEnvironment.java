package dev.rookery.environment;

/**
 * An environment that waits for something while it is reset or takes a step, such as a simulator
 * elsewhere: its calls are begun in one place and waited for in another, so that those of many
 * copies go on at once.
 *
 * <p>{@link SerialVectorEnvironment} begins the steps of all its copies, and then calls {@link
 * #step} of each, which waits for what was begun; so it is with {@link #reset}. Who does not know
 * of this calls {@link #step} alone, which then begins and waits. A wrapper around it says whether
 * it passes actions on as they are ({@link EnvironmentWrapper#beginStep}); if it does not, the
 * copies wait one after the other.
 */
public interface OverlappingEnvironment extends Environment {

  /**
   * Begins what the next {@link #reset} waits for, which has the same seed.
   *
   * @param seed of the episode
   */
  void beginReset(long seed);

  /**
   * Begins what the next {@link #step} waits for, which has the same action.
   *
   * @param action to be copied: it is another's when this call has returned
   */
  void beginStep(Action action);
}
