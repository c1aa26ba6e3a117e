package dev.rookery.runtime.roles;

import dev.rookery.algorithm.Policy;
import dev.rookery.environment.Environment;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.training.Evaluation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays a number of episodes with a policy; the same seed gives the same episodes. Several
 * environments are stepped together; how many episodes each of them plays is fixed beforehand, so
 * that short episodes are not counted more often than long ones.
 */
public final class GreedyEpisodes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GreedyEpisodes.class);

  /** Environments stepped together at most. */
  public static final int MAXIMUM_ENVIRONMENTS = 100;

  private final Policy policy;
  private final double[] returns;
  private final VectorStep step;
  private final ByteBuffer actions;
  private final int[] episodesLeft;
  private final SerialVectorEnvironment environments;
  private int played;
  private int cut;

  /**
   * Takes over the environments.
   *
   * @param name the environment's name, for messages
   * @param copies as many as {@link #environmentCount(int)} says
   * @param policy made for {@link #environmentCount(int)} environments
   * @param episodes how many to play, at least 1
   * @param maximumSteps steps after which an episode is cut: a greedy policy may never end one
   */
  public GreedyEpisodes(
      String name,
      List<? extends Environment> copies,
      Policy policy,
      int episodes,
      int maximumSteps) {
    this.policy = policy;
    returns = new double[episodes];
    episodesLeft = new int[copies.size()];
    environments = new SerialVectorEnvironment(name, copies, 0, maximumSteps);
    step = VectorStep.of(environments);
    actions = DirectBuffers.allocate(copies.size(), environments.actionSpace().byteSize());
  }

  /** How many environments are stepped together for so many episodes. */
  public static int environmentCount(int episodes) {
    return Math.min(episodes, MAXIMUM_ENVIRONMENTS);
  }

  /** Starts all episodes anew; the seed decides the episodes' seeds. */
  public void start(long seed) {
    environments.reset(seed, step);
    played = 0;
    cut = 0;
    for (int k = 0; k < episodesLeft.length; k++) {
      episodesLeft[k] =
          returns.length / episodesLeft.length + (k < returns.length % episodesLeft.length ? 1 : 0);
    }
  }

  /** Steps every environment once; returns whether all episodes are over. */
  public boolean step() {
    policy.act(step, actions);
    environments.step(actions, step);
    for (int k = 0; k < episodesLeft.length; k++) {
      if (step.ended(k) && episodesLeft[k] > 0) {
        episodesLeft[k]--;
        cut += environments.wasCut(k) ? 1 : 0;
        returns[played++] = step.episodeReturns()[k];
      }
    }
    return played == returns.length;
  }

  /** Plays all episodes from the start. */
  public Evaluation play(long seed) {
    return play(seed, () -> true);
  }

  /**
   * Plays episodes from the start.
   *
   * @param goOn asked before each step; after a no, the result has the episodes that have ended
   */
  public Evaluation play(long seed, BooleanSupplier goOn) {
    start(seed);
    boolean over = false;
    while (!over && goOn.getAsBoolean()) {
      over = step();
    }
    return result();
  }

  /** The evaluation of the episodes that have ended since the start. */
  public Evaluation result() {
    return Evaluation.of(Arrays.copyOf(returns, played), cut);
  }

  /**
   * Warns people if episodes of an evaluation that they are shown were cut. Evaluations in the
   * middle of a run do not warn: a policy that has hardly learned may well be unable to end an
   * episode.
   *
   * @param name the environment's name
   * @param maximumSteps after which episodes were cut
   */
  public static void warnIfCut(Evaluation evaluation, String name, int maximumSteps) {
    if (evaluation.cutEpisodes() > 0) {
      LOG.warn(
          "{} of {} greedy episodes of {} did not end within {} steps and were cut: their returns are"
              + " those until then; if episodes are to be longer, raise the limit"
              + " (run.evaluationMaximumSteps, or --maximum-steps of 'evaluate'); if they may never"
              + " end, let the environment or the wrapper time-limit truncate them",
          evaluation.cutEpisodes(),
          evaluation.episodes(),
          name,
          maximumSteps);
    }
  }

  /** The environment and method that are running now; empty if none is. Any thread may ask. */
  public String activity() {
    return environments.activity();
  }

  @Override
  public void close() {
    environments.close();
  }
}
