package dev.rookery.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A class of settings records: its settings, and how one is made. Immutable. */
final class RecordType<R extends Record> {

  /** Looked at once for each class, because looking for what interfaces declare takes long. */
  private static final ClassValue<RecordType<?>> TYPES =
      new ClassValue<>() {
        @Override
        protected RecordType<?> computeValue(Class<?> type) {
          return new RecordType<>(type.asSubclass(Record.class));
        }
      };

  private final Constructor<R> constructor;
  private final List<SettingComponent> settings = new ArrayList<>();
  private final RecordComponent[] components;
  private final int explicit; // where the component of type Explicit is; -1: nowhere

  private RecordType(Class<R> type) {
    components = type.getRecordComponents();
    List<Class<?>> types = new ArrayList<>();
    Stream.of(components).forEach(component -> types.add(component.getType()));
    explicit = types.indexOf(Explicit.class);
    constructor = constructor(type, types);
    Parameter[] parameters = constructor.getParameters();
    for (int i = 0; i < components.length; i++) {
      if (i != explicit) {
        Setting ofParameter = parameters[i].getAnnotation(Setting.class);
        settings.add(SettingComponent.of(components[i], ofParameter));
      }
    }
  }

  /** That of a class. */
  @SuppressWarnings("unchecked") // It is made of the class that it is looked up by.
  static <R extends Record> RecordType<R> of(Class<R> type) {
    return (RecordType<R>) TYPES.get(type);
  }

  private static <R extends Record> Constructor<R> constructor(
      Class<R> type, List<Class<?>> types) {
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types.toArray(new Class<?>[0]));
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type.getName() + " is no record", e);
    }
  }

  /** The settings, in order. */
  List<SettingComponent> settings() {
    return Collections.unmodifiableList(settings);
  }

  /** Refuses names that are none of a setting. */
  void checkNames(Collection<String> names) {
    List<String> known = settings.stream().map(SettingComponent::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw Names.unknown("setting", name, known);
      }
    }
  }

  /** What a record says was chosen; nothing if it says nothing of it. */
  Explicit explicit(R record) {
    return explicit < 0
        ? Explicit.NONE
        : (Explicit) SettingComponent.value(components[explicit], record);
  }

  /**
   * Makes a record.
   *
   * @param values gives each setting's value
   * @param chosen which settings were chosen
   * @throws SettingsException if a value is out of range, or the constructor refuses them
   */
  R make(Function<SettingComponent, Object> values, Explicit chosen) {
    List<Object> arguments = new ArrayList<>();
    settings.forEach(setting -> arguments.add(setting.checked(values.apply(setting))));
    if (explicit >= 0) {
      arguments.add(explicit, chosen);
    }
    try {
      return constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SettingsException refused) {
        throw refused;
      }
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new SettingsException(String.valueOf(refused.getMessage()), refused);
      }
      throw new IllegalStateException("cannot make a " + constructor.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + constructor.getName(), e);
    }
  }
}
