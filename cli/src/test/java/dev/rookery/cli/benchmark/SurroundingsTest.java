package dev.rookery.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What records say of machine and software. */
class SurroundingsTest {

  @TempDir Path directory;

  @Test
  void theProcessorIsTheOneThatTheSystemNames() throws IOException {
    Path file = directory.resolve("cpuinfo");
    Map<String, String> windows = Map.of("PROCESSOR_IDENTIFIER", "Intel64 Family 6");
    assertEquals("Intel64 Family 6", Machine.processor(file, windows, "amd64"));
    assertEquals("aarch64", Machine.processor(file, Map.of(), "aarch64"));
    Files.writeString(file, "processor : 0\nmodel name\t: Some CPU @ 2 GHz\nmodel name : other\n");
    assertEquals("Some CPU @ 2 GHz", Machine.processor(file, windows, "amd64"));
    Files.writeString(file, "processor : 0\n");
    assertEquals("aarch64", Machine.processor(file, Map.of(), "aarch64"));
  }

  @Test
  void thisMachineHasCoresAndMemory() {
    Machine machine = Machine.current();
    assertTrue(machine.cores() > 0, machine::toString);
    assertTrue(machine.memoryBytes() > 1 << 20, machine::toString);
    assertFalse(machine.system().isBlank());
  }

  @Test
  void theBuildSaysWhatItWasMadeOf() {
    Software software = Software.current();
    assertTrue(software.java().startsWith(Runtime.version().toString()), software::toString);
    for (String version :
        new String[] {
          software.rookery(), software.djl(), software.pytorch(), software.onnxRuntime()
        }) {
      assertTrue(version.matches("\\d+\\.\\d+\\.\\d+.*"), software::toString);
    }
    assertTrue(software.commit().matches("\\p{XDigit}{40}(-dirty)?|unknown"), software::toString);
  }
}
