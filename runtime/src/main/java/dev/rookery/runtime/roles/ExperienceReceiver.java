package dev.rookery.runtime.roles;

import dev.rookery.algorithm.DivergenceException;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.runtime.Opened;
import dev.rookery.runtime.membership.ActorSlot;
import dev.rookery.runtime.membership.ConnectedActors;
import dev.rookery.runtime.membership.ProtocolErrors;
import dev.rookery.runtime.wire.ExperienceReader;
import dev.rookery.runtime.wire.ReportReader;
import dev.rookery.runtime.wire.Reports;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.runtime.wire.WireException;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Where experience and reports come in: takes those of sessions that have a place, and counts what
 * was lost on the way. The learner's thread uses it.
 */
final class ExperienceReceiver implements AutoCloseable {

  /** Names that other processes may bring into the run's measurements. */
  private static final int MAXIMUM_REMOTE_NAMES = 256;

  private final ExperienceStore store;
  private final ConnectedActors connected;
  private final Reports.Listener listener;
  private final LongSupplier version;
  private final ExperienceReader block;
  private final ReportReader report = new ReportReader();
  private final Subscription experience;
  private final Subscription reports;
  private final MessageHandler onExperience = this::takeExperience;
  private final MessageHandler onReport = this::takeReport;
  private final Set<String> remoteNames = new HashSet<>();
  private final Reports.Listener remoteListener =
      new Reports.Listener() {
        @Override
        public void onEpisode(int actorId, double episodeReturn, double learnerReturn, int length) {
          takeRemoteEpisode(actorId, episodeReturn, learnerReturn, length);
        }

        @Override
        public void onMeasurement(int actorId, String name, double value) {
          takeRemoteMeasurement(actorId, name, value);
        }
      };
  private long environmentSteps;
  private long blocks;
  private long lostBlocks;
  private long staleBlocks;
  private long reorderedBlocks;
  private double lagSum;
  private long lagCount;

  /**
   * Joins the streams of experience and reports.
   *
   * @param listener is told of reports
   * @param version of the latest parameters
   */
  ExperienceReceiver(
      ExperienceStore store,
      ConnectedActors connected,
      Transport transport,
      Reports.Listener listener,
      LongSupplier version) {
    this.store = store;
    this.connected = connected;
    this.listener = listener;
    this.version = version;
    block = new ExperienceReader(store.schema());
    Opened opened = new Opened();
    try {
      experience = opened.add(transport.subscribe(Streams.EXPERIENCE));
      reports = transport.subscribe(Streams.REPORTS);
    } catch (RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  /** Takes at most so many blocks; returns how many arrived. */
  int pollExperience(int limit) {
    return connected.poll(experience, onExperience, limit, ProtocolErrors.Kind.DAMAGED_BLOCK);
  }

  /** Takes at most so many reports; returns how many arrived. */
  int pollReports(int limit) {
    return connected.poll(reports, onReport, limit, ProtocolErrors.Kind.DAMAGED_REPORT);
  }

  /** Environment steps of the whole run. */
  long environmentSteps() {
    return environmentSteps;
  }

  /** The run goes on from so many environment steps. */
  void resumeAt(long steps) {
    environmentSteps = steps;
  }

  /** How many blocks were taken. */
  long blocks() {
    return blocks;
  }

  private void takeExperience(ByteBuffer buffer, int offset, int length, long publisherId) {
    try {
      block.wrapHeader(buffer, offset, length);
    } catch (WireException e) {
      connected.rejectMessage(ProtocolErrors.Kind.DAMAGED_BLOCK, e);
      return;
    }
    ActorSlot slot = connected.receivedFrom(block.actorId(), block.session());
    if (slot == null) {
      staleBlocks++;
      connected.refuseUnknownSession(block.actorId(), block.session());
      return;
    }
    try {
      block.checkRows();
      if (isNext(slot)) {
        take(slot);
      }
    } catch (WireException e) {
      connected.refuseFaulty(slot, e);
    } catch (DivergenceException e) {
      if (slot.isLocal()) {
        throw e;
      }
      connected.refuseFaulty(
          slot,
          new WireException(
              "actor %s sends what nothing can be learned from: %s"
                  .formatted(block.actorId(), e.getMessage())));
    }
  }

  /** Whether the block is new; one that comes again, or too late, is not. */
  private boolean isNext(ActorSlot slot) {
    if (block.sequence() < slot.nextSequence()) {
      reorderedBlocks++;
      return false;
    }
    if (block.actorSteps() - block.newSteps() < slot.receivedSteps()) {
      throw new WireException(
          "actor %s claims %s environment steps, %s of them new, but had made %s before"
              .formatted(
                  block.actorId(), block.actorSteps(), block.newSteps(), slot.receivedSteps()));
    }
    lostBlocks += block.sequence() - slot.nextSequence();
    return true;
  }

  private void take(ActorSlot slot) {
    if (block.rowCount() > 0) {
      store.insert(block);
      lagSum += Math.max(0, version.getAsLong() - block.oldestVersion());
      lagCount++;
    }
    connected.acknowledge(slot, block.sequence(), block.actorSteps());
    environmentSteps += block.newSteps();
    blocks++;
  }

  private void takeReport(ByteBuffer buffer, int offset, int length, long publisherId) {
    try {
      report.wrap(buffer, offset, length);
    } catch (WireException e) {
      connected.rejectMessage(ProtocolErrors.Kind.DAMAGED_REPORT, e);
      return;
    }
    ActorSlot slot = connected.receivedFrom(report.actorId(), report.session());
    if (slot == null) {
      connected.refuseUnknownSession(report.actorId(), report.session());
      return;
    }
    try {
      report.tell(slot.isLocal() ? listener : remoteListener);
    } catch (WireException e) {
      connected.refuseFaulty(slot, e);
    }
  }

  private void takeRemoteEpisode(
      int actorId, double episodeReturn, double learnerReturn, int length) {
    if (length < 1) {
      throw new WireException("actor %s reports an episode of %s steps".formatted(actorId, length));
    }
    listener.onEpisode(actorId, episodeReturn, learnerReturn, length);
  }

  /** A name stays in memory, and in every record that follows. */
  private void takeRemoteMeasurement(int actorId, String name, double value) {
    if (!remoteNames.contains(name) && remoteNames.size() >= MAXIMUM_REMOTE_NAMES) {
      throw new WireException(
          "actor %s measures too much: actors may have %s measurements between them"
              .formatted(actorId, MAXIMUM_REMOTE_NAMES));
    }
    try {
      listener.onMeasurement(actorId, name, value);
    } catch (IllegalArgumentException e) { // a name that metrics cannot have
      throw new WireException(
          "actor %s measures something unheard of: %s".formatted(actorId, e.getMessage()));
    }
    remoteNames.add(name);
  }

  /**
   * Reports what was lost, and by how many versions the parameters behind the oldest row of a block
   * lagged when it arrived, on average over the blocks since the last report.
   */
  void report(MetricsRecorder metrics) {
    metrics.record("experience/lost_blocks", (double) lostBlocks);
    metrics.record("experience/stale_blocks", (double) staleBlocks);
    metrics.record("experience/reordered_blocks", (double) reorderedBlocks);
    metrics.record("experience/parameter_lag", lagSum / lagCount);
    lagSum = 0;
    lagCount = 0;
  }

  @Override
  public void close() {
    experience.close();
    reports.close();
  }
}
