package dev.rookery.endtoend.process;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** Finds UDP ports that nobody uses. */
public final class Ports {

  private Ports() {}

  /** Host and port of this machine; the port after it is free as well. */
  public static String freeAddress() {
    for (int attempt = 0; attempt < 100; attempt++) {
      try (DatagramSocket first = new DatagramSocket(0, InetAddress.getLoopbackAddress());
          DatagramSocket second = new DatagramSocket(null)) {
        second.bind(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), first.getLocalPort() + 1));
        return "localhost:" + first.getLocalPort();
      } catch (SocketException e) {
        // The next port is taken, or there is none: try another.
      }
    }
    throw new AssertionError("there are no two free ports in a row");
  }
}
