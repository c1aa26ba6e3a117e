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
 * Receives the actors' experience and reports: stores the blocks of known sessions, passes their
 * reports on, and counts blocks that were lost or are of unknown sessions. Used by the learner's
 * thread.
 */
final class ExperienceReceiver implements AutoCloseable {

  /** How many names of metrics other processes may add; each stays in memory. */
  private static final int MAXIMUM_REMOTE_NAMES = 256;

  private final ExperienceStore store;
  private final ConnectedActors connected;
  private final Reports.Listener listener;
  private final LongSupplier version;
  private final ExperienceReader block;
  private final ReportReader report = new ReportReader();
  private final Subscription experience;
  private final Subscription reports;
  private final MessageHandler onExperience = this::receiveBlock;
  private final MessageHandler onReport = this::receiveReport;
  private final Set<String> remoteNames = new HashSet<>();
  private final Reports.Listener remoteListener =
      new Reports.Listener() {
        @Override
        public void onEpisode(int actorId, double episodeReturn, double learnerReturn, int length) {
          passOnEpisode(actorId, episodeReturn, learnerReturn, length);
        }

        @Override
        public void onMeasurement(int actorId, String name, double value) {
          passOnMeasurement(actorId, name, value);
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
   * Opens the streams of experience and reports.
   *
   * @param listener is told of reports
   * @param version the latest version of the parameters
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

  /** Receives at most {@code limit} blocks; returns how many arrived. */
  int pollExperience(int limit) {
    return connected.poll(experience, onExperience, limit, ProtocolErrors.Kind.DAMAGED_BLOCK);
  }

  /** Receives at most {@code limit} reports; returns how many arrived. */
  int pollReports(int limit) {
    return connected.poll(reports, onReport, limit, ProtocolErrors.Kind.DAMAGED_REPORT);
  }

  /** How many environment steps of the whole run were received. */
  long environmentSteps() {
    return environmentSteps;
  }

  /** Continues a resumed run, which has made so many environment steps. */
  void resumeAt(long steps) {
    environmentSteps = steps;
  }

  /** How many blocks were stored. */
  long blocks() {
    return blocks;
  }

  private void receiveBlock(ByteBuffer buffer, int offset, int length, long publisherId) {
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
        store(slot);
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
              "actor %s sends rows from which nothing can be learned: %s"
                  .formatted(block.actorId(), e.getMessage())));
    }
  }

  /** Whether the block is newer than all before; repeated and late blocks are not. */
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

  private void store(ActorSlot slot) {
    if (block.rowCount() > 0) {
      store.insert(block);
      lagSum += Math.max(0, version.getAsLong() - block.oldestVersion());
      lagCount++;
    }
    connected.acknowledge(slot, block.sequence(), block.actorSteps());
    environmentSteps += block.newSteps();
    blocks++;
  }

  private void receiveReport(ByteBuffer buffer, int offset, int length, long publisherId) {
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

  private void passOnEpisode(int actorId, double episodeReturn, double learnerReturn, int length) {
    if (length < 1) {
      throw new WireException("actor %s reports an episode of %s steps".formatted(actorId, length));
    }
    listener.onEpisode(actorId, episodeReturn, learnerReturn, length);
  }

  /** Bounds the names of metrics, because each stays in memory and in every later record. */
  private void passOnMeasurement(int actorId, String name, double value) {
    if (!remoteNames.contains(name) && remoteNames.size() >= MAXIMUM_REMOTE_NAMES) {
      throw new WireException(
          "actor %s reports too many metrics: all actors together may have %s"
              .formatted(actorId, MAXIMUM_REMOTE_NAMES));
    }
    try {
      listener.onMeasurement(actorId, name, value);
    } catch (IllegalArgumentException e) { // not a metric's name
      throw new WireException(
          "actor %s reports a metric that cannot exist: %s".formatted(actorId, e.getMessage()));
    }
    remoteNames.add(name);
  }

  /**
   * Records how many blocks were lost, and how many versions the parameters of a block's oldest row
   * were behind the latest when it arrived, as a mean over the blocks since the last call.
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
