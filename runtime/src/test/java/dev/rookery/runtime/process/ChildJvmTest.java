package dev.rookery.runtime.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.runtime.plugins.PluginDirectories;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildJvmTest {

  @Test
  void optionsGoOnButNotWhatOnlyOneProcessCanHave() {
    assertEquals(
        List.of("-Xmx1g", "-Dmine=1", "-XX:+UseSerialGC"),
        ChildJvm.options(
            List.of(
                "-Xmx1g",
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "-Dcom.sun.management.jmxremote.port=9010",
                "-XX:StartFlightRecording=filename=run.jfr",
                "-Xlog:gc:file=gc.log",
                "-Dmine=1")));
  }

  /** Options of the environment's variables are among those given. */
  @ParameterizedTest
  @CsvSource({
    "'', -XX:+UseSerialGC",
    "-Xmx1g, -Xmx1g -XX:+UseSerialGC",
    "-XX:+UseZGC, -XX:+UseZGC",
    "-XX:+UseG1GC -Xmx1g, -XX:+UseG1GC -Xmx1g",
    "-XX:+UseParallelGC, -XX:+UseParallelGC",
    "-XX:Flags=file, -XX:Flags=file",
    "-XX:VMOptionsFile=file, -XX:VMOptionsFile=file",
    "-XX:-UseG1GC, -XX:-UseG1GC -XX:+UseSerialGC",
  })
  void theUsersCollectorStaysElseItIsTheSmallest(String given, String expected) {
    assertEquals(options(expected), ChildJvm.options(options(given)));
  }

  /** The launcher writes it so only if the user's options name no collector. */
  @ParameterizedTest
  @CsvSource({"-Xmx1g, -Xmx1g", "-XX:-UseParallelGC, -XX:-UseParallelGC"})
  void theLaunchersCollectorIsReplaced(String more, String kept) {
    String launchers = "-XX:+UseParallelGC -Drookery.launcher.collector=-XX:+UseParallelGC ";
    assertEquals(options(kept + " -XX:+UseSerialGC"), ChildJvm.options(options(launchers + more)));
  }

  @Test
  void aProcessAlikeKeepsTheCollectorWhoeverChoseIt() {
    List<String> given =
        options("-XX:+UseParallelGC -Drookery.launcher.collector=-XX:+UseParallelGC -Xmx1g");
    assertEquals(given, ChildJvm.forAnother(given));
    assertEquals(List.of(), ChildJvm.forAnother(options("-Xlog:gc:file=gc.log")));
  }

  private static List<String> options(String words) {
    return words.isEmpty() ? List.of() : List.of(words.split(" "));
  }

  @Test
  void theClassPathIsNotOnTheCommandLineAndPluginsAreKnown() {
    String before = System.getProperty(PluginDirectories.PROPERTY);
    System.setProperty(PluginDirectories.PROPERTY, "some/plugins");
    try {
      ProcessBuilder builder = ChildJvm.of("Main");
      String classPath = System.getProperty("java.class.path");
      assertEquals(classPath, builder.environment().get("CLASSPATH"));
      assertTrue(builder.command().contains("-Drookery.plugins=some/plugins"));
      assertEquals("Main", builder.command().get(builder.command().size() - 1));
      assertTrue(builder.command().stream().noneMatch(word -> word.contains(classPath)));
    } finally {
      if (before == null) {
        System.clearProperty(PluginDirectories.PROPERTY);
      } else {
        System.setProperty(PluginDirectories.PROPERTY, before);
      }
    }
  }

  @Test
  void childrenReportNothingAndDoNotGetOptionsTwice() {
    Map<String, String> environment = ChildJvm.of("Main").environment();
    assertEquals("1", environment.get("ORT_DISABLE_TELEMETRY"));
    for (String options : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      assertFalse(environment.containsKey(options));
    }
  }

  @Test
  void whatTheManifestOfARunnableJarOpensIsOpened(@TempDir Path directory) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Add-Opens", "java.base/java.util java.base/java.lang");
    Path jar = directory.resolve("runnable.jar");
    try (OutputStream file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
    }
    assertEquals(
        List.of(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED"),
        ChildJvm.manifestOptions(jar.toString()));
    assertEquals(List.of(), ChildJvm.manifestOptions(jar + ":" + jar));
    assertEquals(List.of(), ChildJvm.manifestOptions(directory.resolve("none.jar").toString()));
  }
}
