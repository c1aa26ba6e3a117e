package dev.rookery.algorithm;

import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceWriter;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;

/**
 * Acts in {@code K} environments and writes what it experiences. Its life is this loop, on one
 * thread:
 *
 * <pre>{@code
 * environments.reset(step);
 * while (running) {
 *   if (a new version has arrived) actor.update(parameters);
 *   actor.act(step, actions, environmentSteps);
 *   environments.step(actions, step);
 *   actor.observe(step, rows);
 * }
 * }</pre>
 *
 * <p>{@link #act} and {@link #observe} should allocate nothing. The actor holds a policy's state,
 * if the policy has one, and clears it where {@link VectorStep#ended} says so.
 */
public interface Actor extends AutoCloseable {

  /**
   * Takes new parameters; copies what it needs. Called before the first {@link #act}; where a
   * simulator calls the actor, also between {@link #act} and {@link #observe}.
   */
  void update(ParameterSnapshot parameters);

  /**
   * Chooses an action for each environment, exploring.
   *
   * @param step what the environments led to last: the actor acts on {@link
   *     VectorStep#observations()}, and takes legal actions only if there are {@link
   *     VectorStep#actionMasks()}
   * @param actions receives {@code [K]} actions, packed, in the machine's byte order
   * @param environmentSteps how many steps the whole run has made by now, as far as this actor
   *     knows: what the learner had counted with the latest parameters, and this actor's own steps
   *     since. Never falls; exploration schedules follow it
   */
  void act(VectorStep step, ByteBuffer actions, long environmentSteps);

  /**
   * Sees what the actions of the last {@link #act} led to, and writes the rows that this completes.
   */
  void observe(VectorStep step, ExperienceWriter rows);

  /**
   * Forgets the last {@link #act} in one environment, whose simulator will not tell what it led to:
   * the observation that was acted on was the last of its episode, which counts as cut there.
   * Called in place of {@link #observe}, and only for actors of {@linkplain
   * dev.rookery.environment.ExternalEnvironment simulators that call them}.
   *
   * @param environment which, from 0
   * @param rows receives the rows that this completes
   * @throws UnsupportedOperationException if the actor does not know how to, as by default
   */
  default void abandon(int environment, ExperienceWriter rows) {
    throw new UnsupportedOperationException(
        getClass().getName() + " cannot abandon episodes: it has no method abandon");
  }

  /** Reports what is worth plotting, for example the exploration rate. */
  void report(MetricsRecorder metrics);

  @Override
  void close();
}
