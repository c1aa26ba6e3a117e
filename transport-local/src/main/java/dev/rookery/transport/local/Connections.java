package dev.rookery.transport.local;

import java.util.Arrays;

/** Changes lists of connections by copying, so that readers need no lock. */
final class Connections {

  private Connections() {}

  static Connection[] with(Connection[] connections, Connection added) {
    Connection[] copy = Arrays.copyOf(connections, connections.length + 1);
    copy[connections.length] = added;
    return copy;
  }

  static Connection[] without(Connection[] connections, Connection removed) {
    return Arrays.stream(connections).filter(c -> c != removed).toArray(Connection[]::new);
  }
}
