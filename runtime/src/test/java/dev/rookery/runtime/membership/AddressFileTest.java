package dev.rookery.runtime.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.transport.TransportException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressFileTest {

  @TempDir Path directory;

  @Test
  void whatTheLearnerWritesActorsRead() {
    AddressFile file = new AddressFile(directory.resolve("address"));
    for (String address : new String[] {"localhost:7043", "[::1]:7043", "learner.example:1"}) {
      file.write(address);
      assertEquals(address, file.address());
      assertEquals(address, file.text());
    }
  }

  @Test
  void aFileThatIsNotThereYetOrEmptyIsWaitedFor() throws Exception {
    Path path = directory.resolve("address");
    AddressFile file = new AddressFile(path);
    assertEquals("", file.text());
    TransportException missing = assertThrows(TransportException.class, file::address);
    assertEquals("no learner has written its address to " + path, missing.getMessage());
    Files.writeString(path, "\n");
    assertThrows(TransportException.class, file::address);
  }

  @Test
  void theEndOfTheRunIsToldByIt() {
    AddressFile file = new AddressFile(directory.resolve("address"));
    file.write("localhost:7043");
    file.writeOver();
    assertTrue(assertThrows(SessionLostException.class, file::address).isRunOver());
  }

  @Test
  void whatCannotBeOneIsRefused() throws Exception {
    Path path = Files.write(directory.resolve("policy.onnx"), new byte[5000]);
    assertEquals(
        path + " is no address file: it has more than 1024 bytes",
        assertThrows(RookeryException.class, () -> new AddressFile(path).address()).getMessage());
    assertThrows(RookeryException.class, () -> new AddressFile(directory).address());
    assertThrows(
        RookeryException.class,
        () -> new AddressFile(directory.resolve("none/address")).write("localhost:7043"));
  }
}
