package dev.rookery.runtime.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {

  @TempDir Path directory;

  @Test
  void providersAreFoundByName() {
    Plugins plugins = TestPlugins.all(directory);
    assertEquals("walks", plugins.get(PluginKind.ENVIRONMENT, "Walk-v0").description());
    assertEquals(List.of("guess", "luck"), List.copyOf(plugins.names(PluginKind.ALGORITHM)));
    assertEquals(2, plugins.all(PluginKind.METRICS_SINK).size());
  }

  @Test
  void anUnknownNameFailsWithTheClosestAndTheKnownOnes() {
    Plugins plugins = TestPlugins.all(directory);
    assertEquals(
        "unknown environment 'walk'; did you mean 'Walk-v0'? Known: Walk-v0",
        assertThrows(SettingsException.class, () -> plugins.get(PluginKind.ENVIRONMENT, "walk"))
            .getMessage());
  }

  @Test
  void twoProvidersOfOneNameStopOnlyThoseWhoUseIt() {
    TestPlugins.all(directory);
    TestPlugins.offer(
        directory,
        EnvironmentProvider.class,
        TestPlugins.Walk.class.getName(),
        TestPlugins.SecondWalk.class.getName());
    String message = problem();
    Plugins plugins = Plugins.find(TestPlugins.loader(directory));
    assertEquals("doubles rewards", plugins.get(PluginKind.WRAPPER, "doubling").description());
    assertEquals(List.of(), List.copyOf(plugins.names(PluginKind.ENVIRONMENT)));
    assertEquals(
        message,
        assertThrows(RookeryException.class, () -> plugins.get(PluginKind.ENVIRONMENT, "Walk-v0"))
            .getMessage());
    assertTrue(message.contains("'Walk-v0'"), message);
    assertTrue(message.contains(TestPlugins.Walk.class.getName() + " in /"), message);
    assertTrue(message.contains(TestPlugins.SecondWalk.class.getName() + " in /"), message);
  }

  @Test
  void aMissingProviderClassIsNamedWithItsDirectory() {
    TestPlugins.offer(
        directory, EnvironmentProvider.class, "com.example.Gone", TestPlugins.Walk.class.getName());
    String message = problem();
    Plugins plugins = Plugins.find(TestPlugins.loader(directory));
    assertEquals("walks", plugins.get(PluginKind.ENVIRONMENT, "Walk-v0").description());
    assertEquals(
        "unknown environment 'Run-v0'. Known: Walk-v0; left out: " + message,
        assertThrows(SettingsException.class, () -> plugins.get(PluginKind.ENVIRONMENT, "Run-v0"))
            .getMessage());
    assertTrue(message.startsWith("plugin com.example.Gone in " + directory), message);
    assertTrue(message.contains("not found"), message);
  }

  @Test
  void aNestedClassWithADotIsGivenWithADollar() {
    String right = TestPlugins.Walk.class.getName();
    TestPlugins.offer(directory, EnvironmentProvider.class, right.replace('$', '.'));
    String message = problem();
    assertTrue(message.contains("; a class in another is written with $ there: " + right), message);
  }

  @Test
  void aProviderWhoseNameFailsOrIsMissingIsLeftOut() {
    TestPlugins.offer(
        directory,
        EnvironmentProvider.class,
        TestPlugins.Nameless.class.getName(),
        TestPlugins.Walk.class.getName());
    String message = problem();
    assertTrue(message.contains(TestPlugins.Nameless.class.getName() + " in /"), message);
    assertTrue(message.contains("has no name"), message);
  }

  @Test
  void aJarThatIsCutOrEmptyIsNamed() throws IOException {
    Path whole = directory.resolve("whole.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(whole))) {
      add(out, "file", new byte[1000]);
    }
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(directory.resolve("cut.jar"), Arrays.copyOf(bytes, bytes.length / 2));
    Files.createFile(directory.resolve("empty.jar"));
    try (ZipOutputStream out =
        new ZipOutputStream(Files.newOutputStream(directory.resolve("nothing.jar")))) {
      out.finish();
    }
    Plugins plugins =
        Plugins.find(
            PluginDirectories.classLoader(
                List.of(directory, directory.resolve("absent")), getClass().getClassLoader()));
    assertEquals(3, plugins.problems().size(), plugins.problems()::toString);
    for (String jar : List.of("cut", "empty", "nothing")) {
      String beginning =
          "plugin jar %s cannot be loaded: ".formatted(directory.resolve(jar + ".jar"));
      assertTrue(
          plugins.problems().stream().anyMatch(problem -> problem.startsWith(beginning)),
          plugins.problems()::toString);
    }
    String message =
        assertThrows(SettingsException.class, () -> plugins.get(PluginKind.ENVIRONMENT, "Gone-v0"))
            .getMessage();
    assertTrue(
        message.contains(
            "; directories of plugins: %s (cut.jar, empty.jar, nothing.jar, whole.jar), %s"
                .formatted(directory, directory.resolve("absent") + " (does not exist)")),
        message);
    assertTrue(message.contains("; left out: plugin jar "), message);
  }

  @Test
  void aMissingArtifactIsNamed() {
    Plugins none = Plugins.find(TestPlugins.loader(directory));
    assertEquals(
        "the transport 'local' is in dev.rookery:rookery-transport-local, which is not on the class"
            + " path",
        assertThrows(SettingsException.class, () -> none.get(PluginKind.TRANSPORT, "local"))
            .getMessage());
    assertEquals(
        "the environment 'Any-v0' is in dev.rookery:rookery-envs, which is not on the class path",
        assertThrows(SettingsException.class, () -> none.get(PluginKind.ENVIRONMENT, "Any-v0"))
            .getMessage());
    assertEquals(
        "the environment 'LunarLander-v3' is in dev.rookery:rookery-envs-box2d, which is not on the"
            + " class path",
        assertThrows(
                SettingsException.class, () -> none.get(PluginKind.ENVIRONMENT, "LunarLander-v3"))
            .getMessage());
  }

  @Test
  void aProviderThatCannotBeMadeIsNamedWithTheReason() {
    TestPlugins.offer(directory, EnvironmentProvider.class, TestPlugins.Broken.class.getName());
    String message = problem();
    assertTrue(message.contains(TestPlugins.Broken.class.getName() + " in " + directory), message);
    assertTrue(message.contains("no licence"), message);
  }

  @Test
  void aClassThatIsNoProviderIsNamed() {
    TestPlugins.offer(directory, EnvironmentProvider.class, getClass().getName());
    String message = problem();
    assertTrue(message.startsWith("plugin " + getClass().getName() + " in " + directory), message);
  }

  @Test
  void aClassOfANewerJavaIsNamedWithItsJar() throws IOException {
    Path jar = directory.resolve("future.jar");
    byte[] newer = classBytes(TestPlugins.SecondWalk.class);
    newer[7] = 127; // the class file's major version
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      add(
          out,
          "META-INF/services/" + EnvironmentProvider.class.getName(),
          "future.Walk".getBytes());
      add(out, "future/Walk.class", newer);
    }
    String message =
        problem(PluginDirectories.classLoader(List.of(directory), getClass().getClassLoader()));
    assertTrue(
        message.startsWith("plugin future.Walk in %s cannot be loaded: ".formatted(jar)), message);
  }

  @Test
  void jarsInAPluginDirectoryAreFound() throws IOException {
    try (JarOutputStream out =
        new JarOutputStream(Files.newOutputStream(directory.resolve("walk.jar")))) {
      add(
          out,
          "META-INF/services/" + EnvironmentProvider.class.getName(),
          TestPlugins.Walk.class.getName().getBytes());
    }
    Files.writeString(directory.resolve("notes.txt"), "no jar");
    ClassLoader loader =
        PluginDirectories.classLoader(
            List.of(directory.resolve("absent"), directory), getClass().getClassLoader());
    assertTrue(Plugins.find(loader).names(PluginKind.ENVIRONMENT).contains("Walk-v0"));
  }

  @Test
  void withoutDirectoriesTheParentLoaderIsEnough() {
    ClassLoader parent = getClass().getClassLoader();
    assertSame(parent, PluginDirectories.classLoader(List.of(), parent));
  }

  @Test
  void theContextClassLoaderIsSearched() {
    TestPlugins.all(directory);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(TestPlugins.loader(directory));
    try {
      assertEquals(List.of("Walk-v0"), List.copyOf(Plugins.find().names(PluginKind.ENVIRONMENT)));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void aProgramsOwnEnvironmentsJoinTheOthersUnlessTheNameIsTaken() {
    Plugins plugins = TestPlugins.all(directory);
    EnvironmentProvider own =
        new TestPlugins.Walk() {
          @Override
          public String name() {
            return "Own-v0";
          }
        };
    assertEquals(
        List.of("Own-v0", "Walk-v0"),
        List.copyOf(plugins.with(List.of(own)).names(PluginKind.ENVIRONMENT)));
    assertThrows(RookeryException.class, () -> plugins.with(List.of(new TestPlugins.SecondWalk())));
  }

  @Test
  void givenSettingsComeBeforeTunedOnesAndTheseBeforeDefaults() {
    TestPlugins.GuessConfig settings =
        (TestPlugins.GuessConfig)
            TestPlugins.all(directory)
                .settings(
                    PluginKind.ALGORITHM,
                    new NamedSettings("guess", Map.of("batchSize", 4)),
                    Map.of("batchSize", 8, "high", 20));
    assertEquals(4, settings.batchSize());
    assertEquals(20, settings.high());
    assertEquals(1e-3, settings.learningRate());
  }

  @Test
  void aRefusedSettingIsReportedInThePluginsName() {
    Plugins plugins = TestPlugins.all(directory);
    assertEquals(
        "environment Walk-v0: unknown setting 'lenght'; did you mean 'length'? Known: length",
        assertThrows(
                SettingsException.class,
                () ->
                    plugins.settings(
                        PluginKind.ENVIRONMENT, new NamedSettings("Walk-v0", Map.of("lenght", 3))))
            .getMessage());
  }

  /** The one thing that is wrong with the plugins in the test's directory. */
  private String problem() {
    return problem(TestPlugins.loader(directory));
  }

  private static String problem(ClassLoader loader) {
    List<String> problems = Plugins.find(loader).problems();
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(1, problems.get(0).lines().count(), problems::toString);
    return problems.get(0);
  }

  private static byte[] classBytes(Class<?> type) throws IOException {
    try (var in =
        type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }
}
