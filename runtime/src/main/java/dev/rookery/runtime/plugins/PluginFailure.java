package dev.rookery.runtime.plugins;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises failures of plugins that do not fit this version of Rookery, or lack a library, and
 * says what to do.
 */
public final class PluginFailure {

  private static final Pattern RECEIVER = Pattern.compile("Receiver class ([\\w.$]+)");
  private static final String ROOKERY = "dev/rookery/";
  private static final String PLATFORM = "platform";

  private PluginFailure() {}

  /**
   * An explanation to append to the message of a failure, beginning with a semicolon: which plugin
   * does not fit, the version it was built for, and the version of this Rookery. Empty if the
   * failure has another reason. Plugins are those that the calling thread uses.
   */
  public static String explanation(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof LinkageError error) {
        return plugin(error).map(plugin -> explanation(error, plugin)).orElse("");
      }
    }
    return "";
  }

  /** The same for a failure of a class that a class loader has loaded. */
  static String explanation(Throwable failure, ClassLoader loader) {
    if (!(loader instanceof PluginClassLoader plugin)) {
      return "";
    }
    if (failure instanceof IncompatibleClassChangeError
        || (failure instanceof NoClassDefFoundError && isRookerys(failure.getMessage()))) {
      return "; plugin %s was built for %s, and this is Rookery %s: it needs a build for this version"
          .formatted(
              plugin.getName(),
              plugin
                  .builtFor()
                  .map(version -> "Rookery " + version)
                  .orElse("a Rookery that it does not name"),
              RookeryVersion.current());
    }
    return failure instanceof NoClassDefFoundError || failure instanceof ClassNotFoundException
        ? "; a plugin's own libraries belong into a folder with it, in the directory of plugins"
        : "";
  }

  private static boolean isRookerys(@Nullable String message) {
    return message != null && message.startsWith(ROOKERY);
  }

  private static Optional<PluginClassLoader> plugin(LinkageError error) {
    List<PluginClassLoader> plugins =
        DirectoriesClassLoader.pluginsOf(Thread.currentThread().getContextClassLoader());
    // A method that a plugin's class lacks fails where it is called, outside of the plugin.
    Matcher receiver = RECEIVER.matcher(String.valueOf(error.getMessage()));
    if (error instanceof AbstractMethodError && receiver.find()) {
      String className = receiver.group(1);
      return plugins.stream().filter(plugin -> plugin.hasLoaded(className)).findFirst();
    }
    for (StackTraceElement frame : error.getStackTrace()) {
      String loader = frame.getClassLoaderName();
      if (loader != null && !loader.equals(PLATFORM)) { // The JDK's linking has failed for it.
        return plugins.stream().filter(plugin -> loader.equals(plugin.getName())).findFirst();
      }
    }
    return Optional.empty();
  }
}
