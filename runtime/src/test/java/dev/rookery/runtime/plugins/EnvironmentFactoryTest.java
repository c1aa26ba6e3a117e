package dev.rookery.runtime.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentException;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Step;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Test
  void anErrorWhileAnEnvironmentIsMadeIsNamed() {
    EnvironmentFactory factory =
        factory(
            settings -> {
              throw new NoClassDefFoundError("kotlin/Unit");
            });
    assertEquals(
        "environment Own-v0 cannot be made: java.lang.NoClassDefFoundError: kotlin/Unit",
        assertThrows(EnvironmentException.class, factory::get).getMessage());
  }

  @Test
  @SuppressWarnings("NullAway") // a program without null checks
  void aFactoryThatReturnsNullIsNamed() {
    assertEquals(
        "environment Own-v0: its method create returned null where an object of type Environment is"
            + " needed",
        assertThrows(RookeryException.class, () -> factory(settings -> null).get()).getMessage());
  }

  @Test
  void oneObjectForAllCopiesIsRefused() {
    TestPlugins.Walk.World one = new TestPlugins.Walk.World(1);
    EnvironmentFactory factory = factory(settings -> one, NamedSettings.of("doubling"));
    factory.get().close();
    assertEquals(
        "environment Own-v0 cannot be made: its factory returned the same object again; each"
            + " call must make a new one, as every copy has a state of its own",
        assertThrows(EnvironmentException.class, factory::get).getMessage());
  }

  @Test
  void oneObjectInsideAllCopiesIsRefused() {
    TestPlugins.Walk.World one = new TestPlugins.Walk.World(1);
    EnvironmentFactory factory = factory(settings -> new EnvironmentWrapper(one) {});
    try (Environment first = factory.get()) {
      assertSame(one, ((EnvironmentWrapper) first).inner());
      String message = assertThrows(EnvironmentException.class, factory::get).getMessage();
      assertTrue(message.contains("returned an object around the same dev.rookery"), message);
    }
  }

  @Test
  void copiesThatAreAlreadyMadeAreClosedWhenAnotherFails() {
    List<TestPlugins.Walk.World> made = new ArrayList<>();
    EnvironmentFactory factory =
        factory(
            settings -> {
              if (made.size() == 2) {
                throw new IllegalStateException("only two licences");
              }
              made.add(new TestPlugins.Walk.World(1));
              return made.get(made.size() - 1);
            });
    assertThrows(EnvironmentException.class, () -> factory.copies(3));
    assertTrue(made.get(0).closed && made.get(1).closed);
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
        TestPlugins.all(directory).with(List.of(own)),
        NamedSettings.of("Own-v0"),
        List.of(wrappers));
  }
}
