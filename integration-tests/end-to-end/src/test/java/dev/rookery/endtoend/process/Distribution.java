package dev.rookery.endtoend.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The distribution of the command line, with its real launcher; only {@code lib} has nothing but a
 * jar whose manifest names this test's class path. Closing it ends all its processes.
 */
public final class Distribution implements AutoCloseable {

  private static final String MAIN = "dev.rookery.cli.Rookery";

  private final Path home;
  private final List<RunningProcess> started = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();

  /** Makes a distribution in a directory. */
  public Distribution(Path directory) throws IOException {
    this(directory, entry -> true);
  }

  /** Makes a distribution without PyTorch's native libraries, for processes that only act. */
  static Distribution forActing(Path directory) throws IOException {
    return new Distribution(
        directory, entry -> !entry.getFileName().toString().startsWith("pytorch-native"));
  }

  private Distribution(Path directory, Predicate<Path> entries) throws IOException {
    home = Files.createDirectory(directory.resolve("distribution"));
    Path source = Repository.root().resolve("cli/src/main/distribution/bin");
    Path bin = Files.createDirectory(home.resolve("bin"));
    try (Stream<Path> scripts = Files.list(source)) {
      for (Path script : scripts.toList()) {
        Files.copy(script, bin.resolve(script.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Files.createDirectory(plugins());
    Files.createDirectory(home.resolve("lib"));
    writeJar(jar(), entries);
  }

  /** The directory of plugin jars. */
  Path plugins() {
    return home.resolve("plugins");
  }

  /** The command. */
  Path launcher() {
    return home.resolve("bin/rookery");
  }

  /** The jar that brings the class path. */
  public Path jar() {
    return home.resolve("lib/rookery-cli.jar");
  }

  /** Sets a variable in the environment of the commands that are started from now on. */
  void setVariable(String name, String value) {
    variables.put(name, value);
  }

  /**
   * Leaves Java's second compiler out of the commands that are started from now on, for tests of
   * many processes that live for seconds: it would take more of the cores than they do.
   */
  void compileOnce() {
    setVariable("ROOKERY_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
  }

  /** Runs a command to its end, as {@link #start} does. */
  CommandResult run(String words, Object... more) throws IOException, InterruptedException {
    return start(words, more).result();
  }

  /**
   * Starts a command.
   *
   * @param words separated by spaces
   * @param more further arguments, as they are
   */
  RunningProcess start(String words, Object... more) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(List.of(CommandWords.of(words, more)));
    return start(home, command);
  }

  /**
   * Starts any command, in a directory, with nothing of Rookery's in its environment but what
   * {@link #setVariable} put there.
   */
  public RunningProcess start(Path directory, List<String> command) throws IOException {
    Path logs = Files.createTempDirectory(home, "process");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(logs.resolve("out").toFile())
            .redirectError(logs.resolve("err").toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("ROOKERY_"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.putAll(variables);
    RunningProcess process = new RunningProcess(builder.start(), logs);
    started.add(process);
    return process;
  }

  private static void writeJar(Path file, Predicate<Path> entries) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, MAIN);
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(entries)
            .filter(entry -> !entry.equals(Repository.testClasses())) // Their logging is another.
            .map(entry -> entry.toUri().toString())
            .collect(Collectors.joining(" ")));
    attributes.putValue("Add-Opens", "java.base/jdk.internal.misc java.base/java.util.zip");
    attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
  }

  @Override
  public void close() {
    started.forEach(RunningProcess::kill);
  }
}
