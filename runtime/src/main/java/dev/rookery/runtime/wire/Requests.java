package dev.rookery.runtime.wire;

import dev.rookery.internal.DirectBuffers;
import dev.rookery.runtime.wire.codec.ActorHeartbeatEncoder;
import dev.rookery.runtime.wire.codec.HelloEncoder;
import dev.rookery.runtime.wire.codec.JoinEncoder;
import dev.rookery.runtime.wire.codec.LeaveEncoder;
import dev.rookery.runtime.wire.codec.MessageHeaderEncoder;
import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes actors' requests to the learner: to send the configuration, to join, heartbeats, and that
 * an actor leaves. Not thread-safe.
 */
public final class Requests {

  /** In {@link Join}: any actor whose slot is free. */
  public static final int ANY_ACTOR = -1;

  /** The longest name of an algorithm or environment that a message carries, in bytes. */
  static final int MAXIMUM_NAME_BYTES = 1024;

  /** The longest reason of a failure that a message carries, in bytes. */
  static final int MAXIMUM_REASON_BYTES = 2 * MAXIMUM_NAME_BYTES;

  private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

  /**
   * A request to be one of the run's actors.
   *
   * @param nonce repeated by the answer; a request that is repeated has the same nonce, and gets
   *     the same session
   * @param incarnation of the learner that sent the configuration
   * @param schemaHash layout of the actor's rows
   * @param layoutHash layout of the actor's parameters
   * @param actorId which actor to be, from 0, or {@link #ANY_ACTOR}
   */
  public record Join(long nonce, long incarnation, long schemaHash, long layoutHash, int actorId) {}

  private final MessageHeaderEncoder header = new MessageHeaderEncoder();
  private final HelloEncoder hello = new HelloEncoder();
  private final JoinEncoder join = new JoinEncoder();
  private final ActorHeartbeatEncoder heartbeat = new ActorHeartbeatEncoder();
  private final LeaveEncoder leave = new LeaveEncoder();
  private final ByteBuffer bytes =
      DirectBuffers.allocate(HEADER + HelloEncoder.BLOCK_LENGTH + MAXIMUM_REASON_BYTES);
  private final UnsafeBuffer view = new UnsafeBuffer(bytes);

  /** Allocates memory for one request. */
  public Requests() {}

  /**
   * Offers a request for the run's configuration; see {@link Publication#offer}.
   *
   * @param algorithm the name that the run's algorithm is to have, or empty
   * @param environment the name that the run's environment is to have, or empty
   */
  public long offerHello(
      Publication publication, long nonce, String algorithm, String environment) {
    byte[] first = Headers.bytes(algorithm, MAXIMUM_NAME_BYTES);
    byte[] second = Headers.bytes(environment, MAXIMUM_NAME_BYTES);
    hello
        .wrapAndApplyHeader(view, 0, header)
        .nonce(nonce)
        .algorithmLength(first.length)
        .environmentLength(second.length);
    int at = HEADER + HelloEncoder.BLOCK_LENGTH;
    view.putBytes(at, first);
    view.putBytes(at + first.length, second);
    return publication.offer(bytes, 0, at + first.length + second.length);
  }

  /** Offers a request to join; see {@link Publication#offer}. */
  public long offerJoin(Publication publication, Join request) {
    join.wrapAndApplyHeader(view, 0, header)
        .nonce(request.nonce())
        .incarnation(request.incarnation())
        .schemaHash(request.schemaHash())
        .layoutHash(request.layoutHash())
        .actorId(request.actorId())
        .reserved(0);
    return publication.offer(bytes, 0, HEADER + JoinEncoder.BLOCK_LENGTH);
  }

  /**
   * Offers an actor's heartbeat; see {@link Publication#offer}.
   *
   * @param parameterVersion that the actor has, 0 before the first
   */
  public long offerHeartbeat(
      Publication publication, int actorId, long session, long parameterVersion) {
    heartbeat
        .wrapAndApplyHeader(view, 0, header)
        .session(session)
        .parameterVersion(parameterVersion)
        .actorId(actorId)
        .reserved(0);
    return publication.offer(bytes, 0, HEADER + ActorHeartbeatEncoder.BLOCK_LENGTH);
  }

  /**
   * Offers the news that an actor leaves; see {@link Publication#offer}.
   *
   * @param actorSteps environment steps that it made in its session
   * @param failure why it failed, cut to what fits; empty if it leaves in good order
   */
  public long offerLeave(
      Publication publication, int actorId, long session, long actorSteps, String failure) {
    byte[] reason = Headers.bytes(failure, MAXIMUM_REASON_BYTES);
    leave
        .wrapAndApplyHeader(view, 0, header)
        .session(session)
        .actorSteps(actorSteps)
        .actorId(actorId)
        .reasonLength(reason.length);
    int at = HEADER + LeaveEncoder.BLOCK_LENGTH;
    view.putBytes(at, reason);
    return publication.offer(bytes, 0, at + reason.length);
  }
}
