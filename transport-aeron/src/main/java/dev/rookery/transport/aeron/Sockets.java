package dev.rookery.transport.aeron;

import dev.rookery.RookeryException;
import dev.rookery.settings.SettingsException;
import dev.rookery.transport.TransportException;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** Checks before the start that this machine's UDP sockets meet the settings. */
final class Sockets {

  private Sockets() {}

  /**
   * Checks that sockets get enough memory, the creator's ports are free, and members have a route
   * to it.
   *
   * @throws TransportException if there is no route at present
   * @throws RookeryException if another check fails; the message says what to do
   */
  static void check(AeronTransportSettings settings, boolean creator) {
    if (settings.channel() != Channel.UDP) {
      return;
    }
    Address address = Address.parse(settings.address());
    InetAddress host = address.resolve();
    checkIsOneMachine(address, host, creator);
    if (settings.windowBytes() != 0) {
      checkMemory(settings.windowBytes());
    }
    if (creator) {
      checkOwn(address, host);
      checkFree(address, host);
      checkFree(address.control(), host);
    } else {
      Channels.ofMember(settings, 0); // Fails without a route to the creator.
    }
  }

  private static void checkIsOneMachine(Address address, InetAddress host, boolean creator) {
    if (host.isMulticastAddress() || (host.isAnyLocalAddress() && !creator)) {
      throw new SettingsException(
          "transport.address %s does not say which machine: give a name or address of the learner's"
              .formatted(address));
    }
  }

  private static void checkOwn(Address address, InetAddress host) {
    if (!isOwn(host)) {
      throw new SettingsException(
          "transport.address %s is not of this machine: give a name or address that it has itself,"
                  .formatted(address)
              + " or 0.0.0.0:%s for all of them".formatted(address.port()));
    }
  }

  /** Whether this machine can listen at an address. */
  static boolean isOwn(InetAddress address) {
    try (DatagramSocket socket = new DatagramSocket(0, address)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** The settings with a window that this machine's sockets have the memory for. */
  static AeronTransportSettings withWindow(AeronTransportSettings settings) {
    return settings.windowBytes() == 0
        ? settings.withWindowBytes(allowedMemory(settings.longestTermBytes() / 2))
        : settings;
  }

  private static void checkMemory(int needed) {
    int allowed = allowedMemory(needed);
    if (allowed < needed) {
      throw new RookeryException(
          "sockets of this machine get at most %s bytes of memory, and %s are needed: set"
                  .formatted(allowed, needed)
              + " transport.windowBytes to less, or raise the limit (net.core.rmem_max on Linux)");
    }
  }

  /** How much of the wanted memory a socket gets. */
  private static int allowedMemory(int wanted) {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, wanted);
      return Math.min(wanted, channel.getOption(StandardSocketOptions.SO_RCVBUF));
    } catch (IOException e) {
      throw new RookeryException("no UDP socket can be opened (%s)".formatted(e.getMessage()), e);
    }
  }

  private static void checkFree(Address address, InetAddress host) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(host, address.port()));
    } catch (BindException e) {
      throw new RookeryException(
          "UDP port %s of %s cannot be used (%s): another learner or program may have it; set"
                  .formatted(address.port(), address.host(), e.getMessage())
              + " transport.address to another",
          e);
    } catch (IOException e) {
      throw new RookeryException(
          "UDP address %s cannot be used (%s)".formatted(address, e.getMessage()), e);
    }
  }
}
