package dev.rookery.runtime.agent;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.Observation;
import dev.rookery.training.Agent;
import java.nio.ByteBuffer;

/** What all agents do with the calls of a simulator: check their order, and pass them on. */
abstract class SimulatorAgent implements Agent {

  private final CalledEnvironment called;
  private boolean inEpisode;

  SimulatorAgent(CalledEnvironment called) {
    this.called = called;
  }

  /** Starts an episode, and returns the first action, from the start of a buffer. */
  abstract ByteBuffer start();

  /** Takes what the last action led to, and returns the next one. */
  abstract ByteBuffer next();

  /** Takes what the last action of an episode led to. */
  abstract void finish();

  /** Forgets the last action. */
  abstract void drop();

  @Override
  public final Observation observation() {
    return called.observation();
  }

  @Override
  public final ActionMask legalActions() {
    return called.toldLegal();
  }

  @Override
  public final Action begin() {
    if (inEpisode) {
      throw new IllegalStateException(
          "an episode is under way: terminate, truncate or abandon it before the next begins");
    }
    called.begin();
    ByteBuffer actions = start();
    called.answered();
    inEpisode = true;
    return called.take(actions);
  }

  @Override
  public final Action act(double reward, double elapsed) {
    requireEpisode();
    called.led(reward, elapsed, false, false);
    try {
      ByteBuffer actions = next();
      called.answered();
      return called.take(actions);
    } catch (RuntimeException | Error e) {
      abandonAfter(e);
      throw e;
    }
  }

  @Override
  public final void terminate(double reward, double elapsed) {
    end(reward, elapsed, true);
  }

  @Override
  public final void truncate(double reward, double elapsed) {
    end(reward, elapsed, false);
  }

  private void end(double reward, double elapsed, boolean terminated) {
    requireEpisode();
    called.led(reward, elapsed, terminated, !terminated);
    try {
      finish();
    } catch (RuntimeException | Error e) {
      abandonAfter(e);
      throw e;
    }
    called.answered();
    inEpisode = false;
  }

  private void abandonAfter(Throwable reason) {
    try {
      abandon();
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public final void abandon() {
    called.answered();
    if (inEpisode) {
      inEpisode = false;
      drop();
    }
  }

  private void requireEpisode() {
    if (!inEpisode) {
      throw new IllegalStateException("no episode is under way: begin one first");
    }
  }
}
