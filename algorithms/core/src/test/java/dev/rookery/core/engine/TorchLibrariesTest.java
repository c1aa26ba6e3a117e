package dev.rookery.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.RookeryException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TorchLibrariesTest {

  @Test
  void thisMachinesLibrariesAreThere() {
    TorchLibraries.check();
    TorchLibraries.check(List.of("linux-x86_64", "linux-aarch64"), "linux-aarch64");
  }

  @Test
  void otherMachinesLibrariesAreNamed() {
    assertEquals(
        "PyTorch's native libraries for this machine, linux-aarch64, are not on the class path"
            + " (there: linux-x86_64): add ai.djl.pytorch:pytorch-native-cpu with the classifier"
            + " linux-aarch64, or build Rookery on such a machine",
        message(List.of("linux-x86_64"), "linux-aarch64"));
    assertEquals(
        "PyTorch's native libraries exist for linux-x86_64, linux-aarch64, osx-aarch64,"
            + " win-x86_64, and this machine is osx-x86_64: learn on one of those",
        message(List.of("linux-x86_64"), "osx-x86_64"));
  }

  private static String message(List<String> found, String machine) {
    return assertThrows(RookeryException.class, () -> TorchLibraries.check(found, machine))
        .getMessage();
  }
}
