package dev.rookery.runtime.roles;

import dev.rookery.algorithm.Policy;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.training.Evaluation;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.Agent;

/**
 * Plays greedy episodes with the latest parameters, always on the same seeds, whenever the learner
 * has seen enough new environment steps. Where their mean return reaches a threshold, the same
 * parameters play once more on other seeds: who is asked often enough is lucky once, so only this
 * second evaluation counts.
 */
public final class EvaluatorRole implements Agent {

  /** Hears of evaluations. */
  @FunctionalInterface
  public interface Listener {

    /**
     * An evaluation is over.
     *
     * @param snapshot the parameters that played; valid only during the call
     * @param confirmed whether they have reached the threshold on both sets of seeds; {@code
     *     evaluation} is then the second
     */
    void onEvaluation(ParameterSnapshot snapshot, Evaluation evaluation, boolean confirmed);
  }

  /**
   * When evaluations happen.
   *
   * @param interval environment steps between evaluations, above 0
   * @param firstAt environment steps of the first evaluation
   * @param threshold mean return to reach; infinity: none
   * @param seed of the evaluations
   * @param confirmationSeed of the second evaluation
   */
  public record Plan(
      long interval, long firstAt, double threshold, long seed, long confirmationSeed) {}

  private enum State {
    IDLE,
    PLAYING,
    CONFIRMING
  }

  private final GreedyEpisodes episodes;
  private final Policy policy;
  private final ParameterReceiver parameters;
  private final Listener listener;
  private final Plan plan;
  private final ByteBuffer latest;
  private final ByteBuffer playing;
  private ParameterSnapshot snapshot;
  private ParameterSnapshot played;
  private State state = State.IDLE;
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
    int bytes = layout.size() * Float.BYTES;
    latest = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    playing = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
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
    if (state != State.IDLE) {
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
    return state != State.IDLE || isDue();
  }

  /** What it waits for within its environments; empty if it does not. Any thread may ask. */
  public String activity() {
    return episodes.activity();
  }

  private boolean isDue() {
    return state == State.IDLE && snapshot.version() > 0 && snapshot.environmentSteps() >= nextAt;
  }

  private void start() {
    played = snapshot.copyTo(playing);
    nextAt = snapshot.environmentSteps() + plan.interval();
    policy.update(played);
    episodes.start(plan.seed());
    state = State.PLAYING;
  }

  private void finish(Evaluation evaluation) {
    boolean reached = evaluation.meanReturn() >= plan.threshold();
    boolean confirmed = state == State.CONFIRMING && reached;
    if (state == State.PLAYING && reached) {
      episodes.start(plan.confirmationSeed());
      state = State.CONFIRMING;
    } else {
      state = State.IDLE;
    }
    listener.onEvaluation(played, evaluation, confirmed);
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
