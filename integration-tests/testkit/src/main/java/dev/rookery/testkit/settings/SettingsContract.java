package dev.rookery.testkit.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.settings.Explicit;
import dev.rookery.settings.SettingDescription;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tests that every settings record passes, as a test class to extend:
 *
 * <pre>{@code
 * class MyConfigTest extends SettingsContract<MyConfig> {
 *   @Override
 *   protected MyConfig defaults() {
 *     return MyConfig.defaults();
 *   }
 * }
 * }</pre>
 *
 * @param <R> the record
 */
public abstract class SettingsContract<R extends Record> {

  /** The record with its default values. */
  protected abstract R defaults();

  @Test
  public void everySettingHasAMeaningAndADefaultWithinItsRange() {
    for (SettingDescription setting : Settings.describe(defaults())) {
      assertFalse(setting.meaning().isBlank(), setting.name());
    }
    assertEquals(defaults(), Settings.with(defaults(), Settings.toMap(defaults())));
  }

  @Test
  public void everySettingIsReadBackFromItsText() {
    for (SettingDescription setting : Settings.describe(defaults())) {
      R changed = changed(setting);
      Object value = Objects.requireNonNull(Settings.toMap(changed).get(setting.name()));
      assertNotEquals(setting.defaultValue(), value, setting.name());
      assertEquals(
          changed, Settings.with(defaults(), setting.name(), Settings.text(value)), setting.name());
    }
  }

  /** A {@code withX} of an algorithm's settings; other records may have some, or none. */
  @Test
  public void everyMethodThatChangesASettingChangesThatAlone() throws Exception {
    for (SettingDescription setting : Settings.describe(defaults())) {
      String name = setting.name();
      RecordComponent component =
          Stream.of(defaults().getClass().getRecordComponents())
              .filter(c -> c.getName().equals(name))
              .findFirst()
              .orElseThrow();
      String with = "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
      List<Method> methods =
          Stream.of(defaults().getClass().getMethods())
              .filter(m -> m.getName().equals(with) && !m.isBridge())
              .toList();
      assertTrue(
          methods.size() == 1 || !(defaults() instanceof AlgorithmConfig),
          () -> "one method %s, not %s".formatted(with, methods));
      for (Method method : methods) {
        R changed = changed(setting);
        component.getAccessor().setAccessible(true);
        method.setAccessible(true);
        Object value = component.getAccessor().invoke(changed);
        assertEquals(changed, method.invoke(defaults(), value), with);
      }
    }
  }

  @Test
  public void onlyWhatIsChangedCountsAsChosen() {
    if (defaults() instanceof AlgorithmConfig byDefault) {
      Set<String> names = Settings.toMap(defaults()).keySet();
      assertEquals(Set.of(), chosen(names, byDefault.explicit()));
      for (String name : names) {
        Object same = Settings.toMap(defaults()).get(name);
        AlgorithmConfig changed = (AlgorithmConfig) Settings.with(defaults(), name, same);
        assertEquals(Set.of(name), chosen(names, changed.explicit()));
      }
    }
  }

  private static Set<String> chosen(Set<String> names, Explicit explicit) {
    return names.stream().filter(explicit::includes).collect(Collectors.toSet());
  }

  /** The defaults with another value of one setting. */
  private R changed(SettingDescription setting) {
    Map<String, Object> unchanged = Settings.toMap(defaults());
    return others(setting)
        .flatMap(accepted(setting.name()))
        .filter(changed -> !Settings.toMap(changed).equals(unchanged))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no other value for " + setting));
  }

  private Function<Object, Stream<R>> accepted(String name) {
    return value -> {
      try {
        return Stream.of(Settings.with(defaults(), name, value));
      } catch (SettingsException e) {
        return Stream.empty();
      }
    };
  }

  private static Stream<Object> others(SettingDescription setting) {
    return setting.defaultValue() instanceof List<?> list
        ? Stream.concat(Stream.of(List.of()), list.stream().limit(1).map(entry -> List.of(entry)))
        : Stream.concat(
            setting.choices().stream(),
            Stream.of(
                "true", "false", "1", "2", "3", "0.5", "0.75", "1_024", "65_536", "another text"));
  }
}
