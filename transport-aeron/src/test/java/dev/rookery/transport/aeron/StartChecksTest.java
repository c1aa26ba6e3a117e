package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.transport.TransportException;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import dev.rookery.transport.aeron.AeronTransportSettings.Driver;
import io.aeron.CncFileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.agrona.SemanticVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong at the start is said at once, in one line that says what to do. */
@Timeout(60)
class StartChecksTest {

  private static final long SELF = ProcessHandle.current().pid();

  private final AeronTransportSettings ipc = AeronTransportSettings.defaults();
  private final AeronTransportSettings udp = ipc.withChannel(Channel.UDP);

  @TempDir private Path temporary;

  private static String refusal(AeronTransportSettings settings) {
    RookeryException refusal =
        assertThrows(RookeryException.class, () -> AeronTransport.create(settings).close());
    assertFalse(refusal.getMessage().contains("\n"));
    return refusal.getMessage();
  }

  private static String joinRefusal(AeronTransportSettings settings) {
    return assertThrows(TransportException.class, () -> AeronTransport.join(settings).close())
        .getMessage();
  }

  private static void assertSays(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "no '%s' in: %s".formatted(part, message));
    }
  }

  @Test
  void tooLittleSpaceIsSaidWithWhatThereIsAndWhatIsNeeded() {
    Path directory = temporary.resolve("space");
    AeronTransportSettings huge =
        ipc.withDriver(Driver.EMBEDDED, directory.toString()).withTermBytes(1 << 28);
    long usable = DriverDirectory.usableBytes(temporary);
    long needed =
        8 * DriverDirectory.publicationBytes(huge.termBytes()) + DriverDirectory.DRIVER_BYTES;
    if (usable < needed) {
      assertSays(refusal(huge), "MiB left", "6157.0 MiB are needed", "transport.termBytes");
      assertTrue(Files.notExists(directory));
    }
    String message = DriverDirectory.tooLittleSpace(directory, 1 << 20, 3 << 20).getMessage();
    assertSays(message, directory + " has 1.0 MiB left", "3.0 MiB", "transport.directory");
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsRefused() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    AeronTransportSettings settings = ipc.withDriver(Driver.EMBEDDED, file + "/below");
    assertSays(refusal(settings), file + "/below", "cannot be written", "transport.directory");
  }

  @Test
  void aDirectoryWithOtherFilesIsRefusedAndLeftAsItIs() throws IOException {
    Path file = Files.createFile(temporary.resolve("thesis.tex"));
    AeronTransportSettings settings = ipc.withDriver(Driver.EMBEDDED, temporary.toString());
    assertSays(refusal(settings), "holds other files", "empty or new");
    assertTrue(Files.exists(file));
  }

  @Test
  void whereNoDriverRunsNothingIsJoined() {
    Path none = temporary.resolve("none");
    String message =
        "no Aeron media driver runs in %s: is it running, and is transport.directory right?"
            .formatted(none);
    assertEquals(message, joinRefusal(ipc.withDriver(Driver.EMBEDDED, none.toString())));
    assertEquals(message, refusal(ipc.withDriver(Driver.EXTERNAL, none.toString())));
    assertEquals(message, joinRefusal(udp.withDriver(Driver.EXTERNAL, none.toString())));
  }

  @Test
  void aClosedTransportCannotBeJoined() {
    AeronTransportSettings invitation;
    try (AeronTransport creator = AeronTransport.create(ipc)) {
      invitation = Invitations.accept(creator);
      AeronTransport.join(invitation).close();
    }
    assertSays(joinRefusal(invitation), "no Aeron media driver runs in " + invitation.directory());
  }

  @Test
  void aDriverOfAnotherVersionIsNamedWithBothVersions() throws IOException {
    try (ExternalDriver driver = new ExternalDriver()) {
      Path copy = Files.createDirectories(temporary.resolve("copy"));
      Path file = copy.resolve(CncFileDescriptor.CNC_FILE);
      Files.copy(driver.directory().resolve(CncFileDescriptor.CNC_FILE), file);
      try (RandomAccessFile cnc = new RandomAccessFile(file.toFile(), "rw")) {
        cnc.writeInt(Integer.reverseBytes(SemanticVersion.compose(9, 8, 7)));
      }
      AeronTransportSettings settings = ipc.withDriver(Driver.EXTERNAL, copy.toString());
      String own = SemanticVersion.toString(CncFileDescriptor.CNC_VERSION);
      assertSays(refusal(settings), copy.toString(), "9.8.7", own, "same Aeron release");
      assertSays(joinRefusal(settings), "9.8.7");
    }
  }

  @Test
  void aDriverThatHasLeftItsFilesBehindIsDead() throws IOException {
    Path copy = Files.createDirectories(temporary.resolve("copy"));
    try (ExternalDriver driver = new ExternalDriver()) {
      String name = CncFileDescriptor.CNC_FILE;
      Files.copy(driver.directory().resolve(name), copy.resolve(name));
    }
    try (RandomAccessFile cnc =
        new RandomAccessFile(copy.resolve(CncFileDescriptor.CNC_FILE).toFile(), "rw")) {
      cnc.seek(CncFileDescriptor.pidOffset(0));
      cnc.writeLong(Long.reverseBytes(4_194_305L)); // more than Linux gives to any process
      cnc.seek(CncFileDescriptor.META_DATA_LENGTH);
      cnc.write(new byte[(int) cnc.length() - CncFileDescriptor.META_DATA_LENGTH]);
    }
    assertSays(joinRefusal(ipc.withDriver(Driver.EXTERNAL, copy.toString())), "is dead");
    // Who is to start one there may clear up.
    AeronTransport.create(ipc.withDriver(Driver.EMBEDDED, copy.toString())).close();
  }

  @Test
  void twoCreatorsDoNotShareADirectory() {
    Path directory = temporary.resolve("shared");
    AeronTransportSettings settings = ipc.withDriver(Driver.EMBEDDED, directory.toString());
    try (AeronTransport first = AeronTransport.create(settings)) {
      assertSays(refusal(settings), directory.toString(), "process " + SELF);
      AeronTransportSettings external = ipc.withDriver(Driver.EXTERNAL, directory.toString());
      assertSays(refusal(external), directory.toString(), "process " + SELF);
      assertEquals("aeron:ipc in " + directory, first.address());
    }
    AeronTransport.create(settings).close();
  }

  @Test
  void twoCreatorsDoNotShareAChannelOfAnExternalDriver() {
    try (ExternalDriver driver = new ExternalDriver()) {
      AeronTransportSettings other =
          driver.settings().withChannel(Channel.UDP).withAddress(Ports.free());
      try (AeronTransport first = AeronTransport.create(driver.settings());
          AeronTransport second = AeronTransport.create(other)) {
        assertSays(refusal(driver.settings()), "process " + SELF + " has already created");
        assertSays(refusal(other), "process " + SELF + " has already created");
        assertEquals("aeron:udp " + other.address(), second.address());
        assertEquals("aeron:ipc in " + driver.directory(), first.address());
      }
      AeronTransport.create(driver.settings()).close();
    }
  }

  @Test
  void aPortInUseIsNamed() {
    AeronTransportSettings settings = udp.withAddress(Ports.free());
    int port = Address.parse(settings.address()).port();
    try (AeronTransport first = AeronTransport.create(settings)) {
      assertEquals("aeron:udp " + settings.address(), first.address());
      assertSays(refusal(settings), "UDP port " + port, "another learner", "transport.address");
      String before = "localhost:" + (port - 1);
      assertSays(refusal(udp.withAddress(before)), "UDP port " + port);
    }
    AeronTransport.create(settings).close();
  }

  @Test
  void anAddressThatIsNoneIsRefusedBeforeAnythingStarts() {
    for (String address : new String[] {"", "7043", "localhost", ":7043", "::1:7043", "a|b:7043"}) {
      String message =
          assertThrows(SettingsException.class, () -> udp.withAddress(address)).getMessage();
      assertSays(message, "must be host:port", "'" + address + "'");
    }
    for (String port : new String[] {"0", "65535", "-1", "x", "99999999999"}) {
      String message =
          assertThrows(SettingsException.class, () -> udp.withAddress("localhost:" + port))
              .getMessage();
      assertSays(message, "from 1 to 65534", "'" + port + "'");
    }
    SettingsException unknown =
        assertThrows(
            SettingsException.class,
            () -> AeronTransport.create(udp.withAddress("no-such-host.invalid:7043")));
    assertSays(unknown.getMessage(), "no-such-host.invalid", "is not known");
  }

  @Test
  void anAddressThatIsNotOfThisMachineCannotBeListenedOn() {
    SettingsException refusal =
        assertThrows(
            SettingsException.class,
            () -> AeronTransport.create(udp.withAddress("192.0.2.254:7043")).close());
    assertSays(refusal.getMessage(), "192.0.2.254:7043 is not of this machine", "0.0.0.0:7043");
  }

  @Test
  void anAddressOfManyMachinesIsRefused() {
    for (String many : new String[] {"224.0.1.1:7043", "[ff02::1]:7043"}) {
      assertSays(refusal(udp.withAddress(many)), many + " does not say which machine");
    }
    for (String many : new String[] {"0.0.0.0:7043", "[::]:7043", "224.0.1.1:7043"}) {
      SettingsException refusal =
          assertThrows(
              SettingsException.class, () -> AeronTransport.join(udp.withAddress(many)).close());
      assertSays(refusal.getMessage(), many + " does not say which machine");
    }
    AeronTransport.create(udp.withAddress("0.0.0.0:" + Address.parse(Ports.free()).port())).close();
  }

  @Test
  void aMemberListensOnlyAtAnAddressOfItsOwn() {
    AeronTransportSettings settings =
        Settings.with(udp.withAddress(Ports.free()), "networkInterface", "192.0.2.254");
    SettingsException refusal =
        assertThrows(SettingsException.class, () -> AeronTransport.join(settings).close());
    assertSays(refusal.getMessage(), "'192.0.2.254' is no address of this machine");
  }

  @Test
  void anExternalDriverNeedsADirectory() {
    SettingsException refusal =
        assertThrows(SettingsException.class, () -> ipc.withDriver(Driver.EXTERNAL, ""));
    assertSays(refusal.getMessage(), "transport.directory");
    assertSays(
        assertThrows(SettingsException.class, () -> AeronTransport.join(ipc)).getMessage(),
        "transport.directory");
  }

  @Test
  void socketsThatGetTooLittleMemoryAreSaidWithTheLimit() {
    AeronTransportSettings greedy = udp.withAddress(Ports.free()).withWindowBytes(1 << 27);
    assertSays(refusal(greedy), "134217728 are needed", "transport.windowBytes");
  }

  @Test
  void whatKilledProcessesHaveLeftIsDeleted() throws IOException {
    Path abandoned = Files.createDirectories(temporary.resolve("rookery-1-dead"));
    Files.createFile(abandoned.resolve(DriverDirectory.OWNER + ".lock"));
    Files.writeString(abandoned.resolve(DriverDirectory.OWNER + ".holder"), "1 dead");
    Path held = Files.createDirectories(temporary.resolve("rookery-2-held"));
    Path starting = Files.createDirectories(temporary.resolve("rookery-3-starting"));
    Path locking = Files.createDirectories(temporary.resolve("rookery-5-locking"));
    Files.createFile(locking.resolve(DriverDirectory.OWNER + ".lock"));
    Path never = Files.createDirectories(temporary.resolve("rookery-4-never"));
    Files.setLastModifiedTime(never, FileTime.from(Instant.now().minus(Duration.ofMinutes(5))));
    Path other = Files.createDirectories(temporary.resolve("another-1-program"));
    try (DirectoryLock lock = DirectoryLock.tryAcquire(held, DriverDirectory.OWNER)) {
      assertTrue(lock != null);
      DriverDirectory.clear(temporary);
      assertTrue(Files.notExists(abandoned));
      assertTrue(Files.notExists(never));
      assertTrue(Files.exists(held));
      assertTrue(Files.exists(starting));
      assertTrue(Files.exists(locking), "whoever makes the lock's file has not taken it yet");
      assertTrue(Files.exists(other));
    }
  }
}
