package dev.rookery.runtime.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of one kind: those that can be used, and the errors of the others.
 *
 * @param usable by name
 * @param conflicts a line for each name that several have, by that name
 * @param broken a line for each that cannot be loaded
 * @param <P> the provider's interface
 */
record FoundPlugins<P>(Map<String, P> usable, Map<String, String> conflicts, List<String> broken) {

  /** Finds the plugins that class loaders see; a class that several see counts once. */
  static <P> FoundPlugins<P> in(PluginKind<P> kind, List<ClassLoader> loaders) {
    Map<Class<?>, P> providers = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (ClassLoader loader : loaders) {
      ProviderLoader.Loaded<P> loaded = ProviderLoader.load(kind.type(), loader);
      loaded.providers().forEach(provider -> providers.putIfAbsent(provider.getClass(), provider));
      problems.addAll(loaded.problems());
    }
    return byName(kind, List.copyOf(providers.values()), problems);
  }

  /** These plugins and others; two of one name are a conflict. */
  FoundPlugins<P> and(PluginKind<P> kind, List<? extends P> others) {
    List<P> all = new ArrayList<>(usable.values());
    all.addAll(others);
    FoundPlugins<P> found = byName(kind, all, broken);
    conflicts.forEach(found.conflicts::putIfAbsent);
    return found;
  }

  /** All errors, a line for each. */
  Stream<String> problems() {
    return Stream.concat(broken.stream(), conflicts.values().stream());
  }

  private static <P> FoundPlugins<P> byName(
      PluginKind<P> kind, List<P> providers, List<String> problems) {
    Map<String, List<P>> named = new TreeMap<>();
    List<String> broken = new ArrayList<>(problems);
    for (P provider : providers) {
      String name = name(kind, provider, broken);
      if (name != null) {
        named.computeIfAbsent(name, n -> new ArrayList<>()).add(provider);
      }
    }
    Map<String, P> usable = new TreeMap<>();
    Map<String, String> conflicts = new TreeMap<>();
    named.forEach(
        (name, alike) -> {
          if (alike.size() == 1) {
            usable.put(name, alike.get(0));
          } else {
            conflicts.put(name, conflict(kind, name, alike));
          }
        });
    return new FoundPlugins<>(usable, conflicts, broken);
  }

  private static <P> @Nullable String name(PluginKind<P> kind, P provider, List<String> broken) {
    String plugin = ProviderLoader.origin(provider.getClass());
    try {
      String name = kind.name().apply(provider);
      if (name == null || name.isBlank()) {
        broken.add(ProviderLoader.unusable(plugin, "it has no name"));
        return null;
      }
      // A provider of another version of the interface may lack it, and would break every list.
      var unused = kind.description().apply(provider);
      return name;
    } catch (RuntimeException | LinkageError e) {
      ClassLoader loader = provider.getClass().getClassLoader();
      broken.add(ProviderLoader.unusable(plugin, e + PluginFailure.explanation(e, loader)));
      return null;
    }
  }

  private static <P> String conflict(PluginKind<P> kind, String name, List<P> alike) {
    return "%s plugins of kind %s are named '%s': %s; remove or rename all but one"
        .formatted(
            alike.size() == 2 ? "two" : alike.size(),
            kind.label(),
            name,
            alike.stream()
                .map(provider -> ProviderLoader.origin(provider.getClass()))
                .collect(Collectors.joining(" and ")));
  }
}
