package dev.rookery.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.plugins.TestPlugins;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

  @TempDir Path directory;
  private Plugins plugins;

  @BeforeEach
  void findPlugins() {
    plugins = TestPlugins.all(directory);
  }

  @Test
  void allSectionsAreRead() {
    TrainingConfig config =
        resolve(
            """
            algorithm:
              name: guess
              settings:
                learningRate: 2.5e-4
                hiddenSizes: [16, 8]
                exploration: noisy
                hopeful: no
            environment: Walk-v0     # short for a name without settings
            wrappers:
              - doubling
              - name: doubling
                settings: {times: 3}
            transport: {name: pigeon, settings: {loft: "1.10"}}
            run:
              actors: 2
              steps: 200_000
              stopAtReturn: .inf
              metrics: []
            """);
    assertEquals(2.5e-4, config.algorithm().settings().get("learningRate"));
    assertEquals(List.of(16, 8), config.algorithm().settings().get("hiddenSizes"));
    assertEquals("noisy", config.algorithm().settings().get("exploration"));
    assertEquals(false, config.algorithm().settings().get("hopeful"));
    assertEquals(new NamedSettings("Walk-v0", Map.of("length", 7)), config.environment());
    assertEquals(new NamedSettings("doubling", Map.of("times", 3)), config.wrappers().get(1));
    assertEquals(Map.of("loft", "1.10"), config.transport().settings());
    assertEquals(2, config.run().actors());
    assertEquals(200_000, config.run().steps());
    assertEquals(Double.POSITIVE_INFINITY, config.run().stopAtReturn());
    assertEquals(List.of(), config.run().metrics());
  }

  @Test
  void anEmptyFileSaysNothing() {
    assertEquals(ConfigLayer.EMPTY, ConfigFile.parse("# nothing\n", "run.yaml"));
  }

  @Test
  void unknownKeysFailWithTheClosestAndTheirPlace() {
    refused("algoritm: guess\n", "run.yaml:1:1: unknown key 'algoritm'; did you mean 'algorithm'?");
    refused(
        "algorithm:\n  name: guess\n  setings: {}\n",
        "run.yaml:3:3: unknown key 'setings'; did you mean 'settings'?");
    refused(
        COMPLETE + "run:\n  actors: 1\n  stepps: 5\n",
        "run.yaml:7:11: unknown setting 'stepps'; did you mean 'steps'?");
    refused(
        "algorithm:\n  name: guess\n  settings:\n    batchsize: 5\nenvironment: Walk-v0\n",
        "run.yaml:4:16: algorithm guess: unknown setting 'batchsize'; did you mean 'batchSize'?");
  }

  @Test
  void unknownPluginsFailWithTheClosestAndTheirPlace() {
    refused(
        "environment: Walk-v1\nalgorithm: guess\n",
        "run.yaml:1:14: unknown environment 'Walk-v1'; did you mean 'Walk-v0'?");
    refused(
        COMPLETE + "run:\n  metrics: [csw]\n",
        "run.yaml:6:12: unknown metrics sink 'csw'; did you mean 'csv'?");
  }

  @Test
  void wrongValuesFailWithTheirPlace() {
    refused(
        COMPLETE + "run: {actors: two}\n",
        "run.yaml:5:15: setting 'actors' must be an integer, not 'two'");
    refused(
        COMPLETE + "run:\n  actors: 0\n",
        "run.yaml:6:11: setting 'actors' must be at least 1, at most 4096, not 0");
    refused(
        COMPLETE + "run:\n  actors:\n", "run.yaml:6:10: 'actors' has no value; give one or remove");
    refused(
        COMPLETE + "run:\n  actors: {a: 1}\n", "run.yaml:6:11: 'actors' must be a single value");
    refused("run: 5\n", "run.yaml:1:6: 'run' must have members, each on a line 'name: value'");
    refused("- run\n", "run.yaml:1:1: the file must have members");
    refused("wrappers: doubling\n", "run.yaml:1:11: 'wrappers' must be a list");
    refused("run: {actors: 1}\nrun: {}\n", "run.yaml:2:1: 'run' is here twice; remove one");
  }

  /** Otherwise these would be read as something else than YAML means, without a word. */
  @Test
  void mergeKeysTagsAndOctalNumbersAreRefused() {
    refused(
        "run: &one {actors: 1}\nenvironment:\n  <<: *one\n",
        "run.yaml:3:3: the merge key '<<' is not supported; write out the members");
    refused(
        COMPLETE + "run: {<<: [{actors: 2}, {seed: 1}]}\n", "run.yaml:5:7: the merge key '<<' is");
    refused(
        "run: {actors: !big 2}\n",
        "run.yaml:1:15: 'actors' has the tag !big; tags are not supported");
    refused(
        "run: {actors: !!binary Mg==}\n",
        "run.yaml:1:15: 'actors' has the tag tag:yaml.org,2002:binary;");
    refused("run: !mine {actors: 1}\n", "run.yaml:1:6: 'run' has the tag !mine;");
    refused("wrappers: !mine [doubling]\n", "run.yaml:1:11: 'wrappers' has the tag !mine;");
    refused("!mine run: {actors: 1}\n", "run.yaml:1:1: a name has the tag !mine;");
    for (String octal : List.of("010", "-007", "0_1")) {
      refused(
          "run: {actors: %s}\n".formatted(octal),
          "run.yaml:1:15: 'actors' is %s, an octal number in YAML; leave".formatted(octal));
    }
    for (String number : List.of("0x10", "0b10", "1:30")) {
      refused(
          COMPLETE + "run: {actors: %s}\n".formatted(number),
          "run.yaml:5:15: setting 'actors' must be an integer, not '%s'".formatted(number));
    }
    refused("? [run]\n: {}\n", "run.yaml:1:3: a name must be a single value");
    refused("~: {}\n", "run.yaml:1:1: a name has no value");
  }

  @Test
  void anchorsAndAliasesWork() {
    TrainingConfig config =
        resolve(
            COMPLETE
                + "wrappers: [&three {name: doubling, settings: {times: &n 3}}, *three]\n"
                + "run: {actors: *n}\n");
    assertEquals(config.wrappers().get(0), config.wrappers().get(1));
    assertEquals(3, config.run().actors());
  }

  @Test
  void aTextStaysAsItStands() {
    for (String text : List.of("no", "1.10", "0x1F", "1:30", "2001-01-01", "<<", "1_0")) {
      TrainingConfig config =
          resolve(COMPLETE.replace("pigeon", "{name: pigeon, settings: {loft: " + text + "}}"));
      assertEquals(text, config.transport().settings().get("loft"));
    }
  }

  @Test
  void valuesThatContradictEachOtherFailInThePluginsName() {
    refused(
        """
        algorithm: {name: guess, settings: {low: 15, high: 12}}
        environment: Walk-v0
        """,
        "algorithm guess: low must not exceed high");
    refused(
        """
        algorithm: {name: guess, settings: {low: 30}}
        environment: Walk-v0
        """,
        "run.yaml:1:42: algorithm guess: low must not exceed high");
  }

  @Test
  void whatIsNotYamlFailsWithItsPlace() {
    refused("run:\n\tactors: 1\n", "run.yaml:2:1: this is not YAML: found character '\\t(TAB)'");
    refused("run: [1, 2\nwrappers: 3\n", "run.yaml:2:9: this is not YAML: expected ',' or ']'");
    refused("run: a: b\n", "run.yaml:1:7: this is not YAML: mapping values are not allowed here");
    refused("run: {}\n---\nrun: {}\n", "run.yaml:2:1: this is not YAML:");
    refused("run: *actors\n", "run.yaml:1:6: this is not YAML: found undefined alias actors");
    refused("\u0001", "run.yaml is not YAML:");
  }

  @Test
  void aMissingEnvironmentOrAlgorithmFailsWithTheChoices() {
    refused("algorithm: guess\n", "no environment is named: choose one of Walk-v0");
    refused("environment: Walk-v0\n", "no algorithm is named: choose one of guess, luck");
    refused(
        "wrappers: [{settings: {}}]\n" + COMPLETE, "no wrapper is named: choose one of doubling");
  }

  @Test
  void filesThatCannotBeReadFailInOneLine() throws IOException {
    Path file = directory.resolve("run.yaml");
    assertEquals(
        "there is no configuration file " + file,
        assertThrows(SettingsException.class, () -> ConfigFile.read(file)).getMessage());
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xff});
    String message =
        assertThrows(SettingsException.class, () -> ConfigFile.read(file)).getMessage();
    assertTrue(message.startsWith("cannot read the configuration file " + file), message);
  }

  @Test
  void everySettingIsWrittenInOrderAndReadBack() throws IOException {
    TrainingConfig config = resolve(COMPLETE);
    Path file = directory.resolve("run.yaml");
    Files.writeString(file, "an older file that is much longer\n".repeat(1000));
    ConfigFile.write(config, file);
    assertTrue(
        Files.readString(file)
            .startsWith(
                """
                algorithm:
                  name: guess
                  settings:
                    learningRate: 0.001
                    batchSize: 8
                    low: 0
                    high: 20
                    hopeful: true
                    exploration: epsilon-greedy
                    motto: try again
                    hiddenSizes:
                    - 64
                    - 64
                    patience: 5000000000
                """),
        Files.readString(file));
    assertTrue(Files.readString(file).contains("stopAtReturn: .inf"));
    assertEquals(config, ResolvedConfig.of(ConfigFile.read(file), plugins).config());
  }

  @Test
  void aFileThatCannotBeWrittenFailsInOneLine() {
    Path file = directory.resolve("absent/run.yaml");
    String message =
        assertThrows(RookeryException.class, () -> ConfigFile.write(resolve(COMPLETE), file))
            .getMessage();
    assertTrue(message.startsWith("cannot write the configuration " + file), message);
    assertFalse(message.contains("\n"));
  }

  private static final String COMPLETE =
      "algorithm: guess\nenvironment: Walk-v0\n# one\ntransport: pigeon\n";

  private TrainingConfig resolve(String text) {
    ConfigLayer transport = ConfigFile.parse("transport: pigeon", "");
    return ResolvedConfig.of(ConfigFile.parse(text, "run.yaml").over(transport), plugins).config();
  }

  private void refused(String text, String beginning) {
    String message = assertThrows(SettingsException.class, () -> resolve(text)).getMessage();
    assertTrue(message.startsWith(beginning), message);
    assertEquals(1, message.lines().count(), message);
  }
}
