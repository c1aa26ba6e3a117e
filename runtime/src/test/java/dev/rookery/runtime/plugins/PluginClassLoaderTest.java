package dev.rookery.runtime.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.environment.EnvironmentProvider;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each plugin sees. */
class PluginClassLoaderTest {

  @TempDir Path directory;

  private final List<Closeable> opened = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Closeable loader : opened) {
      loader.close();
    }
  }

  /** A provider whose description is an expression, which may throw anything. */
  private static CompiledJar plugin(String packageName, String description) {
    String source =
        """
        package %s;
        public final class Provider implements dev.rookery.environment.EnvironmentProvider {
          public String name() {
            return "%s-v0";
          }
          public String description() {
            try {
              return %s;
            } catch (Exception e) {
              return e.toString();
            }
          }
          public dev.rookery.environment.Environment create(Record settings) {
            throw new UnsupportedOperationException();
          }
        }
        """
            .formatted(packageName, packageName, description);
    return new CompiledJar()
        .source(packageName + ".Provider", source)
        .provider(EnvironmentProvider.class, packageName + ".Provider");
  }

  private static CompiledJar words(String text) {
    return new CompiledJar()
        .source(
            "library.Words",
            "package library; public class Words { public static String text() { return \"%s\"; }}"
                .formatted(text));
  }

  private Plugins plugins() {
    ClassLoader loader =
        PluginDirectories.classLoader(List.of(directory), getClass().getClassLoader());
    opened.add((Closeable) loader);
    return Plugins.find(loader);
  }

  private static String description(Plugins plugins, String name) {
    return plugins.get(PluginKind.ENVIRONMENT, name).description();
  }

  @Test
  void eachPluginHasItsOwnVersionOfALibrary() throws IOException {
    for (String name : List.of("first", "second")) {
      Path folder = Files.createDirectory(directory.resolve(name));
      Path library = words("of the " + name).write(folder.resolve("words.jar"));
      plugin(name, "library.Words.text()").library(library).write(folder.resolve("plugin.jar"));
    }
    Plugins plugins = plugins();
    assertEquals(List.of(), plugins.problems());
    assertEquals("of the first", description(plugins, "first-v0"));
    assertEquals("of the second", description(plugins, "second-v0"));
  }

  @Test
  void aPluginSeesTheApiAndSharedLibrariesButNoOthers() throws IOException {
    words("hidden").write(directory.resolve("words.jar"));
    for (String hidden : List.of("library.Words", "com.google.inject.Guice", "org.junit.Test")) {
      String name = "see" + hidden.replace('.', '_').toLowerCase(Locale.ROOT);
      plugin(name, "Class.forName(\"%s\").toString()".formatted(hidden))
          .write(directory.resolve(name + ".jar"));
    }
    plugin(
            "shared",
            "\"\" + org.slf4j.LoggerFactory.class.hashCode()"
                + " + ai.djl.ndarray.NDArray.class.hashCode()"
                + " + dev.rookery.core.replay.UniformReplayBuffer.class.hashCode()"
                + " + Class.forName(\"java.sql.Driver\").hashCode()")
        .write(directory.resolve("shared.jar"));
    Plugins plugins = plugins();
    assertEquals(List.of(), plugins.problems());
    for (EnvironmentProvider provider : plugins.all(PluginKind.ENVIRONMENT)) {
      if (provider.name().startsWith("see")) {
        assertTrue(
            provider.description().startsWith("java.lang.ClassNotFoundException"),
            provider.description());
      }
    }
    assertEquals(
        ""
            + org.slf4j.LoggerFactory.class.hashCode()
            + ai.djl.ndarray.NDArray.class.hashCode()
            + dev.rookery.core.replay.UniformReplayBuffer.class.hashCode()
            + java.sql.Driver.class.hashCode(),
        description(plugins, "shared-v0"));
  }

  @Test
  void whatAPluginBringsOfASharedLibraryIsNotUsed() throws IOException {
    plugin("logging", "\"\" + org.slf4j.LoggerFactory.class.hashCode()")
        .source("org.slf4j.LoggerFactory", "package org.slf4j; public class LoggerFactory {}")
        .write(directory.resolve("logging.jar"));
    assertEquals(
        "" + org.slf4j.LoggerFactory.class.hashCode(), description(plugins(), "logging-v0"));
  }

  @Test
  void aLibraryBesideThePluginIsMissedWithAHint() throws IOException {
    Path library = words("beside").write(directory.resolve("words.jar"));
    plugin("lone", "library.Words.text()").library(library).write(directory.resolve("lone.jar"));
    assertEquals(
        List.of(
            "plugin lone.Provider in %s cannot be loaded: java.lang.NoClassDefFoundError: library/Words; a plugin's own libraries belong into a folder with it, in the directory of plugins; repair or remove it"
                .formatted(directory.resolve("lone.jar"))),
        plugins().problems());
  }

  @Test
  void aPluginInTwoFilesIsRefusedWithBoth() throws IOException {
    Path old = plugin("twice", "\"old\"").write(directory.resolve("twice-1.jar"));
    Path recent = plugin("twice", "\"new\"").write(directory.resolve("twice-2.jar"));
    assertEquals(
        List.of(
            "two plugins of kind environment are named 'twice-v0': twice.Provider in %s and twice.Provider in %s; remove or rename all but one"
                .formatted(old, recent)),
        plugins().problems());
  }

  @Test
  void aJarThatNamesAProviderOfRookerysOwnIsNoConflict() throws IOException {
    new CompiledJar()
        .provider(EnvironmentProvider.class, "dev.rookery.envs.classic.CartPole$Provider")
        .write(directory.resolve("everything.jar"));
    Plugins plugins = plugins();
    assertTrue(plugins.names(PluginKind.ENVIRONMENT).contains("CartPole-v1"));
  }

  @Test
  void classLoadersAreClosedWithWhatInstalledThem() throws Exception {
    plugin("brief", "\"brief\"")
        .source("brief.Later", "package brief; public class Later {}")
        .write(directory.resolve("brief.jar"));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    System.setProperty(PluginDirectories.PROPERTY, directory.toString());
    ClassLoader plugin;
    try (PluginDirectories.Installed installed = PluginDirectories.install()) {
      assertNotSame(before, thread.getContextClassLoader(), installed::toString);
      EnvironmentProvider provider =
          Plugins.find().all(PluginKind.ENVIRONMENT).stream()
              .filter(p -> p.name().equals("brief-v0"))
              .findFirst()
              .orElseThrow();
      plugin = provider.getClass().getClassLoader();
    } finally {
      System.clearProperty(PluginDirectories.PROPERTY);
    }
    assertSame(before, thread.getContextClassLoader());
    assertThrows(ClassNotFoundException.class, () -> plugin.loadClass("brief.Later"));
    assertNull(plugin.getResource("brief/Later.class"));
  }

  @Test
  void aPluginForAnotherReleaseIsLeftOut() throws IOException {
    RookeryVersion current = RookeryVersion.current();
    String newer = "%s.%s.0".formatted(current.major(), current.minor() + 1);
    Path jar =
        plugin("newer", "\"newer\"")
            .attribute(RookeryVersion.ATTRIBUTE, newer)
            .write(directory.resolve("newer.jar"));
    plugin("same", "\"same\"")
        .attribute(RookeryVersion.ATTRIBUTE, current.release() + ".9-SNAPSHOT")
        .write(directory.resolve("same.jar"));
    Plugins plugins = plugins();
    assertEquals("same", description(plugins, "same-v0"));
    assertEquals(
        List.of(
            "plugin %s is left out: it was built for Rookery %s, and this is Rookery %s; it needs Rookery %s, or to be built for %s"
                .formatted(jar, newer, current, newer.replace(".0", ""), current.release())),
        plugins.problems());
  }

  @Test
  void aVersionThatCannotBeReadIsNamed() throws IOException {
    Path jar =
        plugin("odd", "\"odd\"")
            .attribute(RookeryVersion.ATTRIBUTE, "the latest")
            .write(directory.resolve("odd.jar"));
    assertEquals(
        List.of(
            "plugin jar %s cannot be loaded: its manifest's Rookery-Version 'the latest' is no version such as 0.1; repair or remove it"
                .formatted(jar)),
        plugins().problems());
  }

  @Test
  void aMethodThatTheApiDoesNotHaveIsExplained() throws IOException {
    Path jar =
        plugin("ahead", "dev.rookery.settings.NoSettings.soon()")
            .source(
                "dev.rookery.settings.NoSettings",
                "package dev.rookery.settings; public class NoSettings { public static String soon() { return null; }}")
            .attribute(RookeryVersion.ATTRIBUTE, RookeryVersion.current().text())
            .write(directory.resolve("ahead.jar"));
    String problem = plugins().problems().get(0);
    assertTrue(
        problem.startsWith("plugin ahead.Provider in %s cannot be loaded: ".formatted(jar)),
        problem);
    assertTrue(problem.contains("java.lang.NoSuchMethodError"), problem);
    assertTrue(
        problem.contains(
            "; plugin %s was built for Rookery %s, and this is Rookery %s: it needs a build for this version"
                .formatted(jar, RookeryVersion.current(), RookeryVersion.current())),
        problem);
  }

  @Test
  void aMethodThatThePluginDoesNotHaveIsExplained() throws IOException {
    String provider = "package dev.rookery.environment; public interface EnvironmentProvider {";
    Path jar =
        new CompiledJar()
            .source(
                "behind.Provider",
                "package behind; public class Provider implements dev.rookery.environment.EnvironmentProvider {"
                    + " public String name() { return \"behind-v0\"; }"
                    + " public String description() { return \"behind\"; }}")
            .source(
                "dev.rookery.environment.EnvironmentProvider",
                provider + " String name(); String description(); }")
            .provider(EnvironmentProvider.class, "behind.Provider")
            .write(directory.resolve("behind.jar"));
    Plugins plugins = plugins();
    EnvironmentProvider behind = plugins.get(PluginKind.ENVIRONMENT, "behind-v0");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader((ClassLoader) opened.get(0));
    try {
      String message =
          assertThrows(RookeryException.class, () -> behind.create(behind.defaultSettings()))
              .getMessage();
      assertTrue(
          message.startsWith(
              "environment behind-v0: its method create failed: java.lang.AbstractMethodError"),
          message);
      assertTrue(
          message.endsWith(
              "; plugin %s was built for a Rookery that it does not name, and this is Rookery %s: it needs a build for this version"
                  .formatted(jar, RookeryVersion.current())),
          message);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
