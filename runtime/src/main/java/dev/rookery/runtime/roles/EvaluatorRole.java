package dev.rookery.runtime.roles;

import dev.rookery.algorithm.Policy;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.training.Evaluation;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/**
 * Plays greedy episodes with the latest parameters, always on the same seeds, whenever the learner
 * has seen enough new environment steps. Where the listener asks for it, the same parameters play
 * once more on other seeds: of many evaluations on the same seeds some are lucky, so only the
 * second one counts for what is chosen by them.
 */
public final class EvaluatorRole implements Agent {

  /** Hears of evaluations, on the evaluator's thread. */
  public interface Listener {

    /**
     * An evaluation on the seeds that all evaluations share is over.
     *
     * @param snapshot the parameters that played; valid only during the call
     * @return whether they are to play once more on other seeds
     */
    boolean onEvaluation(ParameterSnapshot snapshot, Evaluation evaluation);

    /**
     * The evaluation on other seeds is over.
     *
     * @param snapshot the parameters that played; valid only during the call
     * @param evaluation on the seeds that all evaluations share
     * @param confirmation on the other seeds
     */
    void onConfirmation(ParameterSnapshot snapshot, Evaluation evaluation, Evaluation confirmation);
  }

  /**
   * When evaluations happen.
   *
   * @param interval environment steps between evaluations, above 0
   * @param firstAt environment steps of the first evaluation
   * @param seed of the evaluations
   * @param confirmationSeed of the second evaluation
   */
  public record Plan(long interval, long firstAt, long seed, long confirmationSeed) {}

  private final GreedyEpisodes episodes;
  private final Policy policy;
  private final ParameterReceiver parameters;
  private final Listener listener;
  private final Plan plan;
  private final ByteBuffer latest;
  private final ByteBuffer playedMemory;
  private ParameterSnapshot snapshot;
  private ParameterSnapshot played;
  private @Nullable Evaluation unconfirmed;
  private boolean playing;
  private long nextAt;

  /**
   * Joins the parameter stream.
   *
   * @param episodes played by {@code policy}; the role owns both
   */
  public EvaluatorRole(
      GreedyEpisodes episodes,
      Policy policy,
      ParameterLayout layout,
      Transport transport,
      Plan plan,
      Listener listener) {
    this.episodes = episodes;
    this.policy = policy;
    this.plan = plan;
    this.nextAt = plan.firstAt();
    this.listener = listener;
    latest = layout.allocate();
    playedMemory = layout.allocate();
    snapshot = new ParameterSnapshot(0, 0, 0, layout.layoutHash(), latest);
    played = snapshot;
    parameters = new ParameterReceiver(layout, transport.subscribe(Streams.PARAMETERS), this::keep);
  }

  @Override
  public String roleName() {
    return "evaluator";
  }

  @Override
  public int doWork() {
    int work = parameters.poll();
    if (isDue()) {
      start();
    }
    if (playing) {
      work++;
      if (episodes.step()) {
        finish(episodes.result());
      }
    }
    return work;
  }

  /** Takes parameters that have arrived. */
  public void receive() {
    parameters.poll();
  }

  /** Whether the learner's parameters can arrive. */
  public boolean isConnected() {
    return parameters.isConnected();
  }

  /** The version last received; 0 before the first. */
  public long parameterVersion() {
    return parameters.version();
  }

  /** Whether an evaluation is under way, or about to start. */
  public boolean isBusy() {
    return playing || isDue();
  }

  /** The environment and method that are running now; empty if none is. Any thread may ask. */
  public String activity() {
    return episodes.activity();
  }

  private boolean isDue() {
    return !playing && snapshot.version() > 0 && snapshot.environmentSteps() >= nextAt;
  }

  private void start() {
    played = snapshot.copyTo(playedMemory);
    nextAt = snapshot.environmentSteps() + plan.interval();
    policy.update(played);
    episodes.start(plan.seed());
    playing = true;
  }

  private void finish(Evaluation evaluation) {
    Evaluation first = unconfirmed;
    playing = false;
    unconfirmed = null;
    if (first != null) {
      listener.onConfirmation(played, first, evaluation);
    } else if (listener.onEvaluation(played, evaluation)) {
      unconfirmed = evaluation;
      episodes.start(plan.confirmationSeed());
      playing = true;
    }
  }

  private void keep(ParameterSnapshot arrived) {
    snapshot = arrived.copyTo(latest);
  }

  @Override
  public void onClose() {
    parameters.close();
    policy.close();
    episodes.close();
  }
}
