package dev.rookery.runtime.plugins;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one plugin: a jar, or the jars of a folder. It sees the JDK, the {@linkplain
 * SharedPackages shared packages} of its parent, and the plugin's own classes, but no other classes
 * of its parent and none of other plugins. So each plugin may bring its own version of a library.
 *
 * <p>Its name, which is in stack traces, is the path of the jar or folder.
 */
final class PluginClassLoader extends URLClassLoader {

  static {
    ClassLoader.registerAsParallelCapable();
  }

  private static final String SERVICES = "META-INF/services/";

  private final ClassLoader shared;
  private final @Nullable RookeryVersion builtFor;

  /**
   * Makes the class loader.
   *
   * @param place the jar, or the folder of jars
   * @param jars all of them
   * @param builtFor the version of Rookery that the plugin says it was built for; null if it says
   *     nothing
   * @param parent has the shared packages
   */
  PluginClassLoader(
      Path place, List<URL> jars, @Nullable RookeryVersion builtFor, ClassLoader parent) {
    super(place.toString(), jars.toArray(URL[]::new), parent);
    this.shared = parent;
    this.builtFor = builtFor;
  }

  /** The version of Rookery that the plugin says it was built for. */
  Optional<RookeryVersion> builtFor() {
    return Optional.ofNullable(builtFor);
  }

  /** Whether a class of the plugin's own with this name was loaded. */
  boolean hasLoaded(String className) {
    synchronized (getClassLoadingLock(className)) {
      Class<?> loaded = findLoadedClass(className);
      return loaded != null && loaded.getClassLoader() == this;
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> type = findLoadedClass(name);
      if (type == null) {
        type = find(name);
      }
      if (resolve) {
        resolveClass(type);
      }
      return type;
    }
  }

  private Class<?> find(String name) throws ClassNotFoundException {
    ClassLoader first = SharedPackages.include(name) ? shared : getPlatformClassLoader();
    try {
      return first.loadClass(name);
    } catch (ClassNotFoundException e) {
      return findClass(name);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    ClassLoader first = first(name);
    URL resource = first == null ? null : first.getResource(name);
    return resource == null ? findResource(name) : resource;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> resources = new ArrayList<>();
    ClassLoader first = first(name);
    if (first != null) {
      resources.addAll(Collections.list(first.getResources(name)));
    }
    resources.addAll(Collections.list(findResources(name)));
    return Collections.enumeration(resources);
  }

  /**
   * The class loader to ask before this one for a resource. Which providers of Rookery's interfaces
   * a plugin has is said by its own files alone.
   */
  private @Nullable ClassLoader first(String resource) {
    if (resource.startsWith(SERVICES)) {
      String service = resource.substring(SERVICES.length());
      if (SharedPackages.areRookerys(service)) {
        return null;
      }
      return SharedPackages.include(service) ? shared : getPlatformClassLoader();
    }
    return SharedPackages.include(resource.replace('/', '.')) ? shared : getPlatformClassLoader();
  }
}
