package dev.rookery.engines;

import java.util.List;
import java.util.stream.Stream;

/**
 * Hosts of a network on this machine: each is a network namespace with an address of its own, and
 * all hang on one bridge. Made by root.
 */
final class NodeNetwork implements AutoCloseable {

  private static final String BRIDGE = "rookbr";

  /** Of a range that is kept for measurements of networks: nobody routes it. */
  private static final String PREFIX = "198.18.77.";

  /** The address of the machine itself, which all nodes reach. */
  static final String HOST = PREFIX + "1";

  private final List<String> nodes;

  /** Makes the network; what an earlier one left is removed. */
  NodeNetwork(List<String> nodes) {
    this.nodes = nodes;
    close();
    Command.run("ip", "link", "add", BRIDGE, "type", "bridge");
    Command.run("ip", "addr", "add", HOST + "/24", "dev", BRIDGE);
    Command.run("ip", "link", "set", BRIDGE, "up");
    nodes.forEach(this::add);
  }

  private void add(String node) {
    String space = space(node);
    Command.run("ip", "netns", "add", space);
    Command.run(
        "ip", "link", "add", cable(node), "type", "veth", "peer", "name", "eth0", "netns", space);
    Command.run("ip", "link", "set", cable(node), "master", BRIDGE);
    Command.run("ip", "link", "set", cable(node), "up");
    Command.run("ip", "-n", space, "addr", "add", address(node) + "/24", "dev", "eth0");
    Command.run("ip", "-n", space, "link", "set", "eth0", "up");
    Command.run("ip", "-n", space, "link", "set", "lo", "up");
    Command.run("ip", "-n", space, "route", "add", "default", "via", HOST);
  }

  /** The address of a node. */
  String address(String node) {
    return PREFIX + (11 + nodes.indexOf(node));
  }

  /** Starts a daemon on a node; the command must return. */
  void start(java.util.Map<String, String> variables, String node, String... command) {
    Command.run(
        variables,
        java.nio.file.Path.of("."),
        Stream.concat(
                Stream.of("nsenter", "--net=/run/netns/" + space(node), "unshare", "--uts"),
                Stream.of(command))
            .toList());
  }

  /** The processes on a node. */
  List<ProcessHandle> processes(String node) {
    return Command.run("ip", "netns", "pids", space(node))
        .lines()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).stream())
        .toList();
  }

  /** Kills everything on a node at once, as if it had lost its power. */
  void kill(String node) {
    processes(node).forEach(ProcessHandle::destroyForcibly);
  }

  /** Pulls the cable of a node: nothing comes or goes, but the processes run on. */
  void cut(String node) {
    Command.run("ip", "link", "set", cable(node), "down");
  }

  /** Puts the cable of a node back. */
  void mend(String node) {
    Command.run("ip", "link", "set", cable(node), "up");
  }

  private static String space(String node) {
    return "rook-" + node;
  }

  private static String cable(String node) {
    return "rookv-" + node;
  }

  @Override
  public void close() {
    String spaces = Command.run("ip", "netns", "list");
    for (String node : nodes) {
      if (spaces.contains(space(node))) {
        kill(node);
        Command.attempt("ip", "netns", "del", space(node));
      }
      Command.attempt("ip", "link", "del", cable(node));
    }
    Command.attempt("ip", "link", "del", BRIDGE);
  }
}
