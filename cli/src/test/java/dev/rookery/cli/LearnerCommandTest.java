package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.training.NamedSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What a learner's configuration is, and how its actors are told to join. */
class LearnerCommandTest {

  private static final String[] DQN = {"-a", "dqn", "-e", "CartPole-v1"};

  @Test
  void actorsJoinByUdpOnThisMachineUnlessSaidOtherwise() {
    JsonNode config = config("learner", DQN);
    assertEquals("aeron", config.at("/transport/name").asText());
    assertEquals("udp", config.at("/transport/settings/channel").asText());
    assertEquals("localhost:7043", config.at("/transport/settings/address").asText());
    assertEquals(600, config.at("/run/timeoutSeconds").asInt());
    assertEquals(1, config.at("/run/actors").asInt());
  }

  @Test
  void whatIsSaidComesFirst() {
    JsonNode config =
        config(
            "learner",
            DQN,
            "--listen",
            "learner:9000",
            "--actors",
            "5",
            "--set",
            "run.timeoutSeconds=7",
            "--set",
            "transport.livenessSeconds=9");
    assertEquals("learner:9000", config.at("/transport/settings/address").asText());
    assertEquals(9, config.at("/transport/settings/livenessSeconds").asInt());
    assertEquals(7, config.at("/run/timeoutSeconds").asInt());
    assertEquals(5, config.at("/run/actors").asInt());
    JsonNode shared = config("learner", DQN, "--set", "transport.channel=ipc");
    assertEquals("ipc", shared.at("/transport/settings/channel").asText());
  }

  /** A run that had threads or processes of its own says so in its configuration. */
  @Test
  void theConfigurationOfAnyRunWillDo(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("run.yaml");
    Files.writeString(
        file,
        """
        algorithm: dqn
        environment: CartPole-v1
        transport: {name: local, settings: {ringBytes: 65536}}
        run: {actors: 4, actorProcesses: 2, timeoutSeconds: 30}
        """);
    JsonNode config = config("learner", new String[] {"--config", file.toString()});
    assertEquals("aeron", config.at("/transport/name").asText());
    assertEquals("udp", config.at("/transport/settings/channel").asText());
    assertEquals(4, config.at("/run/actors").asInt());
    assertEquals(0, config.at("/run/actorProcesses").asInt());
    assertEquals(30, config.at("/run/timeoutSeconds").asInt());
  }

  @Test
  void whoWantsProcessesGetsAnActorInEach() {
    JsonNode one = config("train", DQN, "--transport", "aeron", "--actor-processes", "3");
    assertEquals(3, one.at("/run/actors").asInt());
    assertEquals(3, one.at("/run/actorProcesses").asInt());
    assertEquals("ipc", one.at("/transport/settings/channel").asText());
    JsonNode many =
        config("train", DQN, "--transport", "aeron", "--actor-processes", "3", "--actors", "7");
    assertEquals(7, many.at("/run/actors").asInt());
  }

  @Test
  void anInvitationIsTheCommandThatAcceptsIt() {
    assertEquals(
        "rookery actor --connect learner:9000",
        ActorCommand.joinCommand(
            new NamedSettings("aeron", Map.of("channel", "udp", "address", "learner:9000"))));
    for (String all : new String[] {"0.0.0.0", "[::]", "[0:0:0:0:0:0:0:0]"}) {
      assertEquals(
          "rookery actor --connect NAME-OF-THIS-MACHINE:9000",
          ActorCommand.joinCommand(
              new NamedSettings("aeron", Map.of("channel", "udp", "address", all + ":9000"))));
    }
    assertEquals(
        "rookery actor --connect localhost:7043",
        ActorCommand.joinCommand(new NamedSettings("aeron", Map.of("channel", "udp"))));
    assertEquals(
        "rookery actor --set transport.channel=ipc --set transport.directory=/dev/shm/x",
        ActorCommand.joinCommand(
            new NamedSettings(
                "aeron", new TreeMap<>(Map.of("channel", "ipc", "directory", "/dev/shm/x")))));
    assertEquals(
        "rookery actor --transport local --set transport.ringBytes=65536",
        ActorCommand.joinCommand(new NamedSettings("local", Map.of("ringBytes", 65536))));
  }

  private static JsonNode config(String command, String[] what, String... more) {
    List<String> all = new ArrayList<>(List.of(command, "--print-config"));
    all.addAll(List.of(what));
    all.addAll(List.of(more));
    return new ObjectMapper()
        .valueToTree(new Yaml().load(Cli.run(all.toArray(new String[0])).succeeded().out()));
  }
}
