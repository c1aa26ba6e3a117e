package dev.rookery.runtime.wire;

import dev.rookery.runtime.wire.codec.ActorHeartbeatDecoder;
import dev.rookery.runtime.wire.codec.HelloDecoder;
import dev.rookery.runtime.wire.codec.JoinDecoder;
import dev.rookery.runtime.wire.codec.LeaveDecoder;
import dev.rookery.runtime.wire.codec.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads actors' {@link Requests}. One object reads all messages. */
public final class RequestReader {

  /** Is told of every request. */
  public interface Listener {

    /**
     * An actor asks for the run's configuration.
     *
     * @param protocolVersion of the actor, which may differ from {@link #PROTOCOL_VERSION}
     * @param algorithm the name that it expects, or empty
     * @param environment the name that it expects, or empty
     */
    void onHello(long nonce, int protocolVersion, String algorithm, String environment);

    /** An actor asks to join. */
    void onJoin(Requests.Join request);

    /** An actor is running, and acts with parameters of that version. */
    void onActorHeartbeat(int actorId, long session, long parameterVersion);

    /**
     * An actor leaves.
     *
     * @param actorSteps environment steps that it made in its session
     * @param failure why it failed; empty if it leaves in good order
     */
    void onLeave(int actorId, long session, long actorSteps, String failure);
  }

  /** The version of the protocol in this release of Rookery. */
  public static final int PROTOCOL_VERSION = MessageHeaderDecoder.SCHEMA_VERSION;

  private static final String WHAT = "a request";

  private final MessageHeaderDecoder header = new MessageHeaderDecoder();
  private final HelloDecoder hello = new HelloDecoder();
  private final JoinDecoder join = new JoinDecoder();
  private final ActorHeartbeatDecoder heartbeat = new ActorHeartbeatDecoder();
  private final LeaveDecoder leave = new LeaveDecoder();
  private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
  private final Listener listener;

  /** Makes a reader that tells {@code listener} of every request. */
  public RequestReader(Listener listener) {
    this.listener = listener;
  }

  /**
   * Reads a request and tells the listener.
   *
   * @throws WireException if the message is neither a request of this protocol version nor a hello
   *     of any version
   */
  public void read(ByteBuffer message, int offset, int length) {
    view.wrap(message, offset, length);
    switch (Headers.template(header, view, length, WHAT)) {
      case HelloDecoder.TEMPLATE_ID -> readHello(length);
      case JoinDecoder.TEMPLATE_ID -> readJoin(length);
      case LeaveDecoder.TEMPLATE_ID -> readLeave(length);
      default -> {
        check(length, ActorHeartbeatDecoder.TEMPLATE_ID, ActorHeartbeatDecoder.BLOCK_LENGTH);
        heartbeat.wrapAndApplyHeader(view, 0, header);
        listener.onActorHeartbeat(
            heartbeat.actorId(), heartbeat.session(), heartbeat.parameterVersion());
      }
    }
  }

  private void readHello(int length) {
    Headers.checkFrozen(
        header, view, length, WHAT, HelloDecoder.TEMPLATE_ID, HelloDecoder.BLOCK_LENGTH);
    hello.wrapAndApplyHeader(view, 0, header);
    int first = name(hello.algorithmLength());
    int second = name(hello.environmentLength());
    int at = MessageHeaderDecoder.ENCODED_LENGTH + HelloDecoder.BLOCK_LENGTH;
    Headers.checkLength(WHAT, at, first + second, length);
    listener.onHello(
        hello.nonce(),
        header.version(),
        Headers.text(view, at, first),
        Headers.text(view, at + first, second));
  }

  private static int name(int claimed) {
    if (claimed < 0 || claimed > Requests.MAXIMUM_NAME_BYTES) {
      throw new WireException(
          "a request with a name of %s bytes arrived; names have 0 to %s"
              .formatted(claimed, Requests.MAXIMUM_NAME_BYTES));
    }
    return claimed;
  }

  private void readJoin(int length) {
    check(length, JoinDecoder.TEMPLATE_ID, JoinDecoder.BLOCK_LENGTH);
    join.wrapAndApplyHeader(view, 0, header);
    listener.onJoin(
        new Requests.Join(
            join.nonce(),
            join.incarnation(),
            join.schemaHash(),
            join.layoutHash(),
            join.actorId()));
  }

  private void readLeave(int length) {
    Headers.check(header, view, length, WHAT, LeaveDecoder.TEMPLATE_ID, LeaveDecoder.BLOCK_LENGTH);
    leave.wrapAndApplyHeader(view, 0, header);
    int at = MessageHeaderDecoder.ENCODED_LENGTH + LeaveDecoder.BLOCK_LENGTH;
    int reasonLength = leave.reasonLength();
    if (reasonLength > Requests.MAXIMUM_REASON_BYTES) {
      throw new WireException(
          "a request with a reason of %s bytes arrived; reasons have at most %s"
              .formatted(reasonLength, Requests.MAXIMUM_REASON_BYTES));
    }
    Headers.checkLength(WHAT, at, reasonLength, length);
    listener.onLeave(
        leave.actorId(), leave.session(), leave.actorSteps(), Headers.text(view, at, reasonLength));
  }

  private void check(int length, int template, int blockLength) {
    Headers.check(header, view, length, WHAT, template, blockLength);
    Headers.checkLength(WHAT, MessageHeaderDecoder.ENCODED_LENGTH + blockLength, 0, length);
  }
}
