package dev.rookery.runtime.plugins;

import dev.rookery.RookeryException;
import dev.rookery.settings.Names;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All plugins that were found, by kind and name. Immutable and thread-safe.
 *
 * <p>A plugin that cannot be loaded, or whose name another has too, does not affect the others: it
 * is among the {@link #problems()}, and an error only where it is asked for by name.
 *
 * <p>Settings that a user gives are refused in the plugin's name: {@code environment CartPole-v1:
 * unknown setting 'lenght'; did you mean …}.
 */
public final class Plugins {

  private final Map<PluginKind<?>, FoundPlugins<?>> found;
  private final List<String> searched;
  private final List<String> unreadable;

  private Plugins(
      Map<PluginKind<?>, FoundPlugins<?>> found, List<String> searched, List<String> unreadable) {
    this.found = found;
    this.searched = searched;
    this.unreadable = unreadable;
  }

  /** Finds the plugins that the calling thread's context class loader sees. */
  public static Plugins find() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return find(context == null ? ClassLoader.getSystemClassLoader() : context);
  }

  /** Finds the plugins that a class loader sees, and those of its {@link PluginDirectories}. */
  public static Plugins find(ClassLoader loader) {
    List<ClassLoader> loaders = new ArrayList<>(List.of(loader));
    loaders.addAll(DirectoriesClassLoader.pluginsOf(loader));
    Map<PluginKind<?>, FoundPlugins<?>> found = new LinkedHashMap<>();
    for (PluginKind<?> kind : PluginKind.all()) {
      found.put(kind, FoundPlugins.in(kind, loaders));
    }
    List<DirectoriesClassLoader> directories = DirectoriesClassLoader.of(loader);
    return new Plugins(
        found,
        directories.stream().flatMap(d -> d.searched().stream()).toList(),
        directories.stream().flatMap(d -> d.problems().stream()).toList());
  }

  /**
   * Adds a program's own plugins.
   *
   * @param own providers of any kind
   * @throws RookeryException if the name of one is taken, or it has none
   */
  public Plugins with(List<?> own) {
    Map<PluginKind<?>, FoundPlugins<?>> more = new LinkedHashMap<>(found);
    PluginKind.all().forEach(kind -> more.put(kind, with(kind, own)));
    return new Plugins(more, searched, unreadable);
  }

  private <P> FoundPlugins<P> with(PluginKind<P> kind, List<?> own) {
    FoundPlugins<P> before = ofKind(kind);
    List<P> added = kind.among(own);
    FoundPlugins<P> all = before.and(kind, added);
    Stream.concat(
            all.broken().stream().skip(before.broken().size()),
            added.stream()
                .map(kind.name())
                .filter(all.conflicts()::containsKey)
                .map(all.conflicts()::get))
        .findFirst()
        .ifPresent(
            problem -> {
              throw new RookeryException(problem);
            });
    return all;
  }

  /** Why plugins are left out, a line for each. */
  public List<String> problems() {
    return Stream.concat(
            unreadable.stream(), found.values().stream().flatMap(FoundPlugins::problems))
        .toList();
  }

  /** The names of one kind, sorted. */
  public Collection<String> names(PluginKind<?> kind) {
    return Collections.unmodifiableSet(ofKind(kind).usable().keySet());
  }

  /** The providers of one kind, sorted by name. */
  public <P> List<P> all(PluginKind<P> kind) {
    return List.copyOf(ofKind(kind).usable().values());
  }

  /** The jar or directory that a provider's class came from; empty if that is not known. */
  public static Optional<String> origin(Object provider) {
    return ProviderLoader.place(provider.getClass());
  }

  /**
   * Returns one provider. It throws, where the plugin returns null, an error with the plugin's
   * name.
   *
   * @throws SettingsException if the name is unknown; it gives the closest and the known ones, and
   *     says where plugins were looked for
   * @throws RookeryException if several have the name
   */
  public <P> P get(PluginKind<P> kind, String name) {
    FoundPlugins<P> ofKind = ofKind(kind);
    P provider = ofKind.usable().get(name);
    if (provider != null) {
      return CheckedPlugin.of(kind.type(), provider, kind.label() + " " + name);
    }
    if (ofKind.conflicts().containsKey(name)) {
      throw new RookeryException(ofKind.conflicts().get(name));
    }
    throw new SettingsException(
        RookeryArtifacts.missing(kind, name, names(kind))
                .orElseGet(() -> Names.unknown(kind.label(), name, names(kind)).getMessage())
            + whereSearched(kind));
  }

  /** The directories that were searched, and the plugins of a kind that are left out. */
  public String whereSearched(PluginKind<?> kind) {
    String places =
        searched.isEmpty() ? "" : "; directories of plugins: " + String.join(", ", searched);
    List<String> broken =
        Stream.concat(unreadable.stream(), ofKind(kind).broken().stream()).toList();
    return broken.isEmpty() ? places : places + "; left out: " + String.join("; ", broken);
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

  @SuppressWarnings("unchecked") // Each kind has those that were found of it.
  private <P> FoundPlugins<P> ofKind(PluginKind<P> kind) {
    return (FoundPlugins<P>) Objects.requireNonNull(found.get(kind));
  }
}
