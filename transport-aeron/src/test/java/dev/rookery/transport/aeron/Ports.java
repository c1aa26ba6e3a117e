package dev.rookery.transport.aeron;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** Finds UDP ports that nobody uses. */
final class Ports {

  private Ports() {}

  /** An address of this machine that is free, as is the port after it. */
  static String free() {
    for (int attempt = 0; attempt < 100; attempt++) {
      try (DatagramSocket first = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
        int port = first.getLocalPort();
        try (DatagramSocket second = new DatagramSocket(null)) {
          second.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port + 1));
          return "localhost:" + port;
        }
      } catch (SocketException e) {
        // The next port is taken: try another.
      }
    }
    throw new AssertionError("no two free ports in a row");
  }
}
