package dev.rookery.runtime.run;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Policy;
import dev.rookery.runtime.roles.GreedyEpisodes;
import dev.rookery.training.Evaluation;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.NanoClock;

/**
 * The evaluation at the end of a run. Plays on a thread of its own, so that an environment which
 * does not return fails the run instead of holding it up for ever.
 */
final class LastEvaluation implements AutoCloseable {

  private static final long CHECK_MILLIS = 100;
  private static final long INTERRUPTED_MILLIS = 1_000;

  private final Policy policy;
  private final GreedyEpisodes episodes;
  private final EnvironmentGuard guard;
  private volatile boolean leftBehind;

  /**
   * Takes over policy and episodes.
   *
   * @param policy that the episodes are played with
   * @param timeoutSeconds how long one call of an environment may take
   */
  LastEvaluation(Policy policy, GreedyEpisodes episodes, NanoClock clock, double timeoutSeconds) {
    this.policy = policy;
    this.episodes = episodes;
    guard = new EnvironmentGuard(episodes::activity, clock, timeoutSeconds);
  }

  /**
   * Plays the episodes.
   *
   * @param goOn asked before each step; after a no, the result has the episodes that have ended
   * @throws StuckRoleException if an environment does not return
   */
  Evaluation play(long seed, BooleanSupplier goOn) {
    FutureTask<Evaluation> playing = new FutureTask<>(() -> playGuarded(seed, goOn));
    Thread thread = new Thread(playing, "rookery-evaluation");
    thread.setDaemon(true); // One that is stuck does not keep the process.
    thread.start();
    try {
      awaitEnd(thread);
      return playing.get();
    } catch (InterruptedException e) {
      throw new RookeryException("the run's thread was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      } else if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e); // Nothing that is played throws a checked exception.
    }
  }

  private Evaluation playGuarded(long seed, BooleanSupplier goOn) {
    guard.enter();
    try {
      return episodes.play(
          seed,
          () -> {
            guard.leave();
            guard.enter();
            return !leftBehind && goOn.getAsBoolean();
          });
    } finally {
      guard.leave();
    }
  }

  private void awaitEnd(Thread thread) throws InterruptedException {
    try {
      while (thread.isAlive()) {
        guard.check();
        thread.join(CHECK_MILLIS);
      }
    } catch (StuckRoleException e) {
      thread.interrupt();
      thread.join(INTERRUPTED_MILLIS);
      throw e;
    } finally {
      leftBehind = thread.isAlive();
      if (leftBehind) {
        var unused = guard.abandon();
      }
    }
  }

  /** A thread that was left behind keeps what it uses. */
  @Override
  public void close() {
    if (!leftBehind) {
      CloseHelper.closeAll(episodes, policy);
    }
  }
}
