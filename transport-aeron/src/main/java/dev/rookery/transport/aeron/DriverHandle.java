package dev.rookery.transport.aeron;

import dev.rookery.RookeryException;
import dev.rookery.settings.Settings;
import dev.rookery.transport.TransportException;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import dev.rookery.transport.aeron.AeronTransportSettings.Driver;
import io.aeron.Aeron;
import io.aeron.ErrorCode;
import io.aeron.driver.MediaDriver;
import io.aeron.exceptions.RegistrationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.jspecify.annotations.Nullable;

/** The media driver that a transport uses, embedded or not, with the locks that go with it. */
final class DriverHandle implements AutoCloseable {

  /** How long the memory of a publisher that is gone stays readable for a running handler. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How often the client's thread looks for publishers that have come or gone. */
  private static final int CLIENT_MILLIS = 4;

  private final Path directory;
  private final @Nullable MediaDriver embedded;
  private final List<DirectoryLock> locks;
  private final long pid;

  private DriverHandle(Path directory, @Nullable MediaDriver embedded, List<DirectoryLock> locks) {
    this.directory = directory;
    this.embedded = embedded;
    this.locks = locks;
    RunningDriver running = RunningDriver.read(directory);
    pid = running == null ? 0 : running.pid();
  }

  /** Starts or finds the driver, as the settings say. */
  static DriverHandle open(
      AeronTransportSettings settings, boolean creator, MediaDrivers.Customizer customizer) {
    boolean joinsOthers = !creator && settings.channel() == Channel.IPC;
    return joinsOthers || settings.driver() == Driver.EXTERNAL
        ? find(settings, creator)
        : embed(settings, creator, customizer);
  }

  private static DriverHandle find(AeronTransportSettings settings, boolean creator) {
    if (settings.directory().isEmpty()) {
      throw new dev.rookery.settings.SettingsException(
          "to join over ipc, transport.directory must be the creator's: see what it prints");
    }
    Path directory = Path.of(settings.directory()).toAbsolutePath();
    RunningDriver.find(directory, Math.round(1_000 * settings.livenessSeconds()));
    List<DirectoryLock> locks = new ArrayList<>();
    if (creator) {
      locks.add(lock(directory, channelName(settings)));
    }
    return new DriverHandle(directory, null, locks);
  }

  private static DriverHandle embed(
      AeronTransportSettings settings, boolean creator, MediaDrivers.Customizer customizer) {
    Sockets.check(settings, creator);
    Path directory = DriverDirectory.make(settings);
    MediaDriver driver = MediaDrivers.launch(directory, settings, creator, customizer);
    List<DirectoryLock> locks = new ArrayList<>();
    DriverHandle handle = new DriverHandle(directory, driver, locks);
    try {
      locks.add(lock(directory, DriverDirectory.OWNER));
      if (creator) {
        locks.add(lock(directory, channelName(settings)));
      }
      return handle;
    } catch (RuntimeException | Error e) {
      handle.close();
      throw e;
    }
  }

  private static String channelName(AeronTransportSettings settings) {
    return settings.channel() == Channel.IPC
        ? "rookery-ipc"
        : "rookery-udp-" + settings.address().replaceAll("[^A-Za-z0-9.-]", "_");
  }

  private static DirectoryLock lock(Path directory, String name) {
    try {
      DirectoryLock lock = DirectoryLock.tryAcquire(directory, name);
      if (lock == null) {
        throw new RookeryException(
            "process %s has already created a transport in %s: one learner may use a channel at a"
                    .formatted(DirectoryLock.holder(directory, name), directory)
                + " time; set transport.directory, or transport.address over udp, to another");
      }
      return lock;
    } catch (IOException e) {
      throw DriverDirectory.unwritable(directory, e);
    }
  }

  /** Connects a client, whose errors go to {@code health}. */
  Aeron connect(AeronTransportSettings settings, Health health, Runnable closing) {
    try {
      return Aeron.connect(
          new Aeron.Context()
              .aeronDirectoryName(directory.toString())
              .driverTimeoutMs(Math.round(1_000 * settings.livenessSeconds()))
              .resourceLingerDurationNs(LINGER_NANOS)
              .idleStrategy(new SleepingMillisIdleStrategy(CLIENT_MILLIS))
              .useConductorAgentInvoker(false)
              .threadFactory(work -> daemon(work, "rookery-aeron-client"))
              .errorHandler(health::onError)
              .subscriberErrorHandler(health::onError)
              .closeHandler(closing));
    } catch (RuntimeException e) {
      throw new TransportException(
          "the Aeron media driver in %s does not answer (%s)".formatted(directory, e.getMessage()),
          e);
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  Path directory() {
    return directory;
  }

  /** The number of the driver's process, in the driver's own container. */
  long pid() {
    return pid;
  }

  /** Whether the driver runs in another process, which is visible from here. */
  boolean isWatchable() {
    return embedded == null && pid > 0 && ProcessHandle.of(pid).isPresent();
  }

  boolean isEmbedded() {
    return embedded != null;
  }

  /** The length of terms for messages of that length; that of the settings if space is short. */
  int termBytes(AeronTransportSettings settings, long messageBytes) {
    int wanted = settings.termBytesFor(messageBytes);
    boolean roomy =
        wanted > settings.termBytes()
            && DriverDirectory.usableBytes(directory)
                >= 2 * DriverDirectory.publicationBytes(wanted);
    return roomy ? wanted : settings.termBytes();
  }

  /** The exception for people that says why the driver refused a stream. */
  RookeryException refused(
      String stream, AeronTransportSettings settings, RegistrationException refusal) {
    if (refusal.errorCode() == ErrorCode.STORAGE_SPACE) {
      return DriverDirectory.tooLittleSpace(
          directory,
          DriverDirectory.usableBytes(directory),
          DriverDirectory.publicationBytes(settings.termBytes()));
    }
    return new RookeryException(
        "stream '%s' cannot be joined at %s: %s"
            .formatted(stream, address(settings), refusal.getMessage()),
        refusal);
  }

  /** The settings with which other processes join. */
  Map<String, Object> invitation(AeronTransportSettings settings) {
    AeronTransportSettings joining =
        settings.channel() == Channel.IPC
            ? settings.withDriver(settings.driver(), directory.toString())
            : settings.driver() == Driver.EXTERNAL
                ? settings
                : settings.withDriver(Driver.EMBEDDED, "");
    return Settings.toMap(joining);
  }

  /** The address of the transport, for people. */
  String address(AeronTransportSettings settings) {
    return settings.channel() == Channel.IPC
        ? "aeron:ipc in " + directory
        : "aeron:udp " + settings.address();
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close(); // Before its lock: other processes delete unlocked directories.
    }
    for (DirectoryLock lock : locks) {
      lock.close();
    }
    if (embedded != null) {
      IoUtil.delete(directory.toFile(), true);
    }
  }
}
