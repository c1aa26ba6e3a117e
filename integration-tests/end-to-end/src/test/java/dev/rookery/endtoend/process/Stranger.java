package dev.rookery.endtoend.process;

import dev.rookery.runtime.wire.Requests;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Transport;
import dev.rookery.transport.aeron.AeronTransport;
import dev.rookery.transport.aeron.AeronTransportSettings;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** Somebody who reaches a learner by UDP, and sends what no actor would. */
final class Stranger implements AutoCloseable {

  /** Where a message's header has the version of the protocol. */
  private static final int VERSION_OFFSET = 6;

  private static final int LONGEST = 4096;

  private final String address;
  private final Transport transport;

  /** For what the transport would not send. */
  private final MediaDriver driver;

  private final Random random = new Random(1);

  Stranger(String address) {
    this.address = address;
    transport =
        AeronTransport.join(
            AeronTransportSettings.defaults().withChannel(Channel.UDP).withAddress(address));
    driver =
        MediaDriver.launchEmbedded(
            new MediaDriver.Context()
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(true));
  }

  Transport transport() {
    return transport;
  }

  /** Asks for the configuration in another version of the protocol. */
  static long offerHello(Publication requests, long nonce, int version) {
    return new Requests().offerHello(new OtherVersion(requests, version), nonce, "dqn", "");
  }

  /** Changes the version in the header of whatever is sent. */
  private record OtherVersion(Publication publication, int version) implements Publication {

    @Override
    public long offer(ByteBuffer buffer, int offset, int length) {
      buffer.order(ByteOrder.LITTLE_ENDIAN);
      buffer.putShort(offset + VERSION_OFFSET, (short) version);
      return publication.offer(buffer, offset, length);
    }

    @Override
    public long position() {
      return publication.position();
    }

    @Override
    public boolean isConnected() {
      return publication.isConnected();
    }

    @Override
    public long publisherId() {
      return publication.publisherId();
    }

    @Override
    public String stream() {
      return publication.stream();
    }

    @Override
    public void close() {
      publication.close();
    }
  }

  /** Sends messages of random bytes, half of them with a header that is right. */
  void sendNonsense(String stream, int messages) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(LONGEST).order(ByteOrder.LITTLE_ENDIAN);
    try (Publication publication = transport.publish(stream)) {
      Waiting.until("a connection", publication::isConnected);
      for (int i = 0; i < messages; i++) {
        int length = random.nextInt(LONGEST);
        for (int at = 0; at < length; at++) {
          bytes.put(at, (byte) random.nextInt());
        }
        if (i % 2 == 0 && length >= 8) {
          bytes.putShort(2, (short) random.nextInt(14)); // which message
          bytes.putShort(4, (short) 7043); // of Rookery's
          bytes.putShort(6, (short) 2); // in this version
        }
        Waiting.until("room", () -> publication.offer(bytes, 0, length) >= 0);
      }
    }
  }

  /**
   * Announces, as a part of a long message is announced, more than any message may have. The driver
   * goes on until this stranger is closed, for it is what sends, and sends again what was lost.
   */
  void announceTooMuch(String stream) {
    CRC32C checksum = new CRC32C();
    checksum.update(stream.getBytes(StandardCharsets.UTF_8));
    try (Aeron aeron =
            Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
        ExclusivePublication peer =
            aeron.addExclusivePublication(
                "aeron:udp?endpoint=" + address, (int) checksum.getValue())) {
      Waiting.until("a connection", peer::isConnected);
      UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
      for (long length : new long[] {Long.MAX_VALUE, 1L << 40, -1, 0}) {
        Waiting.until(
            "room", () -> peer.offer(bytes, 0, 64, (b, o, frame) -> length | 1L << 62) > 0);
      }
    }
  }

  /** Sends packets that are none of Aeron's. */
  void sendPackets(int port, int packets) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < packets; i++) {
        byte[] bytes = new byte[random.nextInt(1400)];
        random.nextBytes(bytes);
        socket.send(
            new DatagramPacket(bytes, bytes.length, InetAddress.getByName("localhost"), port));
      }
    }
  }

  @Override
  public void close() {
    transport.close();
    driver.close();
  }
}
