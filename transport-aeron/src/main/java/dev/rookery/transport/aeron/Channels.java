package dev.rookery.transport.aeron;

import dev.rookery.settings.SettingsException;
import dev.rookery.transport.TransportException;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * The channels of one side of a transport, as Aeron's URIs.
 *
 * <p>Over UDP, members send to the creator's address, and the creator sends to all members that
 * have asked at its control port. Publishers and subscribers of one side meet through spies.
 *
 * @param publicationPrefix for all publications, but for the length of terms
 * @param subscriptions each subscription reads all of these
 * @param cutsOff whether the driver cuts off a subscription that takes nothing, and keeps it out
 */
record Channels(String publicationPrefix, List<String> subscriptions, boolean cutsOff) {

  private static final int NETWORK_PACKET_BYTES = 1_408;
  private static final int LOOPBACK_PACKET_BYTES = 65_504;
  private static final int IPC_PACKET_BYTES = 65_504;

  /** The channel of a publication. */
  String publication(int termBytes) {
    return publicationPrefix + "|term-length=" + termBytes;
  }

  /** The channels of the creator. */
  static Channels ofCreator(AeronTransportSettings settings) {
    if (settings.channel() == Channel.IPC) {
      return new Channels(ipcPublication(settings), List.of("aeron:ipc"), false);
    }
    Address address = Address.parse(settings.address());
    boolean loopback = address.resolve().isLoopbackAddress();
    String control = "aeron:udp?control=" + address.control() + "|control-mode=dynamic";
    String publication =
        control
            + "|fc=min,t:"
            + milliseconds(settings.memberTimeoutSeconds())
            + network(settings, loopback);
    String subscription = "aeron:udp?endpoint=" + address + sockets(settings);
    return new Channels(publication, List.of(subscription, "aeron-spy:" + control), false);
  }

  /**
   * The channels of a member.
   *
   * @param tag a number that no other member of the same driver has
   */
  static Channels ofMember(AeronTransportSettings settings, long tag) {
    if (settings.channel() == Channel.IPC) {
      return new Channels(
          ipcPublication(settings), List.of("aeron:ipc?tether=false|rejoin=false"), true);
    }
    Address address = Address.parse(settings.address());
    InetAddress creator = address.resolve();
    String endpoint = "aeron:udp?endpoint=" + address;
    String subscription =
        "aeron:udp?endpoint=%s:0|control=%s|control-mode=dynamic|tags=%s"
            .formatted(ownAddress(settings, creator, address), address.control(), tag);
    return new Channels(
        endpoint + network(settings, creator.isLoopbackAddress()),
        List.of(subscription + sockets(settings), "aeron-spy:" + endpoint),
        false);
  }

  /**
   * The length of a packet: at most half a window, because a receiver reports room only after a
   * quarter of the window.
   */
  static int packetBytes(AeronTransportSettings settings, boolean loopback) {
    if (settings.packetBytes() > 0) {
      return settings.packetBytes();
    }
    int wanted =
        settings.channel() == Channel.IPC
            ? IPC_PACKET_BYTES
            : loopback ? LOOPBACK_PACKET_BYTES : NETWORK_PACKET_BYTES;
    boolean windowed = settings.channel() == Channel.UDP && settings.windowBytes() > 0;
    int window = windowed ? settings.windowBytes() : Integer.MAX_VALUE;
    return Math.min(wanted, Math.min(settings.termBytes() / 8, window / 64 * 32));
  }

  private static String ipcPublication(AeronTransportSettings settings) {
    return "aeron:ipc?untethered-window-limit-timeout="
        + milliseconds(settings.memberTimeoutSeconds())
        + publication(settings, true);
  }

  private static String network(AeronTransportSettings settings, boolean loopback) {
    return "|ssc=true|so-rcvbuf="
        + settings.windowBytes()
        + "|so-sndbuf="
        + settings.windowBytes()
        + publication(settings, loopback);
  }

  private static String publication(AeronTransportSettings settings, boolean loopback) {
    return "|sparse=false|mtu=" + packetBytes(settings, loopback);
  }

  private static String sockets(AeronTransportSettings settings) {
    return "|so-rcvbuf=%1$s|rcv-wnd=%1$s".formatted(settings.windowBytes());
  }

  private static String milliseconds(double seconds) {
    return String.format(Locale.ROOT, "%dms", Math.round(1_000 * seconds));
  }

  /** The address of this machine to which the creator is to send. */
  private static String ownAddress(
      AeronTransportSettings settings, InetAddress creator, Address address) {
    if (!settings.networkInterface().isEmpty()) {
      return literal(settings.networkInterface());
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(creator, address.port()));
      InetAddress own = socket.getLocalAddress();
      return own instanceof Inet6Address
          ? "[" + own.getHostAddress().replaceAll("%.*", "") + "]"
          : own.getHostAddress();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new TransportException( // there may be one later
          "no way from this machine to transport.address %s (%s): check it, or set"
                  .formatted(address, e.getMessage())
              + " transport.networkInterface",
          e);
    }
  }

  private static String literal(String networkInterface) {
    try {
      InetAddress own = InetAddress.getByName(networkInterface);
      if (!Sockets.isOwn(own)) {
        throw new UnknownHostException(networkInterface);
      }
      return own instanceof Inet6Address ? "[" + own.getHostAddress() + "]" : own.getHostAddress();
    } catch (IOException e) {
      throw new SettingsException(
          "transport.networkInterface '%s' is no address of this machine"
              .formatted(networkInterface),
          e);
    }
  }
}
