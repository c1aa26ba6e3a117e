package dev.rookery.runtime.roles;

import dev.rookery.algorithm.Actor;
import dev.rookery.environment.VectorEnvironment;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.wire.ExperienceBlocks;
import dev.rookery.runtime.wire.Reports;
import dev.rookery.runtime.wire.TakenMessage;
import dev.rookery.training.RunSettings;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Steps the environments of one actor and sends what it experiences. It steps only when everything
 * older has been sent and the learner has taken nearly all of it, so a slow learner holds it back:
 * nothing is lost, and what the learner gets is fresh.
 */
public final class ActorRole implements Agent {

  private final int actorId;
  private final int actors;
  private final VectorEnvironment environments;
  private final Actor actor;
  private final VectorStep step;
  private final ByteBuffer actions;
  private final ExperienceBlocks blocks;
  private final Reports reports;
  private final Publication experience;
  private final Publication reportStream;
  private final ParameterFeed parameters;
  private final Subscription receipts;
  private final TakenMessage receipt = new TakenMessage();
  private final MessageHandler onReceipt =
      (buffer, offset, length, publisher) -> takeReceipt(buffer, offset, length);
  private final long maximumLead;
  private final Patience patience;
  private final long measurementInterval;
  private final double[] endedReturns;
  private final int[] endedLengths;
  private int ended;
  private long taken;
  private long stepsBefore;
  private long nextMeasurement;

  /**
   * Joins the run's streams and resets the environments.
   *
   * @param actor made for as many environments as {@code environments} has; the role owns both
   */
  public ActorRole(
      int actorId,
      RunSettings settings,
      VectorEnvironment environments,
      Actor actor,
      ExperienceSchema schema,
      ParameterLayout layout,
      Transport transport,
      NanoClock clock) {
    this.actorId = actorId;
    this.actors = settings.actors();
    this.environments = environments;
    this.actor = actor;
    int count = environments.count();
    step = new VectorStep(count, environments.observationSpace());
    actions =
        ByteBuffer.allocateDirect(count * environments.actionSpace().byteSize())
            .order(ByteOrder.nativeOrder());
    blocks = new ExperienceBlocks(schema, settings.blockRows(), actorId);
    reports = new Reports(actorId);
    endedReturns = new double[count];
    endedLengths = new int[count];
    measurementInterval = Math.max(1, settings.metricsInterval() / actors);
    patience = new Patience(clock, settings.timeoutSeconds());
    parameters =
        new ParameterFeed(layout, transport.subscribe(Streams.PARAMETERS), this::takeParameters);
    receipts = transport.subscribe(Streams.taken(actorId));
    maximumLead = settings.maximumLead();
    experience = transport.publish(Streams.EXPERIENCE);
    reportStream = transport.publish(Streams.REPORTS);
    environments.reset(step);
  }

  @Override
  public String roleName() {
    return "actor-" + actorId;
  }

  @Override
  public int doWork() {
    int work = parameters.poll() + receipts.poll(onReceipt, 16);
    if (parameters.version() == 0) {
      patience.check(() -> "the learner's first parameters");
      return work;
    }
    boolean sent =
        sendReports() && (isAhead() ? blocks.sendAll(experience) : blocks.sendFull(experience));
    if (!sent || isAhead()) {
      patience.check(() -> "the learner to take experience: it is stuck, or gone");
      return work;
    }
    patience.progress();
    step();
    return work + 1;
  }

  /** Whether one more step would lead too far from what the learner has taken. */
  private boolean isAhead() {
    long outstanding = blocks.environmentSteps() - taken;
    return outstanding > 0 && outstanding + step.count() > maximumLead;
  }

  /** Takes parameters and receipts that have arrived. */
  public void receive() {
    parameters.poll();
    receipts.poll(onReceipt, 16);
  }

  /** The version that acts; 0 before the first. */
  public long parameterVersion() {
    return parameters.version();
  }

  /** Steps every environment once; the parameters must have arrived. */
  public void step() {
    actor.act(step.observations(), actions, stepsBefore + blocks.environmentSteps() * actors);
    environments.step(actions, step);
    actor.observe(step, blocks);
    int count = step.count();
    blocks.addEnvironmentSteps(count);
    for (int k = 0; k < count; k++) {
      if (step.ended(k)) {
        endedReturns[ended] = step.episodeReturns()[k];
        endedLengths[ended++] = step.episodeLengths()[k];
      }
    }
    if (blocks.environmentSteps() >= nextMeasurement) {
      nextMeasurement = blocks.environmentSteps() + measurementInterval;
      actor.report(this::sendMeasurement);
    }
  }

  /** Sends everything, a block that is not full too; returns whether all of it was taken. */
  public boolean flush() {
    return sendReports() && blocks.sendAll(experience);
  }

  /** How many environment steps this actor has made. */
  public long environmentSteps() {
    return blocks.environmentSteps();
  }

  /** How many blocks this actor has made. */
  public long blocks() {
    return blocks.count();
  }

  private void takeParameters(ParameterSnapshot snapshot) {
    if (blocks.environmentSteps() == 0) {
      stepsBefore = snapshot.environmentSteps();
    }
    actor.update(snapshot);
    blocks.parameterVersion(snapshot.version());
  }

  private void takeReceipt(ByteBuffer buffer, int offset, int length) {
    taken = receipt.read(buffer, offset, length);
  }

  /** One that is refused now is measured again in the next step. */
  private void sendMeasurement(String name, double value) {
    if (reports.offerMeasurement(reportStream, name, value) == Publication.BACK_PRESSURED) {
      nextMeasurement = blocks.environmentSteps();
    }
  }

  private boolean sendReports() {
    while (ended > 0) {
      long result =
          reports.offerEpisode(reportStream, endedReturns[ended - 1], endedLengths[ended - 1]);
      if (result < 0) {
        return false;
      }
      ended--;
    }
    return true;
  }

  @Override
  public void onClose() {
    experience.close();
    reportStream.close();
    parameters.close();
    receipts.close();
    actor.close();
    environments.close();
  }
}
