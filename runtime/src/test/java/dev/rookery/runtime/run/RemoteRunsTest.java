package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemoteRunsTest {

  private final List<String> closed = new ArrayList<>();
  private final RemoteRuns runs = new RemoteRuns(this::run);

  /** The configuration of this test is its seed. */
  private RemoteRun run(String seed) {
    ResolvedConfig resolved =
        ResolvedConfig.of(
            new TrainingConfig(
                new NamedSettings("dqn", Map.of("hiddenLayers", List.of(8))),
                NamedSettings.of("CartPole-v1"),
                List.of(),
                NamedSettings.of("local"),
                RunSettings.defaults().with("seed", Long.valueOf(seed))),
            Plugins.find());
    Algorithm algorithm =
        new WrappedAlgorithm(RuntimeEngine.algorithm(resolved)) {
          @Override
          public void close() {
            super.close();
            closed.add(seed);
          }
        };
    return new RemoteRun(resolved, resolved.config().run(), algorithm);
  }

  @Test
  void actorsOfOneConfigurationShareARun() {
    try (RemoteRuns.Lease first = runs.open("1");
        RemoteRuns.Lease second = runs.open("1")) {
      assertSame(first.run(), second.run());
    }
    assertEquals(List.of(), closed);
    runs.close();
    assertEquals(List.of("1"), closed);
  }

  /** A learner that is restarted again and again with other settings does not fill the memory. */
  @Test
  void aRunThatNobodyUsesIsClosedWhenAnotherComes() {
    RemoteRuns.Lease first = runs.open("1");
    RemoteRuns.Lease second = runs.open("2");
    assertNotSame(first.run(), second.run());
    first.close();
    assertEquals(List.of(), closed);
    runs.open("1").close();
    assertEquals(List.of(), closed);
    runs.open("3").close();
    assertEquals(List.of("1"), closed);
    second.close();
    runs.open("4").close();
    assertEquals(List.of("1", "2", "3"), closed.stream().sorted().toList());
    runs.close();
    assertEquals(List.of("1", "2", "3", "4"), closed.stream().sorted().toList());
  }

  @Test
  void aConfigurationThatCannotBeUsedIsNotKept() {
    RemoteRuns failing =
        new RemoteRuns(
            text -> {
              throw new SettingsException("not installed here");
            });
    for (int i = 0; i < 2; i++) {
      assertEquals(
          "not installed here",
          assertThrows(SettingsException.class, () -> failing.open("1")).getMessage());
    }
    failing.close();
  }
}
