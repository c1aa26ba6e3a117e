package dev.rookery.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shell scripts, in a source tree of their own with a stand-in for Maven. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class LauncherTest {

  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >>builds.log
      sleep 1
      mkdir -p cli/target/rookery/lib
      cp -R cli/src/main/distribution/. cli/target/rookery
      cp echo.jar cli/target/rookery/lib/rookery-cli.jar
      """;

  @TempDir Path directory;
  private Path root;

  @BeforeEach
  void makeSourceTree() throws IOException {
    root = Files.createDirectory(directory.resolve("a source tree"));
    copy(Path.of("src/main/distribution"), root.resolve("cli/src/main/distribution"));
    Files.copy(Path.of("../rookery"), root.resolve("rookery"));
    Files.writeString(root.resolve("pom.xml"), "");
    executable(root.resolve("mvnw"), MAVEN);
    for (String script : new String[] {"rookery", "cli/src/main/distribution/bin/rookery"}) {
      assertTrue(root.resolve(script).toFile().setExecutable(true));
    }
    writeEchoJar(root.resolve("echo.jar"));
  }

  @Test
  void argumentsArriveWholeFromAnywhereThroughLinks() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("my link"), root.resolve("rookery"));
    Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("my link"));
    Result result =
        run(
            Map.of("ROOKERY_JAVA_OPTIONS", "-Xmx64m -Dextra=1", "ROOKERY_PLUGINS", "/more"),
            second,
            "one two",
            "$HOME",
            "",
            "a\"b");
    assertEquals(0, result.status(), result.err());
    assertEquals(
        List.of(
            "[one two]",
            "[$HOME]",
            "[]",
            "[a\"b]",
            "plugins %s/cli/target/rookery/plugins:%s/plugins:/more"
                .formatted(root.toRealPath(), root.toRealPath()),
            "extra 1"),
        result.out().lines().limit(6).toList());
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void itBuildsOnFirstUseAndWhenSourcesAreNewer() throws Exception {
    assertEquals(
        "Building Rookery (first use, a few minutes) …\n", run(Map.of(), launcher()).err());
    assertEquals("", run(Map.of(), launcher()).err());
    Path source = Files.createDirectories(root.resolve("api/src/main/java")).resolve("A.java");
    newer(Files.writeString(source, ""));
    assertEquals(
        "Building Rookery (its sources have changed) …\n", run(Map.of(), launcher()).err());
    newer(Files.createDirectories(root.resolve("api/src/test/java")));
    newer(Files.createDirectories(root.resolve("runs/src/main")));
    Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
    Files.setLastModifiedTime(source.getParent(), FileTime.from(Instant.EPOCH));
    Files.setLastModifiedTime(source.getParent().getParent(), FileTime.from(Instant.EPOCH));
    assertEquals("", run(Map.of(), launcher()).err());
    assertEquals(2, builds());
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    Process first = start(Map.of(), launcher(), "1");
    Process second = start(Map.of(), launcher(), "2");
    assertEquals(0, result(first).status());
    assertEquals(0, result(second).status());
    assertEquals(1, builds());
    assertTrue(Files.notExists(root.resolve("target/rookery-build.lock"), NO_FOLLOW));
  }

  @Test
  void theLockOfADeadProcessIsTakenOver() throws Exception {
    Files.createDirectory(root.resolve("target"));
    Files.createSymbolicLink(root.resolve("target/rookery-build.lock"), Path.of("99999999"));
    assertEquals(0, run(Map.of(), launcher()).status());
    assertEquals(1, builds());
  }

  @Test
  void aFailedBuildShowsTheEndOfItsOutputAndIsTriedAgain() throws Exception {
    executable(root.resolve("mvnw"), "#!/bin/sh\necho 'it went wrong'\nexit 1\n");
    Result result = run(Map.of(), launcher());
    assertEquals(1, result.status());
    assertTrue(result.err().contains("it went wrong\nrookery: the build failed; "), result.err());
    executable(root.resolve("mvnw"), MAVEN);
    assertEquals(0, run(Map.of(), launcher()).status());
  }

  @Test
  void javaMustBeThereAndNewEnough() throws Exception {
    Path home = directory.resolve("jdk");
    Result missing = run(Map.of("JAVA_HOME", home.toString()), launcher());
    assertEquals(1, missing.status());
    assertEquals(
        "rookery: JAVA_HOME is '%s', which has no bin/java: correct or unset it\n".formatted(home),
        missing.err());
    executable(
        Files.createDirectories(home.resolve("bin")).resolve("java"),
        "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
    Result old = run(Map.of("JAVA_HOME", home.toString()), launcher());
    assertEquals(1, old.status());
    assertTrue(old.err().contains("Java 17 or newer is needed, and '"), old.err());
    assertTrue(old.err().contains("is 11: set JAVA_HOME"), old.err());
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_TOOL_OPTIONS, -XX:+UseG1GC, -XX:+UseG1GC",
    "JDK_JAVA_OPTIONS, -Dx=1 -XX:+UseSerialGC, -XX:+UseSerialGC",
    "ROOKERY_JAVA_OPTIONS, -XX:+UseZGC, -XX:+UseZGC",
    "ROOKERY_JAVA_OPTIONS, -XX:-UseParallelGC, -XX:-UseParallelGC",
    "ROOKERY_JAVA_OPTIONS, -Drookery.plugins=mine, -Drookery.plugins=mine",
    "JAVA_TOOL_OPTIONS, -Drookery.plugins=mine, -Drookery.plugins=mine",
    "JAVA_TOOL_OPTIONS, -Xmx64m, -XX:+UseParallelGC",
  })
  void javasOptionsOfTheUserOverruleTheLaunchers(String variable, String value, String effective)
      throws Exception {
    Result result = run(Map.of(variable, value), launcher());
    assertEquals(0, result.status(), result.err());
    String options =
        result.out().lines().filter(line -> line.startsWith("options ")).findFirst().orElseThrow();
    String name = effective.replaceFirst("=.*", "");
    List<String> alike =
        Stream.of(options.split(" "))
            .filter(o -> o.startsWith(name) || o.matches("-XX:.Use\\w+GC") && name.endsWith("GC"))
            .toList();
    assertEquals(effective, alike.get(alike.size() - 1), options);
  }

  @ParameterizedTest
  @CsvSource({"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "ROOKERY_JAVA_OPTIONS"})
  void theCollectorIsMarkedAsTheLaunchersUnlessTheUserChoseOne(String variable) throws Exception {
    String mark = " -XX:+UseParallelGC -Drookery.launcher.collector=-XX:+UseParallelGC ";
    String own = run(Map.of(variable, "-Dx=1"), launcher()).out();
    assertTrue(own.contains(mark), own);
    String chosen = run(Map.of(variable, "-XX:+UseParallelGC"), launcher()).out();
    assertFalse(chosen.contains("rookery.launcher.collector"), chosen);
  }

  @Test
  void optionsThatJavaRefusesAreNamed() throws Exception {
    Result result = run(Map.of("JAVA_TOOL_OPTIONS", "-XX:+NoSuchThing"), launcher());
    assertEquals(1, result.status());
    assertTrue(result.err().contains("does not start: Unrecognized VM option"), result.err());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void filesOfAnyNameCanBeOpenedWithoutALocale() throws Exception {
    // A script writes the name, as the locale of this test may have no such letter.
    Path caller = directory.resolve("caller");
    executable(
        caller,
        "#!/bin/sh\nexec \"$(dirname \"$0\")/a source tree/rookery\" \"$(printf 'r\\303\\274k')\"\n");
    for (String locale : new String[] {"C", "POSIX", "xx_XX.UTF-8", ""}) {
      Result result = run(Map.of("LC_ALL", locale, "LANG", locale), caller);
      assertTrue(result.out().contains("encoding UTF-8\n"), result::toString);
      assertTrue(result.out().contains("[r\u00fck]"), result::toString);
    }
  }

  @Test
  void onnxRuntimeDoesNotReportUnlessTheUserWantsIt() throws Exception {
    assertTrue(run(Map.of(), launcher()).out().contains("telemetry off 1\n"));
    Result chosen = run(Map.of("ORT_DISABLE_TELEMETRY", "0"), launcher());
    assertTrue(chosen.out().contains("telemetry off 0\n"), chosen.out());
  }

  private static final java.nio.file.LinkOption NO_FOLLOW = java.nio.file.LinkOption.NOFOLLOW_LINKS;

  private record Result(int status, String out, String err) {}

  private Path launcher() {
    return root.resolve("rookery");
  }

  private int builds() throws IOException {
    return Files.readAllLines(root.resolve("builds.log")).size();
  }

  private Result run(Map<String, String> environment, Path launcher, String... args)
      throws Exception {
    return result(start(environment, launcher, args));
  }

  private Process start(Map<String, String> environment, Path launcher, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(ROOKERY|ORT|JAVA_TOOL|JDK_JAVA)_.*"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Result result(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Result(process.exitValue(), out, err);
  }

  private static void newer(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(3600)));
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void writeEchoJar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, EchoMain.class.getName());
    String name = EchoMain.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        InputStream bytes = EchoMain.class.getClassLoader().getResourceAsStream(name)) {
      jar.putNextEntry(new JarEntry(name));
      bytes.transferTo(jar);
      jar.closeEntry();
    }
  }
}
