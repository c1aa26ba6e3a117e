package dev.rookery.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.environment.Space;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts ONNX Runtime in processes of their own, as programs do that know nothing of it. Its
 * reports show without a network: they begin with an identifier of the machine and a database in
 * the user's home, or in the working directory where the home cannot be written.
 */
@Timeout(120)
class OnnxRuntimeStartTest {

  @TempDir Path directory;
  private Path home;
  private Path working;
  private Path temporary;
  private Path cache;

  @BeforeEach
  void makeDirectories() throws IOException {
    home = Files.createDirectory(directory.resolve("home"));
    working = Files.createDirectory(directory.resolve("working"));
    temporary = Files.createDirectory(directory.resolve("tmp"));
    cache = Files.createDirectory(directory.resolve("cache"));
  }

  @Test
  void nothingIsReportedAndALongCommandLineDoesNoHarm() throws Exception {
    started(start(home, "-Dlong=" + "x".repeat(20_000)));
    assertEquals(List.of(), files(home));
    assertEquals(List.of(), files(working));
  }

  @Test
  void aHomeThatCannotBeWrittenChangesNothing() throws Exception {
    Path file = Files.createFile(directory.resolve("no directory"));
    started(start(file));
    assertEquals(List.of(), files(working));
  }

  @Test
  void processesShareOneCopyOfTheLibraryAndLeaveNoOther() throws Exception {
    Process first = start(home);
    Process second = start(home);
    started(first);
    started(second);
    started(start(home));
    assertEquals(List.of(), files(temporary));
    List<Path> libraries =
        files(cache).stream().filter(f -> !f.startsWith(cache.resolve("jna"))).toList();
    assertEquals(1, libraries.stream().map(Path::getParent).distinct().count(), cache::toString);
    assertTrue(libraries.stream().noneMatch(f -> f.getFileName().toString().startsWith(".")));
  }

  /** What a process does that starts ONNX Runtime and is killed. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) throws OrtException {
      Network network =
          NetworkSpec.forObservations(Space.box(-1, 1, 3))
              .withHeads(new LinearHead("q_values", 2))
              .build();
      new OnnxSession(network.exporter().actingModel(network::exportOutputs), 1);
      System.out.println(OnnxRuntime.environment().getVersion());
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }
  }

  private Process start(Path userHome, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of(options));
    command.add(Main.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(working.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Files.createTempFile(directory, "out", "").toFile());
    builder.environment().put("CLASSPATH", absolute(System.getProperty("java.class.path")));
    builder.environment().put("HOME", userHome.toString());
    builder.environment().put("ROOKERY_CACHE", cache.toString());
    builder.environment().keySet().removeAll(List.of("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME"));
    return builder.start();
  }

  private void started(Process process) throws InterruptedException {
    assertTrue(process.waitFor(100, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> new File(entry).getAbsolutePath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
