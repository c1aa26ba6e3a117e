package dev.rookery.cli.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The machine that made a run.
 *
 * @param processor its model, or its architecture where the model is not known
 * @param cores that the process may use
 * @param memoryBytes of the machine, or of the container
 * @param system operating system, version and architecture
 */
public record Machine(String processor, int cores, long memoryBytes, String system) {

  private static final Path LINUX = Path.of("/proc/cpuinfo");

  /** The one that this process runs on. */
  public static Machine current() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        processor(LINUX, System.getenv(), system.getArch()),
        system.getAvailableProcessors(),
        system.getTotalMemorySize(),
        "%s %s, %s".formatted(system.getName(), system.getVersion(), system.getArch()));
  }

  /**
   * The processor's model.
   *
   * @param cpuinfo Linux's file, which other systems do not have
   * @param variables the environment's, where Windows has it
   */
  static String processor(Path cpuinfo, Map<String, String> variables, String architecture) {
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture);
    } catch (IOException e) {
      return variables.getOrDefault("PROCESSOR_IDENTIFIER", architecture);
    }
  }
}
