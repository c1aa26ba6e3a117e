package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.runtime.plugins.PluginDirectories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListDescribeTest {

  @Test
  void allKindsAreListedWithALineForEachPlugin() {
    String text = Cli.run("list").succeeded().out();
    List<String> headings = text.lines().filter(line -> line.matches("[A-Z].*")).toList();
    assertEquals(
        List.of("Algorithms", "Environments", "Wrappers", "Transports", "Metrics sinks"), headings);
    assertTrue(
        text.lines().anyMatch(line -> line.matches("  CartPole-v1 +balance a pole.*")), text);
    assertTrue(text.lines().anyMatch(line -> line.matches("  dqn +Deep Q.*")), text);
  }

  @Test
  void theListSaysWhereEachComesFrom() {
    String text = Cli.run("list", "--origin").succeeded().out();
    assertTrue(text.lines().anyMatch(line -> line.matches("  CartPole-v1 +.*envs.*")), text);
  }

  @Test
  void theListIsAvailableAsJson() throws JsonProcessingException {
    JsonNode json = new ObjectMapper().readTree(Cli.run("list", "--json").succeeded().out());
    List<String> kinds = new ArrayList<>();
    json.fieldNames().forEachRemaining(kinds::add);
    assertEquals(
        List.of("algorithms", "environments", "wrappers", "transports", "metricsSinks"), kinds);
    assertEquals("aeron", json.at("/transports/0/name").asText());
    assertEquals("local", json.at("/transports/1/name").asText());
    assertEquals("ring buffers within one process", json.at("/transports/1/description").asText());
    assertTrue(
        json.at("/transports/1/origin").asText().contains("transport-local"), json::toString);
  }

  @Test
  void aDescriptionHasEverySettingWithMeaningDefaultAndRange() {
    String text = Cli.run("describe", "dqn").succeeded().out();
    assertTrue(text.startsWith("algorithm dqn: Deep Q-network"), text);
    assertTrue(text.matches("(?s).*\\n  batchSize +\\w.*default 128; integer, at least 1.*"), text);
    assertTrue(text.contains("default adam; adam | rmsprop"), text);
    assertTrue(
        Cli.run("describe", "CartPole-v1")
            .succeeded()
            .out()
            .contains("solved at a mean return of 475.0"));
    assertTrue(Cli.run("describe", "csv").succeeded().out().contains("It has no settings."));
  }

  @Test
  void theSettingsOfARunAreDescribed() {
    String text = Cli.run("describe", "run").succeeded().out();
    assertTrue(text.contains("default 8; integer, at least 1, at most 65536"), text);
    assertTrue(text.contains("default Infinity; number"), text);
  }

  @Test
  void descriptionsAreAvailableAsJson() throws JsonProcessingException {
    JsonNode json =
        new ObjectMapper().readTree(Cli.run("describe", "dqn", "--json").succeeded().out());
    assertEquals("algorithm", json.path("kind").asText());
    JsonNode first = json.at("/settings/0");
    assertEquals("doubleQ", first.path("name").asText());
    assertEquals("boolean", first.path("type").asText());
    assertTrue(first.has("meaning") && first.has("range") && first.has("defaultValue"));
  }

  @Test
  void defaultsAreShownAsTunedForAnEnvironment() {
    assertEquals(
        """
        algorithm tuned: only for tests

          small  Tuned to 2.
                 default 2; integer

          large  Never tuned.
                 default 10; integer, at least 0
        """,
        Cli.run("describe", "tuned", "-e", "CartPole-v1").succeeded().out());
    assertTrue(Cli.run("describe", "tuned").succeeded().out().contains("default 1; integer"));
  }

  /** Offered by a jar that the test makes. */
  public static final class Extra implements EnvironmentProvider {
    @Override
    public String name() {
      return "Extra-v0";
    }

    @Override
    public String description() {
      return "from a jar";
    }

    @Override
    public Environment create(Record settings) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void jarsInThePluginDirectoryAreFound(@TempDir Path directory) throws IOException {
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(directory.resolve("extra.jar")))) {
      jar.putNextEntry(new JarEntry("META-INF/services/" + EnvironmentProvider.class.getName()));
      jar.write(Extra.class.getName().getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    System.setProperty(PluginDirectories.PROPERTY, directory.toString());
    try {
      assertTrue(
          Cli.run("list")
              .succeeded()
              .out()
              .lines()
              .anyMatch(l -> l.matches(" +Extra-v0 +from a jar")));
    } finally {
      System.clearProperty(PluginDirectories.PROPERTY);
      thread.setContextClassLoader(before);
    }
  }
}
