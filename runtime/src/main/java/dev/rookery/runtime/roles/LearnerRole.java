package dev.rookery.runtime.roles;

import dev.rookery.algorithm.Learner;
import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.core.replay.RateLimiter;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.wire.ExperienceReader;
import dev.rookery.runtime.wire.ParameterMessage;
import dev.rookery.runtime.wire.Reports;
import dev.rookery.runtime.wire.WireException;
import dev.rookery.training.RunSettings;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Takes experience in, learns from it, and publishes parameters, at the pace that the rate limiter
 * allows. Counts what the whole run has done.
 */
public final class LearnerRole implements Agent, Checkpointable {

  /** Hears of the learner's life, on its thread. */
  public interface Listener extends Reports.Listener {

    /** A duty cycle is over, between two updates: the time to write metrics and checkpoints. */
    void onCycle(LearnerRole learner);

    /** The role ends; afterwards its learner and store are closed. */
    void onEnd(LearnerRole learner);
  }

  private static final int BLOCKS_PER_CYCLE = 8;

  private final RunSettings settings;
  private final Learner learner;
  private final ExperienceStore store;
  private final Optional<RateLimiter> limiter;
  private final Listener listener;
  private final ExperienceReader reader;
  private final ParameterMessage message;
  private final ParameterLayout layout;
  private final Subscription experience;
  private final Subscription reports;
  private final Publication parameters;
  private final Receipts receipts;
  private final Patience patience;
  private final MessageHandler onExperience = this::takeExperience;
  private final MessageHandler onReport = this::takeReport;
  private final boolean keepStore;
  private long publishedAt;
  private boolean publishing;
  private long version;
  private long blocks;
  private volatile long environmentSteps;
  private volatile long learnerSteps;

  /**
   * Joins the run's streams.
   *
   * @param limiter empty if the learner takes all experience as it comes
   */
  public LearnerRole(
      RunSettings settings,
      Learner learner,
      ExperienceStore store,
      Optional<RateLimiter> limiter,
      ParameterLayout layout,
      Transport transport,
      NanoClock clock,
      Listener listener) {
    this.settings = settings;
    this.learner = learner;
    this.store = store;
    this.limiter = limiter;
    this.listener = listener;
    keepStore = settings.checkpointReplay();
    reader = new ExperienceReader(store.schema());
    this.layout = layout;
    message = new ParameterMessage(layout);
    patience = new Patience(clock, settings.timeoutSeconds());
    experience = transport.subscribe(Streams.EXPERIENCE);
    reports = transport.subscribe(Streams.REPORTS);
    parameters = transport.publish(Streams.PARAMETERS);
    receipts = new Receipts(transport);
  }

  @Override
  public String roleName() {
    return "learner";
  }

  /** Publishes the parameters that it starts with. */
  @Override
  public void onStart() {
    preparePublication();
    publish();
  }

  @Override
  public int doWork() {
    int work = publish() + reports.poll(onReport, 64);
    for (int i = 0; i < BLOCKS_PER_CYCLE && mayInsert(); i++) {
      int polled = experience.poll(onExperience, 1);
      work += polled;
      if (polled == 0) {
        break;
      }
    }
    receipts.send();
    if (mayLearn() && learn()) {
      work++;
    }
    if (work > 0) {
      patience.progress();
    } else {
      patience.check(
          () -> "experience: " + limiter.map(RateLimiter::explanation).orElse("no actor"));
    }
    listener.onCycle(this);
    return work;
  }

  /** Takes experience and reports that have arrived; returns how many blocks came so far. */
  public long receive() {
    reports.poll(onReport, 64);
    experience.poll(onExperience, BLOCKS_PER_CYCLE);
    receipts.send();
    return blocks;
  }

  /** Makes all updates that the experience so far allows; for lockstep. */
  public void learnOwed() {
    long owed = limiter.map(RateLimiter::owedUpdates).orElse(Long.MAX_VALUE);
    for (long i = 0; i < owed && learn(); i++) {}
    publish();
  }

  /** The version last published, or about to be. */
  public long version() {
    return version;
  }

  /** Tries to publish what waits to be; returns whether nothing waits any more. */
  public boolean published() {
    publish();
    return !publishing;
  }

  /** Environment steps of the whole run; any thread may ask. */
  public long environmentSteps() {
    return environmentSteps;
  }

  /** Updates of the whole run; any thread may ask. */
  public long learnerSteps() {
    return learnerSteps;
  }

  /** A copy of the parameters as they are now; on the role's own thread. */
  public ParameterSnapshot snapshot() {
    ByteBuffer values =
        ByteBuffer.allocateDirect(layout.size() * Float.BYTES).order(ByteOrder.nativeOrder());
    learner.copyParameters(values);
    return new ParameterSnapshot(
        version + 1, environmentSteps, learner.steps(), layout.layoutHash(), values.flip());
  }

  /** Reports what is worth plotting; on the role's own thread. */
  public void report(MetricsRecorder metrics) {
    learner.report(metrics);
    metrics.record("replay/size", (double) store.size());
    limiter.ifPresent(
        waits -> {
          metrics.record("replay/insert_wait_seconds", waits.insertWaitNanos() * 1e-9);
          metrics.record("replay/sample_wait_seconds", waits.sampleWaitNanos() * 1e-9);
        });
  }

  private boolean mayInsert() {
    return limiter.isEmpty() || limiter.get().canInsert(settings.blockRows());
  }

  private boolean mayLearn() {
    return limiter.isEmpty() || limiter.get().canSample();
  }

  private boolean learn() {
    if (!learner.step()) {
      return false;
    }
    learnerSteps = learner.steps();
    if (learnerSteps - publishedAt >= settings.publishInterval()) {
      preparePublication();
    }
    return true;
  }

  private void preparePublication() {
    publishedAt = learner.steps();
    message.write(++version, environmentSteps, learner.steps(), learner::copyParameters);
    publishing = true;
  }

  /** Where nobody listens there is nothing to wait for: who joins later gets the next version. */
  private int publish() {
    if (publishing && message.offer(parameters) != Publication.BACK_PRESSURED) {
      publishing = false;
      return 1;
    }
    return 0;
  }

  private void takeExperience(ByteBuffer buffer, int offset, int length, long publisherId) {
    ExperienceReader block = reader.wrap(buffer, offset, length);
    if (block.actorId() < 0 || block.actorId() >= settings.actors()) {
      throw new WireException(
          "a block of actor %d arrived, but the run's actors are 0 to %d"
              .formatted(block.actorId(), settings.actors() - 1));
    }
    if (block.rowCount() > 0) {
      store.insert(block);
    }
    receipts.taken(block.actorId(), block.actorSteps());
    long steps = environmentSteps + block.newSteps();
    environmentSteps = steps; // written by this thread only
    blocks++;
  }

  private void takeReport(ByteBuffer buffer, int offset, int length, long publisherId) {
    Reports.read(buffer, offset, length, listener);
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("environment_steps", environmentSteps);
    state.putLong("version", version);
    learner.save(state.child("learner"));
    state.putLong("has_store", keepStore ? 1 : 0);
    if (keepStore) {
      store.save(state.child("store"));
    }
  }

  @Override
  public void load(StateReader state) {
    environmentSteps = state.getLong("environment_steps");
    version = state.getLong("version");
    learner.load(state.child("learner"));
    learnerSteps = learner.steps();
    if (state.getLong("has_store") == 1) {
      store.load(state.child("store"));
    }
  }

  @Override
  public void onClose() {
    listener.onEnd(this);
    experience.close();
    reports.close();
    parameters.close();
    receipts.close();
    learner.close();
    store.close();
  }
}
