package dev.rookery.engines;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Slurm of three nodes, n1 to n3, with two cores each, whose daemons run on this machine. They
 * share its disk. The partition {@code urgent} preempts {@code main}.
 */
final class SlurmCluster implements AutoCloseable {

  private static final List<String> NODES = List.of("n1", "n2", "n3");
  private static final List<String> PROGRAMS =
      List.of("slurmctld", "slurmd", "sbatch", "munged", "ip", "nsenter");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path directory;
  private final Map<String, String> variables;
  private final NodeNetwork network;

  /**
   * Starts the cluster.
   *
   * @param directory an empty directory, for its configuration, state and logs
   */
  SlurmCluster(Path directory) throws IOException {
    this.directory = directory;
    this.variables = Map.of("SLURM_CONF", directory.resolve("slurm.conf").toString());
    for (String each : List.of("state", "log", "run", "munge", "spool")) {
      Files.createDirectories(directory.resolve(each));
    }
    for (String node : NODES) {
      Files.createDirectories(directory.resolve("spool").resolve(node));
    }
    network = new NodeNetwork(NODES);
    try {
      Files.writeString(directory.resolve("slurm.conf"), configuration());
      startMunge();
      Command.run(variables, directory, List.of("slurmctld", "-c"));
      NODES.forEach(this::startNode);
      Waiting.until("all nodes", LIMIT, () -> NODES.stream().allMatch(this::isIdle), this::state);
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** What is missing here for a cluster; empty if nothing is. */
  static Optional<String> missing() {
    List<String> missing =
        new ArrayList<>(PROGRAMS.stream().filter(program -> !Command.exists(program)).toList());
    if (!"root".equals(System.getProperty("user.name"))) {
      missing.add("root's rights");
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", missing));
  }

  /** The command of the distribution that was built here. */
  static Path rookery() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    Path command = directory.resolve("cli/target/rookery/bin/rookery");
    if (!Files.exists(command)) {
      throw new IllegalStateException(command + " is missing: run ./mvnw package first");
    }
    return command;
  }

  private String configuration() throws IOException {
    String host = Command.run("hostname", "-s");
    String nodes =
        NODES.stream()
            .map(
                node ->
                    "NodeName=%s NodeHostname=%s NodeAddr=%s Port=%d CPUs=2"
                        .formatted(node, host, network.address(node), 16821 + NODES.indexOf(node)))
            .collect(joining("\n"));
    return """
        ClusterName=rookery
        SlurmctldHost=%1$s(%2$s)
        SlurmUser=root
        SlurmdUser=root
        AuthInfo=cred_expire=5,socket=%3$s/run/munge.socket
        SlurmctldPort=16817
        StateSaveLocation=%3$s/state
        SlurmdSpoolDir=%3$s/spool/%%n
        SlurmctldPidFile=%3$s/run/slurmctld.pid
        SlurmdPidFile=%3$s/run/slurmd-%%n.pid
        SlurmctldLogFile=%3$s/log/slurmctld.log
        SlurmdLogFile=%3$s/log/slurmd-%%n.log
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        JobAcctGatherType=jobacct_gather/none
        MpiDefault=none
        SelectType=select/cons_tres
        SelectTypeParameters=CR_Core
        SlurmdParameters=config_overrides
        SchedulerParameters=sched_interval=2,bf_interval=2
        SlurmdTimeout=10
        ReturnToService=2
        PreemptType=preempt/partition_prio
        PreemptMode=REQUEUE
        %4$s
        PartitionName=main Nodes=%5$s Default=YES State=UP PriorityTier=1
        PartitionName=urgent Nodes=%5$s State=UP PriorityTier=2
        """
        .formatted(host, NodeNetwork.HOST, directory, nodes, String.join(",", NODES));
  }

  /** Slurm's identification of its daemons to one another, with a key and a socket of its own. */
  private void startMunge() throws IOException {
    byte[] key = new byte[64];
    new SecureRandom().nextBytes(key);
    Path munge = directory.resolve("munge");
    Path keyFile = munge.resolve("key");
    Files.write(keyFile, key);
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(munge, PosixFilePermissions.fromString("rwx------"));
    Command.run(
        "munged",
        "--force",
        "--key-file=" + keyFile,
        "--seed-file=" + munge.resolve("seed"),
        "--socket=" + directory.resolve("run/munge.socket"),
        "--pid-file=" + directory.resolve("run/munged.pid"),
        "--log-file=" + directory.resolve("log/munged.log"));
  }

  /** Starts Slurm's daemon on a node. */
  private void startNode(String node) {
    network.start(variables, node, "slurmd", "-N", node);
  }

  /** Starts a node anew after it was lost, with nothing running on it. */
  void restartNode(String node) {
    network.mend(node);
    network.kill(node);
    startNode(node);
    Waiting.until(
        "node " + node,
        LIMIT,
        () -> {
          Command.result(
              variables,
              directory,
              List.of("scontrol", "update", "NodeName=" + node, "State=RESUME"));
          return isIdle(node);
        },
        this::state);
  }

  /** The machines, and their cables. */
  NodeNetwork network() {
    return network;
  }

  /** The names of the nodes. */
  List<String> nodes() {
    return NODES;
  }

  /**
   * Submits a script.
   *
   * @param directory where it runs
   * @param options options of {@code sbatch}, and the script
   * @return the number of the job
   */
  String submit(Path directory, Map<String, String> environment, String... options) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(variables);
    return Command.run(
        all,
        directory,
        Stream.concat(Stream.of("sbatch", "--parsable"), Stream.of(options)).toList());
  }

  /** Runs a command of Slurm. */
  String slurm(String... words) {
    return Command.run(variables, directory, List.of(words));
  }

  /** A field of a job as {@code scontrol show job} names it; empty if it has none. */
  String field(String job, String name) {
    return Stream.of(slurm("scontrol", "show", "job", job).split("\\s+"))
        .filter(word -> word.startsWith(name + "="))
        .map(word -> word.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  /** If a job is in a state, such as {@code RUNNING} or {@code COMPLETED}. */
  boolean is(String state, String job) {
    return field(job, "JobState").equals(state);
  }

  /** If no job runs or waits. */
  boolean hasNoJobs() {
    return slurm("squeue", "--noheader").isEmpty();
  }

  /** If a node can take work, and has none. */
  boolean isIdle(String node) {
    return answers(node) && nodeState(node).startsWith("IDLE");
  }

  /** If a node can be used, now or when its work is done. */
  boolean answers(String node) {
    return !nodeState(node).matches("DOWN.*|.*NOT_RESPONDING.*");
  }

  private String nodeState(String node) {
    return Stream.of(slurm("scontrol", "show", "node", node).split("\\s+"))
        .filter(word -> word.startsWith("State="))
        .map(word -> word.substring("State=".length()))
        .findFirst()
        .orElse("");
  }

  /** The Rookery on a node that runs a command, {@code learner} for example. */
  Optional<ProcessHandle> rookery(String node, String command) {
    return network.processes(node).stream()
        .filter(
            process ->
                Stream.of(process.info().arguments().orElse(new String[0]))
                    .toList()
                    .contains(command))
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .findFirst();
  }

  /** What the cluster is at, for messages. */
  String state() {
    return NODES.stream().map(node -> node + " " + nodeState(node)).toList()
        + System.lineSeparator()
        + Command.result(variables, directory, List.of("sinfo", "-N", "-l")).output()
        + System.lineSeparator()
        + Command.result(variables, directory, List.of("squeue", "-l")).output();
  }

  @Override
  public void close() {
    Command.result(variables, directory, List.of("scancel", "--user=root"));
    kill("slurmctld.pid");
    network.close(); // With all that runs on the nodes.
    kill("munged.pid");
  }

  private void kill(String pidFile) {
    try {
      long pid =
          Long.parseLong(Files.readString(directory.resolve("run").resolve(pidFile)).strip());
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    } catch (IOException | NumberFormatException e) {
      System.err.println("no daemon in " + pidFile + ": " + e); // It did not start.
    }
  }
}
