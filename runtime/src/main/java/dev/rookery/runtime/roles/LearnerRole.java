package dev.rookery.runtime.roles;

import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.algorithm.Pacing;
import dev.rookery.checkpoint.Checkpointable;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.Opened;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.membership.ConnectedActors;
import dev.rookery.runtime.membership.JoinServer;
import dev.rookery.runtime.membership.RunDescription;
import dev.rookery.runtime.wire.Reports;
import dev.rookery.training.RunSettings;
import dev.rookery.training.StopReason;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives experience, learns from it and publishes parameters, at the pace of the algorithm's
 * {@link Pacing}. Counts the environment steps and updates of the whole run.
 */
public final class LearnerRole implements Agent, Checkpointable {

  /** Is told of reports, duty cycles and the end, on the learner's thread. */
  public interface Listener extends Reports.Listener {

    /** A duty cycle is over. No update is under way: metrics and checkpoints can be written. */
    void onCycle(LearnerRole learner);

    /** The role ends. Its learner and store are closed afterwards. */
    void onEnd(LearnerRole learner);
  }

  private static final Logger LOG = LoggerFactory.getLogger(LearnerRole.class);
  private static final int BLOCKS_PER_CYCLE = 8;
  private static final int REPORTS_PER_CYCLE = 64;

  private final Learner learner;
  private final ExperienceStore store;
  private final Pace pace;
  private final Listener listener;
  private final ParameterLayout layout;
  private final JoinServer joinServer;
  private final ConnectedActors connected;
  private final ExperienceReceiver receiver;
  private final ParameterPublisher parameters;
  private final WaitTimeout waitTimeout;
  private boolean awaitsSimulators;
  private final Supplier<String> missing = this::missing;
  private final ParameterMovement movement = new ParameterMovement(LOG::warn);
  private final boolean keepStore;
  private long publishedAt;
  private long resumedSteps;
  private long resumedUpdates;

  /** Null until the run ends in good order. */
  private volatile @Nullable StopReason stoppedBecause;

  private volatile long environmentSteps;
  private volatile long learnerSteps;

  /**
   * Opens the run's streams. The role owns learner and store, but on failure the caller closes
   * them.
   *
   * @param run what actors that ask to join are told
   * @param pacing of the algorithm
   * @throws dev.rookery.settings.SettingsException if acting and learning could wait for each other
   *     for ever
   */
  public LearnerRole(
      RunSettings settings,
      RunDescription run,
      Learner learner,
      ExperienceStore store,
      Pacing pacing,
      ParameterLayout layout,
      Transport transport,
      NanoClock clock,
      Listener listener) {
    this.learner = learner;
    this.store = store;
    this.listener = listener;
    this.layout = layout;
    keepStore = settings.checkpointReplay();
    waitTimeout = new WaitTimeout(clock, settings.timeoutSeconds());
    Opened opened = new Opened();
    try {
      parameters = opened.add(new ParameterPublisher(layout, transport, clock));
      joinServer =
          opened.add(
              new JoinServer(
                  run,
                  settings.actors(),
                  settings.actorProcesses() > 0,
                  store.schema().layoutHash(),
                  layout.layoutHash(),
                  transport,
                  clock,
                  () -> environmentSteps));
      connected = joinServer.connectedActors();
      pace = Pace.of(pacing, settings, store, connected, clock);
      receiver = new ExperienceReceiver(store, connected, transport, listener, parameters::version);
    } catch (RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  /**
   * Opens a session for an actor of this process. Called before the role starts, or on its thread.
   *
   * @param actorId from 0
   */
  public ActorSession openSession(int actorId) {
    return joinServer.openSession(actorId);
  }

  /** Begins with another run's parameters. Called before the role starts, and not with a load. */
  public void startFrom(ParameterSnapshot first) {
    learner.startFrom(first);
  }

  /**
   * Waits for experience without limit while actors are connected, because their simulators may be
   * silent. Called before the role starts.
   */
  public void awaitSimulators() {
    awaitsSimulators = true;
  }

  @Override
  public String roleName() {
    return "learner";
  }

  /** Publishes the first parameters. */
  @Override
  public void onStart() {
    waitTimeout.reset();
    preparePublication();
    publish();
  }

  @Override
  public int doWork() {
    int joined = joinServer.poll();
    parameters.sendAgainTo(joinServer.oldestVersion());
    int published = publish();
    int work = joined + receiver.pollReports(REPORTS_PER_CYCLE);
    for (int i = 0; i < BLOCKS_PER_CYCLE && pace.mayInsert(); i++) {
      int polled = receiver.pollExperience(1);
      work += polled;
      if (polled == 0) {
        break;
      }
    }
    environmentSteps = receiver.environmentSteps();
    connected.sendReceipts();
    if (pace.mayLearn() && learn()) {
      work++;
    }
    if (work > 0 || (awaitsSimulators && connected.count() > 0)) {
      waitTimeout.reset();
    } else {
      waitTimeout.check(missing);
    }
    listener.onCycle(this);
    return work + published;
  }

  private String missing() {
    String absence = connected.explainAbsence();
    return absence != null ? absence : "experience: " + pace.explanation();
  }

  /** Receives what has arrived; returns how many blocks were received so far. */
  public long receive() {
    joinServer.poll();
    receiver.pollReports(REPORTS_PER_CYCLE);
    receiver.pollExperience(BLOCKS_PER_CYCLE);
    environmentSteps = receiver.environmentSteps();
    connected.sendReceipts();
    return receiver.blocks();
  }

  /** Makes all updates that are due, for lockstep. */
  public void learnOwed() {
    long owed = pace.owedSteps(environmentSteps - resumedSteps, learner.steps() - resumedUpdates);
    for (long i = 0; i < owed && pace.mayLearn() && learn(); i++) {}
    publish();
  }

  /** The version of the last parameters that were published, or are about to be. */
  public long version() {
    return parameters.version();
  }

  /** Publishes parameters that wait; returns whether none waits any longer. */
  public boolean published() {
    publish();
    return !parameters.isWaiting();
  }

  /** Publishes the last parameters again, for roles that were not connected. */
  public void publishAgain() {
    parameters.sendAgain();
    publish();
  }

  /**
   * Makes the role tell actors of other processes, when it closes, that it ends in good order. They
   * end too if the run has reached its end, and wait for another learner if it was stopped. Any
   * thread may call.
   */
  public void endsInOrder(StopReason reason) {
    stoppedBecause = reason;
  }

  /** How many environment steps of the whole run were received. Any thread may call. */
  public long environmentSteps() {
    return environmentSteps;
  }

  /** How many environment steps of an actor were received. Any thread may call. */
  public long receivedSteps(int actorId) {
    return joinServer.receivedSteps(actorId);
  }

  /** How many updates the whole run has made. Any thread may call. */
  public long learnerSteps() {
    return learnerSteps;
  }

  /** How many actors are connected. Called on the role's thread. */
  public int connectedActors() {
    return connected.count();
  }

  /** Copies the current parameters. Called on the role's thread. */
  public ParameterSnapshot snapshot() {
    return snapshot(layout.allocate());
  }

  /**
   * A copy of the parameters as they are now; on the role's own thread.
   *
   * @param values memory that {@link ParameterLayout#allocate()} made
   */
  public ParameterSnapshot snapshot(ByteBuffer values) {
    learner.copyParameters(values.clear());
    return new ParameterSnapshot(
        version() + 1, environmentSteps, learner.steps(), layout.layoutHash(), values.flip());
  }

  /** Records the metrics of learner, actors and replay. Called on the role's thread. */
  public void report(MetricsRecorder metrics) {
    learner.report(metrics);
    connected.report(metrics);
    receiver.report(metrics);
    metrics.record("replay/size", (double) store.size());
    pace.report(metrics);
  }

  /** Makes a step; returns whether that did anything. */
  private boolean learn() {
    LearnerStep done = learner.step();
    learnerSteps = learner.steps();
    boolean publishes = pace.publishesAfter(done, learnerSteps - publishedAt);
    if (publishes) {
      preparePublication();
    }
    return publishes || done != LearnerStep.IDLE;
  }

  private void preparePublication() {
    publishedAt = learner.steps();
    parameters.write(
        environmentSteps,
        learner.steps(),
        values -> {
          learner.copyParameters(values);
          movement.check(values, publishedAt);
        });
  }

  private int publish() {
    if (!parameters.send()) {
      return 0;
    }
    joinServer.parametersPublished();
    return 1;
  }

  @Override
  public void save(StateWriter state) {
    state.putLong("environment_steps", environmentSteps);
    state.putLong("version", version());
    learner.save(state.child("learner"));
    state.putLong("has_store", keepStore ? 1 : 0);
    if (keepStore) {
      store.save(state.child("store"));
    }
  }

  @Override
  public void load(StateReader state) {
    environmentSteps = state.getLong("environment_steps");
    receiver.resumeAt(environmentSteps);
    parameters.resumeAt(state.getLong("version"));
    learner.load(state.child("learner"));
    learnerSteps = learner.steps();
    resumedSteps = environmentSteps;
    resumedUpdates = learnerSteps;
    if (state.getLong("has_store") == 1) {
      store.load(state.child("store"));
    }
  }

  @Override
  public void onClose() {
    try {
      StopReason reason = stoppedBecause;
      if (reason != null) {
        connected.announceEnd(reason != StopReason.STOPPED);
      }
      listener.onEnd(this);
    } finally {
      CloseHelper.closeAll(receiver, joinServer, parameters, learner, store);
    }
  }
}
