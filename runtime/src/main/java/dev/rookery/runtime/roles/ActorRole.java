package dev.rookery.runtime.roles;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.Pacing;
import dev.rookery.environment.VectorEnvironment;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.Opened;
import dev.rookery.runtime.Retry;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.membership.LearnerConnection;
import dev.rookery.runtime.membership.SessionLostException;
import dev.rookery.runtime.wire.ExperienceBlocks;
import dev.rookery.runtime.wire.Reports;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.training.RunSettings;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps the environments of one actor and sends the rows to the learner. The actor steps only when
 * all earlier full blocks are sent, and it is at most {@code run.maximumLead} steps ahead of what
 * the learner has received. So a slow learner slows the actor down, and no row is lost or old.
 *
 * <p>{@link #doWork} does all of that. Where a simulator owns the loop, what it says leads to
 * {@link #reset}, {@link #act} and {@link #observe} instead, an action is chosen when {@link
 * #prepare} says so, and {@link #keep} is called in between.
 */
public final class ActorRole implements Agent {

  private static final Logger LOG = LoggerFactory.getLogger(ActorRole.class);

  /** How long an actor waits for the learner to take its last rows, and then that it leaves. */
  private static final long LEAVE_NANOS = 500_000_000L;

  private final ActorSession session;
  private final VectorEnvironment environments;
  private final Actor actor;
  private final VectorStep step;
  private final ByteBuffer actions;
  private final ExperienceBlocks blocks;
  private final Reports reports;
  private final Publication experience;
  private final Publication reportStream;
  private final ParameterReceiver parameters;
  private final LearnerConnection learner;
  private final NanoClock clock;
  private final long maximumLead;
  private final WaitTimeout waitTimeout;
  private final Supplier<String> firstParameters;
  private final Supplier<String> experienceTaken;
  private final Supplier<String> nextParameters;

  /** Null where the actor takes parameters as they come. */
  private final @Nullable ActorRounds rounds;

  /** Whether rows go out as they come, and not when they fill a block. */
  private final boolean sendsAtOnce;

  private final MetricsRecorder onMeasurement = this::sendMeasurement;
  private final long measurementInterval;
  private final double[] endedReturns;
  private final double[] endedLearnerReturns;
  private final int[] endedLengths;
  private int ended;
  private String failure = "";
  private boolean wasConnected;
  private boolean disconnected;
  private long otherSteps;
  private long nextMeasurement;

  /**
   * Opens the run's streams and resets the environments.
   *
   * @param session of the actor, opened by the learner
   * @param pacing of the algorithm
   * @param actor made for as many environments as {@code environments} has; the role owns both, but
   *     on failure the caller closes them
   */
  public ActorRole(
      ActorSession session,
      RunSettings settings,
      VectorEnvironment environments,
      Actor actor,
      ExperienceSchema schema,
      ParameterLayout layout,
      Pacing pacing,
      Transport transport,
      NanoClock clock) {
    this.session = session;
    this.environments = environments;
    this.actor = actor;
    this.clock = clock;
    int count = environments.count();
    step = VectorStep.of(environments);
    actions = DirectBuffers.allocate(count, environments.actionSpace().byteSize());
    blocks = new ExperienceBlocks(schema, settings.blockRows(), session.actorId(), session.id());
    reports = new Reports(session.actorId(), session.id());
    otherSteps = session.environmentSteps();
    endedReturns = new double[count];
    endedLearnerReturns = new double[count];
    endedLengths = new int[count];
    measurementInterval = Math.max(1, settings.metricsInterval() / settings.actors());
    waitTimeout = new WaitTimeout(clock, settings.timeoutSeconds());
    maximumLead = settings.maximumLead();
    sendsAtOnce = pacing instanceof Pacing.Free;
    rounds = pacing instanceof Pacing.Rounds of ? new ActorRounds(of) : null;
    Opened opened = new Opened();
    try {
      parameters =
          opened.add(
              new ParameterReceiver(
                  layout, transport.subscribe(Streams.PARAMETERS), this::takeParameters));
      learner = opened.add(new LearnerConnection(session, transport, clock));
      experience = opened.add(transport.publish(Streams.EXPERIENCE));
      reportStream = opened.add(transport.publish(Streams.REPORTS));
      environments.reset(step);
    } catch (RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
    firstParameters = () -> "the learner's first parameters: " + learner.lastContact();
    experienceTaken =
        () -> "the learner to take experience: it is stuck, or gone; " + learner.lastContact();
    nextParameters =
        () ->
            "the other actors to end their round, and the learner to learn from it; "
                + learner.lastContact();
  }

  @Override
  public String roleName() {
    return "actor-" + session.actorId();
  }

  /**
   * {@inheritDoc}
   *
   * @throws SessionLostException if the learner ended the session, or was restarted
   */
  @Override
  public int doWork() {
    int work = receiveAll();
    sendHeartbeat();
    if (!mayStep()) {
      return work;
    }
    try {
      step();
    } catch (RuntimeException | Error e) {
      failure = describe(e);
      throw e;
    }
    return work + 1;
  }

  /**
   * Does what there is to do for an actor that waits for its simulator: messages come and go. May
   * be called at any time between the calls of the simulator.
   */
  public void keep() {
    receive();
    sendHeartbeat();
    flush();
  }

  /**
   * Receives what has arrived; returns whether an action may be chosen now.
   *
   * @throws WaitTimeoutException if that has not been so for too long, while it was asked for
   */
  public boolean prepare() {
    receiveAll();
    sendHeartbeat();
    return mayStep();
  }

  private boolean mayStep() {
    if (parameters.version() == 0) {
      waitTimeout.check(firstParameters);
      return false;
    }
    if (!sendReports() || !sendExperience() || isAhead()) {
      waitTimeout.check(experienceTaken);
      return false;
    }
    if (rounds != null && rounds.isOver() && !rounds.mayBegin(parameters.version())) {
      waitTimeout.check(nextParameters);
      return false;
    }
    waitTimeout.reset();
    return true;
  }

  /** The wait for the next {@link #prepare} begins now. */
  public void resetWait() {
    waitTimeout.reset();
  }

  private boolean sendExperience() {
    if (isAhead() || (rounds != null && rounds.isOver())) {
      return blocks.sendAll(experience);
    }
    return sendsAtOnce ? blocks.sendRows(experience) : blocks.sendFull(experience);
  }

  /** Describes a failure in one line for people. */
  public static String describe(Throwable failure) {
    String message = failure.getMessage();
    return failure instanceof RookeryException && message != null ? message : failure.toString();
  }

  /** As soon as parameters can arrive, a heartbeat tells the learner that the actor has none. */
  private void sendHeartbeat() {
    if (!wasConnected && parameters.isConnected()) {
      wasConnected = true;
      learner.sendHeartbeatSoon();
    }
    learner.sendHeartbeat(parameters.version());
  }

  /** Whether one more step would exceed the lead over what the learner has received. */
  private boolean isAhead() {
    long outstanding = blocks.environmentSteps() - learner.receivedSteps();
    return outstanding > 0 && outstanding + step.count() > maximumLead;
  }

  /** Reads the parameters and receipts that have arrived. */
  public void receive() {
    receiveAll();
  }

  /** Parameters do not change within a round. */
  private int receiveAll() {
    int received = rounds == null || rounds.isOver() ? parameters.poll() : 0;
    return received + learner.poll();
  }

  /** Whether messages can arrive in both directions on all streams. */
  public boolean isConnected() {
    return experience.isConnected()
        && reportStream.isConnected()
        && parameters.isConnected()
        && learner.isConnected();
  }

  /** The version of the parameters that act; 0 before the first. */
  public long parameterVersion() {
    return parameters.version();
  }

  /** Steps every environment once; parameters must have arrived before. */
  public void step() {
    act();
    observe();
  }

  /** Starts an episode in every environment. */
  public void reset() {
    environments.reset(step);
  }

  /** Chooses actions; parameters must have arrived before, and a round may begin with them. */
  public void act() {
    if (rounds != null && !disconnected) {
      rounds.act(parameters.version());
    }
    actor.act(step, actions, runSteps());
  }

  /** The actions that were chosen, packed. */
  public ByteBuffer actions() {
    return actions;
  }

  /** Forgets the actions that were chosen: nobody will tell what they led to. */
  public void abandon() {
    for (int k = 0; k < step.count(); k++) {
      actor.abandon(k, blocks);
    }
  }

  /** Lets the environments take the actions, and learns nothing from it, as the run is over. */
  public void stepOnly() {
    environments.step(actions, step);
  }

  /** Lets the environments take the actions, and writes what it led to. */
  public void observe() {
    environments.step(actions, step);
    actor.observe(step, blocks);
    if (rounds != null) {
      rounds.observe();
    }
    int count = step.count();
    blocks.addEnvironmentSteps(count);
    for (int k = 0; k < count; k++) {
      if (step.ended(k)) {
        endedReturns[ended] = step.episodeReturns()[k];
        endedLearnerReturns[ended] = step.learnerReturns()[k];
        endedLengths[ended++] = step.episodeLengths()[k];
      }
    }
    if (blocks.environmentSteps() >= nextMeasurement) {
      nextMeasurement = blocks.environmentSteps() + measurementInterval;
      actor.report(onMeasurement);
    }
  }

  /**
   * Sends all reports and rows, those of a block that is not full too; returns whether all went.
   */
  public boolean flush() {
    return sendReports() && blocks.sendAll(experience);
  }

  /** How many environment steps this actor has made. */
  public long environmentSteps() {
    return blocks.environmentSteps();
  }

  /** The environment and method that are running now; empty if none is. Any thread may call. */
  public String activity() {
    return environments.activity();
  }

  /** How many blocks this actor has made. */
  public long blocks() {
    return blocks.count();
  }

  /**
   * How many steps the whole run has made at least: those that the learner had counted when the
   * session began or the latest parameters were published, and this actor's own steps since. Never
   * falls, and does not assume steps of other actors, which may be missing.
   */
  private long runSteps() {
    return otherSteps + blocks.environmentSteps();
  }

  private void takeParameters(ParameterSnapshot snapshot) {
    otherSteps = Math.max(otherSteps, snapshot.environmentSteps() - blocks.environmentSteps());
    actor.update(snapshot);
    blocks.parameterVersion(snapshot.version());
  }

  /**
   * If the transport does not take the measurement, the actor measures again after its next step.
   */
  private void sendMeasurement(String name, double value) {
    if (reports.offerMeasurement(reportStream, name, value) == Publication.BACK_PRESSURED) {
      nextMeasurement = blocks.environmentSteps();
    }
  }

  private boolean sendReports() {
    while (ended > 0) {
      long result =
          reports.offerEpisode(
              reportStream,
              endedReturns[ended - 1],
              endedLearnerReturns[ended - 1],
              endedLengths[ended - 1]);
      if (result < 0) {
        return false;
      }
      ended--;
    }
    return true;
  }

  /** Leaves the session and closes all. */
  @Override
  public void onClose() {
    disconnect();
    CloseHelper.closeAll(actor, environments);
  }

  /**
   * Sends what is left, unless the transport takes it too slowly, and leaves the session; actions
   * can still be chosen. Done once, with the first call.
   */
  public void disconnect() {
    if (disconnected) {
      return;
    }
    disconnected = true;
    try {
      if (!learner.isLost()) {
        leave();
      }
    } catch (TransportException e) { // Then the learner cannot be reached anyway.
      LOG.debug("Actor {} could not tell the learner that it leaves", session.actorId(), e);
    }
    CloseHelper.closeAll(experience, reportStream, parameters, learner);
  }

  private void leave() {
    Retry.forAtMost(LEAVE_NANOS, clock, () -> !experience.isConnected() || flush());
    Retry.forAtMost(
        LEAVE_NANOS,
        clock,
        () -> learner.leave(blocks.environmentSteps(), failure) != Publication.BACK_PRESSURED);
  }
}
