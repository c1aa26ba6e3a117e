package dev.rookery.runtime.plugins;

import dev.rookery.RookeryException;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.settings.Names;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The plugins there are, by kind and name. Immutable and thread-safe.
 *
 * <p>Settings that a user gives are refused in the plugin's name: {@code environment CartPole-v1:
 * unknown setting 'lenght'; did you mean …}.
 */
public final class Plugins {

  private final Map<PluginKind<?>, Map<String, Object>> providers;

  private Plugins(Map<PluginKind<?>, Map<String, Object>> providers) {
    this.providers = providers;
  }

  /**
   * Finds the plugins that the calling thread's context class loader sees.
   *
   * @throws RookeryException if a provider fails to load, or two have one name
   */
  public static Plugins find() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return find(context == null ? ClassLoader.getSystemClassLoader() : context);
  }

  /**
   * Finds the plugins that a class loader sees.
   *
   * @throws RookeryException if a provider fails to load, or two have one name
   */
  public static Plugins find(ClassLoader loader) {
    Map<PluginKind<?>, Map<String, Object>> found = new HashMap<>();
    for (PluginKind<?> kind : PluginKind.all()) {
      found.put(kind, load(kind, loader));
    }
    return new Plugins(found);
  }

  /**
   * These and a program's own environments.
   *
   * @throws RookeryException if the name of one is taken
   */
  public Plugins withEnvironments(List<EnvironmentProvider> own) {
    List<EnvironmentProvider> all = new ArrayList<>(all(PluginKind.ENVIRONMENT));
    all.addAll(own);
    Map<PluginKind<?>, Map<String, Object>> more = new HashMap<>(providers);
    more.put(PluginKind.ENVIRONMENT, byName(PluginKind.ENVIRONMENT, all));
    return new Plugins(more);
  }

  /** The names of one kind, sorted. */
  public Collection<String> names(PluginKind<?> kind) {
    return Collections.unmodifiableSet(ofKind(kind).keySet());
  }

  /** The providers of one kind, sorted by name. */
  public <P> List<P> all(PluginKind<P> kind) {
    return ofKind(kind).values().stream().map(kind.type()::cast).toList();
  }

  /**
   * One provider.
   *
   * @throws SettingsException if the name is unknown; it gives the closest and the known ones
   */
  public <P> P get(PluginKind<P> kind, String name) {
    Object provider = ofKind(kind).get(name);
    if (provider == null) {
      throw Names.unknown(kind.label(), name, names(kind));
    }
    return kind.type().cast(provider);
  }

  /**
   * A plugin's settings: its defaults with the given values put in.
   *
   * @throws SettingsException if the plugin is unknown or refuses a setting
   */
  public Record settings(PluginKind<?> kind, NamedSettings given) {
    return settings(kind, given, Map.of());
  }

  /**
   * A plugin's settings: its defaults, over these the tuned values, over these the given ones.
   *
   * @throws SettingsException if the plugin is unknown or refuses a setting
   */
  public <P> Record settings(PluginKind<P> kind, NamedSettings given, Map<String, ?> tuned) {
    P provider = get(kind, given.name());
    Map<String, Object> changes = new HashMap<>(tuned);
    changes.putAll(given.settings());
    try {
      return Settings.with(kind.defaultSettings().apply(provider), changes);
    } catch (SettingsException e) {
      throw new SettingsException(
          "%s %s: %s".formatted(kind.label(), given.name(), e.getMessage()), e);
    }
  }

  private Map<String, Object> ofKind(PluginKind<?> kind) {
    return providers.getOrDefault(kind, Map.of());
  }

  private static <P> Map<String, Object> load(PluginKind<P> kind, ClassLoader loader) {
    return byName(kind, ProviderLoader.load(kind.type(), loader));
  }

  private static <P> Map<String, Object> byName(PluginKind<P> kind, Collection<P> providers) {
    Map<String, Object> byName = new TreeMap<>();
    for (P provider : providers) {
      String name = kind.name().apply(provider);
      Object other = byName.putIfAbsent(name, provider);
      if (other != null) {
        throw new RookeryException(
            "two plugins of kind %s are named '%s': %s and %s; remove or rename one"
                .formatted(
                    kind.label(),
                    name,
                    ProviderLoader.origin(other.getClass()),
                    ProviderLoader.origin(provider.getClass())));
      }
    }
    return byName;
  }
}
