package dev.rookery.runtime.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentException;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.Step;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFactoryTest {

  @TempDir Path directory;

  @Test
  void allWrappersAreAppliedTheInnermostFirst() {
    EnvironmentFactory factory =
        new EnvironmentFactory(
            TestPlugins.all(directory),
            new NamedSettings("Walk-v0", Map.of("length", "3")),
            List.of(
                NamedSettings.of("doubling"), new NamedSettings("doubling", Map.of("times", 2))));
    try (Environment environment = factory.get()) {
      Step step = Step.of(environment.observationSpace());
      environment.step(new Action(environment.actionSpace()), step);
      assertEquals(3 * 2 * 4, step.reward());
    }
  }

  @Test
  void settingsAreCheckedBeforeAnythingIsMade() {
    assertEquals(
        "wrapper doubling: setting 'times' must be at least 0, not -1",
        assertThrows(
                SettingsException.class,
                () ->
                    new EnvironmentFactory(
                        TestPlugins.all(directory),
                        NamedSettings.of("Walk-v0"),
                        List.of(new NamedSettings("doubling", Map.of("times", -1)))))
            .getMessage());
  }

  @Test
  void whatIsAlreadyMadeIsClosedWhenAWrapperFails() {
    TestPlugins.Walk.World[] made = new TestPlugins.Walk.World[1];
    EnvironmentFactory factory =
        factory(
            settings -> made[0] = new TestPlugins.Walk.World(1),
            new NamedSettings("doubling", Map.of("times", 31)));
    assertThrows(RookeryException.class, factory::get);
    assertTrue(made[0].closed);
  }

  @Test
  void anEnvironmentThatFailsIsNamed() {
    EnvironmentFactory factory =
        factory(
            settings -> {
              throw new IllegalStateException("no licence");
            });
    assertEquals(
        "environment Own-v0 cannot be made: java.lang.IllegalStateException: no licence",
        assertThrows(EnvironmentException.class, factory::get).getMessage());
  }

  private interface Maker {
    Environment make(Record settings);
  }

  private EnvironmentFactory factory(Maker maker, NamedSettings... wrappers) {
    EnvironmentProvider own =
        new TestPlugins.Walk() {
          @Override
          public String name() {
            return "Own-v0";
          }

          @Override
          public Environment create(Record settings) {
            return maker.make(settings);
          }
        };
    return new EnvironmentFactory(
        TestPlugins.all(directory).withEnvironments(List.of(own)),
        NamedSettings.of("Own-v0"),
        List.of(wrappers));
  }
}
