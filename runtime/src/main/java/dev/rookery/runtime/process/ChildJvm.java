package dev.rookery.runtime.process;

import dev.rookery.core.natives.NativeCache;
import dev.rookery.core.onnx.OnnxRuntime;
import dev.rookery.runtime.plugins.PluginDirectories;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prepares processes of the same Java as this one, with the same options, class path and plugins.
 *
 * <p>The class path is passed in the environment, because systems limit the length of a command
 * line.
 */
public final class ChildJvm {

  /** What only one process at a time can have: a debugger's port, a file to write. */
  private static final Pattern FOR_ONE_PROCESS =
      Pattern.compile(
          "-agentlib:jdwp.*|-Xrunjdwp.*|-Dcom\\.sun\\.management\\.jmxremote.*"
              + "|-XX:StartFlightRecording.*|-XX:FlightRecorderOptions.*|-Xloggc:.*|-Xlog:.*file=.*"
              + "|-XX:ArchiveClassesAtExit=.*");

  /**
   * Names the option by which the launcher, not the user, chose this process's collector. An actor
   * process needs another one.
   */
  private static final String LAUNCHERS_COLLECTOR = "-Drookery.launcher.collector=";

  /** A user may have chosen a collector in these ways. */
  private static final Pattern COLLECTOR =
      Pattern.compile("-XX:\\+Use\\w+GC|-XX:Flags=.*|-XX:VMOptionsFile=.*");

  /** Properties that this process may have set itself. */
  private static final List<String> PROPERTIES =
      List.of(
          PluginDirectories.PROPERTY,
          NativeCache.PROPERTY,
          "org.slf4j.simpleLogger.defaultLogLevel");

  /** Their contents are among a JVM's options already; given twice, an agent would start twice. */
  private static final List<String> OPTION_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private ChildJvm() {}

  /**
   * Prepares a process that runs a class of this class path, with the smallest collector unless the
   * user chose one; the caller sets its streams.
   */
  static ProcessBuilder of(String mainClass) {
    return with(mainClass, options(ManagementFactory.getRuntimeMXBean().getInputArguments()));
  }

  /**
   * Prepares a process that runs a class of this class path just as if it had been started like
   * this one; the caller sets its streams.
   */
  public static ProcessBuilder alike(String mainClass) {
    return with(mainClass, forAnother(ManagementFactory.getRuntimeMXBean().getInputArguments()));
  }

  private static ProcessBuilder with(String mainClass, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    String classPath = System.getProperty("java.class.path", "");
    command.addAll(manifestOptions(classPath));
    for (String property : PROPERTIES) {
      String value = System.getProperty(property);
      String option = "-D%s=%s".formatted(property, value);
      if (value != null && !command.contains(option)) {
        command.add(option);
      }
    }
    command.add(mainClass);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("CLASSPATH", classPath);
    OPTION_VARIABLES.forEach(environment::remove);
    if (environment.getOrDefault(OnnxRuntime.TELEMETRY_OFF, "").isEmpty()) {
      environment.put(OnnxRuntime.TELEMETRY_OFF, "1");
    }
    return builder;
  }

  /** The options without those that only one process can have. */
  static List<String> forAnother(List<String> given) {
    return given.stream().filter(o -> !FOR_ONE_PROCESS.matcher(o).matches()).toList();
  }

  /** The options for an actor process of a JVM that was started with these. */
  static List<String> options(List<String> given) {
    List<String> options = new ArrayList<>(forAnother(given));
    for (String option : given) {
      if (option.startsWith(LAUNCHERS_COLLECTOR)) {
        options.remove(option);
        options.remove(option.substring(LAUNCHERS_COLLECTOR.length()));
      }
    }
    // An actor makes hardly any garbage: the smallest collector costs least memory and threads.
    if (options.stream().noneMatch(option -> COLLECTOR.matcher(option).matches())) {
      options.add("-XX:+UseSerialGC");
    }
    return options;
  }

  /**
   * {@code java -jar} reads these of the jar's manifest, {@code java} with a class path does not.
   */
  static List<String> manifestOptions(String classPath) {
    if (!classPath.endsWith(".jar") || classPath.contains(File.pathSeparator)) {
      return List.of();
    }
    Attributes manifest;
    try (JarFile jar = new JarFile(classPath)) {
      Manifest whole = jar.getManifest();
      manifest = whole == null ? new Attributes() : whole.getMainAttributes();
    } catch (IOException e) {
      return List.of(); // A class path may name what does not exist.
    }
    List<String> options = new ArrayList<>();
    words(manifest, "Add-Opens").forEach(p -> options.add("--add-opens=" + p + "=ALL-UNNAMED"));
    words(manifest, "Add-Exports").forEach(p -> options.add("--add-exports=" + p + "=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 22) { // Earlier ones do not ask for it.
      words(manifest, "Enable-Native-Access")
          .forEach(module -> options.add("--enable-native-access=" + module));
    }
    return options;
  }

  private static Stream<String> words(Attributes manifest, String name) {
    String value = manifest.getValue(name);
    return value == null ? Stream.empty() : Stream.of(value.strip().split("\\s+"));
  }
}
