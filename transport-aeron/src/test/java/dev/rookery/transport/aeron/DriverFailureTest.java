package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportException;
import dev.rookery.transport.aeron.AeronTransportSettings.Driver;
import io.aeron.driver.MediaDriver;
import io.aeron.exceptions.ConductorServiceTimeoutException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver that dies breaks the transport: every call says so, and none hangs. */
@Timeout(60)
class DriverFailureTest {

  private final ByteBuffer message = ByteBuffer.allocate(100);

  @TempDir private Path temporary;

  @Test
  void aKilledDriverIsNoticedLongBeforeItsSilenceWouldTell() throws Exception {
    Path directory = temporary.resolve("driver");
    Process process = startDriver(directory);
    try {
      Waiting.until("the driver", () -> isRunning(directory));
      AeronTransportSettings settings =
          AeronTransportSettings.defaults().withDriver(Driver.EXTERNAL, directory.toString());
      long killed;
      try (AeronTransport transport = AeronTransport.create(settings)) {
        Publication publication = transport.publish("s");
        Subscription subscription = transport.subscribe("s");
        Waiting.until("a subscriber", publication::isConnected);
        process.destroyForcibly().waitFor();
        killed = System.nanoTime();
        assertBreaks(transport, publication, subscription, directory);
      }
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - killed);
      assertTrue(seconds < settings.livenessSeconds() / 2, () -> "took %d s".formatted(seconds));
      assertThrows(TransportException.class, () -> AeronTransport.join(settings));
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean isRunning(Path directory) {
    RunningDriver driver = RunningDriver.read(directory);
    return driver != null && driver.isActive(1_000);
  }

  private static Process startDriver(Path directory) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Daeron.dir=" + directory,
                "-Daeron.threading.mode=SHARED",
                "-cp",
                System.getProperty("java.class.path"),
                MediaDriver.class.getName()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void assertBreaks(
      Transport transport, Publication publication, Subscription subscription, Path directory) {
    Waiting.until("the transport to break", () -> breaks(() -> publication.offer(message, 0, 1)));
    assertBroken(directory, () -> publication.offer(message, 0, 1));
    assertBroken(directory, publication::isConnected);
    assertBroken(directory, () -> subscription.poll((b, o, l, p) -> {}, 1));
    assertBroken(directory, subscription::publishers);
    assertBroken(directory, () -> transport.publish("another"));
    assertBroken(directory, () -> transport.subscribe("another"));
  }

  private static boolean breaks(Runnable call) {
    try {
      call.run();
      return false;
    } catch (TransportException e) {
      return true;
    }
  }

  private static void assertBroken(Path directory, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(TransportException.class, call).getMessage();
    assertTrue(message.contains(directory.toString()), message);
  }

  @Test
  void aCreatorThatClosesBreaksItsMembers() {
    AeronTransport creator = AeronTransport.create(AeronTransportSettings.defaults());
    try (AeronTransport member = AeronTransport.join(Invitations.accept(creator))) {
      Path directory = Invitations.directory(creator);
      Publication publication = member.publish("s");
      Subscription subscription = member.subscribe("s");
      creator.close();
      assertBreaks(member, publication, subscription, directory);
    }
  }

  @Test
  void aProcessThatWasStoppedForTooLongIsToldSo() {
    try (AeronTransport transport = AeronTransport.create(AeronTransportSettings.defaults())) {
      transport.onError(new ConductorServiceTimeoutException("service interval exceeded"));
      String message =
          assertThrows(TransportException.class, () -> transport.publish("s")).getMessage();
      assertTrue(message.contains("stopped for so long"), message);
      assertTrue(message.contains("transport.livenessSeconds"), message);
    }
  }

  @Test
  void anInterruptedThreadBreaksNothing() {
    try (AeronTransport transport = AeronTransport.create(AeronTransportSettings.defaults())) {
      Thread.currentThread().interrupt();
      Publication publication = transport.publish("s");
      Subscription subscription = transport.subscribe("s");
      assertTrue(Thread.interrupted());
      Waiting.until("a message to be taken", () -> publication.offer(message, 0, 1) == 1);
      Waiting.until("a message", () -> subscription.poll((b, o, l, p) -> {}, 1) == 1);
      Thread.currentThread().interrupt();
    }
    assertTrue(Thread.interrupted());
    assertEquals(0, message.position());
  }
}
