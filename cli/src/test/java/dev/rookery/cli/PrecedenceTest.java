package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Defaults, then what suits the environment, then the configuration file, then the options. */
class PrecedenceTest {

  @TempDir Path directory;

  @Test
  void withoutFileAndOptionsTheTunedValuesComeBeforeTheDefaults() throws IOException {
    JsonNode config = config("-a", "tuned", "-e", "CartPole-v1");
    assertEquals(2, config.at("/algorithm/settings/small").asInt());
    assertEquals(10, config.at("/algorithm/settings/large").asInt());
    assertEquals(1, config("-a", "tuned", "-e", "Taxi-v4").at("/algorithm/settings/small").asInt());
    assertEquals("local", config.at("/transport/name").asText());
    assertEquals(8, config.at("/run/environmentsPerActor").asInt());
  }

  @Test
  void theFileComesBeforeTunedValues() throws IOException {
    JsonNode config = config("--config", file());
    assertEquals(77, config.at("/algorithm/settings/small").asInt());
    assertEquals(3, config.at("/run/actors").asInt());
    assertEquals(100, config.at("/environment/settings/maxEpisodeSteps").asInt());
    assertEquals("reward-scale", config.at("/wrappers/0/name").asText());
  }

  @Test
  void optionsComeBeforeTheFile() throws IOException {
    JsonNode config =
        config(
            "--config",
            file(),
            "--set",
            "small=55",
            "--set",
            "small=66",
            "--set",
            "environment.maxEpisodeSteps=9",
            "--actors",
            "2",
            "--lockstep",
            "--seed",
            "5",
            "--steps",
            "1e5",
            "--set",
            "run.blockRows=16",
            "--set",
            "transport.ringBytes=65536",
            "--wrap",
            "time-limit:maxEpisodeSteps=4",
            "--wrap",
            "reward-clip");
    assertEquals(66, config.at("/algorithm/settings/small").asInt());
    assertEquals(9, config.at("/environment/settings/maxEpisodeSteps").asInt());
    assertEquals(2, config.at("/run/actors").asInt());
    assertEquals(true, config.at("/run/lockstep").asBoolean());
    assertEquals(5, config.at("/run/seed").asInt());
    assertEquals(100_000, config.at("/run/steps").asInt());
    assertEquals(16, config.at("/run/blockRows").asInt());
    assertEquals(65536, config.at("/transport/settings/ringBytes").asInt());
    assertEquals(4, config.at("/wrappers/0/settings/maxEpisodeSteps").asInt());
    assertEquals("reward-clip", config.at("/wrappers/1/name").asText());
    assertEquals(4, config.at("/run/checkpointsKept").asInt()); // only the file says so
  }

  @Test
  void thePrintedConfigurationGivesItselfWhenItIsReadAgain() throws IOException {
    String first = Cli.run("train", "--config", file(), "--print-config").succeeded().out();
    Path again = Files.writeString(directory.resolve("again.yaml"), first);
    assertEquals(
        first, Cli.run("train", "--config", again.toString(), "--print-config").succeeded().out());
  }

  private String file() throws IOException {
    return Files.writeString(
            directory.resolve("run.yaml"),
            """
            algorithm: {name: tuned, settings: {small: 77}}
            environment: {name: CartPole-v1, settings: {maxEpisodeSteps: 100}}
            wrappers: [reward-scale]
            run: {actors: 3, checkpointsKept: 4}
            """)
        .toString();
  }

  private static JsonNode config(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of("train", "--print-config"));
    all.addAll(List.of(args));
    return new ObjectMapper()
        .valueToTree(new Yaml().load(Cli.run(all.toArray(new String[0])).succeeded().out()));
  }
}
