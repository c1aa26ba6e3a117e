package dev.rookery.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIdentityTest {

  @TempDir Path directory;

  @Test
  void runsThatDifferInTheSeedAreTheSame() throws IOException {
    RunIdentity first = read("a", Runs.config("dqn", 1e-3, "CartPole-v1", 1));
    assertEquals(first, read("b", Runs.config("dqn", 1e-3, "CartPole-v1", 2)));
    assertEquals("dqn", first.labelAmong(List.of(first)));
  }

  @Test
  void runsThatDifferInASettingAreToldApartByIt() throws IOException {
    RunIdentity slow = read("a", Runs.config("dqn", 1e-4, "CartPole-v1", 1));
    RunIdentity fast = read("b", Runs.config("dqn", 1e-3, "CartPole-v1", 1));
    RunIdentity other = read("c", Runs.config("ppo", 3e-4, "CartPole-v1", 1));
    assertNotEquals(slow, fast);
    List<RunIdentity> all = List.of(slow, fast, other);
    assertEquals("dqn (learningRate=1.0E-4)", slow.labelAmong(all));
    assertEquals("dqn (learningRate=0.001)", fast.labelAmong(all));
    assertEquals("ppo", other.labelAmong(all));
  }

  @Test
  void severalEnvironmentsAreNamed() throws IOException {
    RunIdentity cartPole = read("a", Runs.config("dqn", 1e-4, "CartPole-v1", 1));
    RunIdentity acrobot = read("b", Runs.config("dqn", 1e-3, "Acrobot-v1", 1));
    assertEquals("dqn on Acrobot-v1", acrobot.labelAmong(List.of(cartPole, acrobot)));
  }

  @Test
  void listsAndWrappersTellRunsApartToo() throws IOException {
    RunIdentity plain = read("a", "algorithm: dqn\nenvironment: CartPole-v1\n");
    RunIdentity other =
        read(
            "b",
            """
            algorithm: {name: dqn, settings: {hiddenLayers: [64, 32]}}
            environment: CartPole-v1
            wrappers: [reward-clip, {name: reward-scale, settings: {factor: 0.1}}]
            """);
    assertEquals("dqn", plain.labelAmong(List.of(plain)));
    assertEquals(
        "dqn (hiddenLayers=[64, 32], wrappers=[reward-clip{}, reward-scale{factor=0.1}])",
        other.labelAmong(List.of(plain, other)));
  }

  @Test
  void withoutAReadableConfigurationEveryDirectoryStandsForItself() throws IOException {
    for (String config : List.of("", "algorithm: [", "just text", "algorithm: {}")) {
      RunIdentity first = read("first/run", config);
      RunIdentity second = read("second/run", config);
      assertNotEquals(first, second);
      assertEquals("run", first.labelAmong(List.of(first)));
      assertEquals(
          "run (directory=%s)".formatted(directory.resolve("first/run")),
          first.labelAmong(List.of(first, second)));
    }
  }

  private RunIdentity read(String name, String config) throws IOException {
    return RunIdentity.read(Runs.make(directory, name, config, ""));
  }
}
