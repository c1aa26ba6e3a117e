package dev.rookery.transport.aeron;

import dev.rookery.RookeryException;
import dev.rookery.settings.SettingsException;
import dev.rookery.transport.aeron.AeronTransportSettings.Channel;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.exceptions.ConfigurationException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/**
 * Starts embedded media drivers: on one thread that backs off while there is nothing to do, and
 * another that resolves names of hosts.
 */
final class MediaDrivers {

  /** Changes the settings of an embedded driver; tests add loss. */
  interface Customizer {
    /** Changes nothing. */
    Customizer NONE = context -> {};

    /** Changes a driver's settings before it starts. */
    void customize(MediaDriver.Context context);
  }

  /** Within which time publishers and subscribers that come and go are noticed. */
  private static final long TIMER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** How often the driver's second thread checks whether a host name must be resolved. */
  private static final int NAMES_MILLIS = 4;

  private static final int LOG_BYTES = 1 << 20;
  private static final int COUNTER_BYTES = 1 << 20;

  private MediaDrivers() {}

  /**
   * Starts a driver in a directory.
   *
   * @param creator whether the driver serves the creator, and no longer waits for silent members
   * @throws RookeryException if it cannot start
   */
  static MediaDriver launch(
      Path directory, AeronTransportSettings settings, boolean creator, Customizer customizer) {
    long liveness = nanos(settings.livenessSeconds());
    long member = nanos(settings.memberTimeoutSeconds());
    int packet = Channels.packetBytes(settings.withChannel(Channel.IPC), true);
    int window = settings.windowBytes();
    MediaDriver.Context context =
        new MediaDriver.Context()
            .aeronDirectoryName(directory.toString())
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(false) // It still holds the lock then.
            .warnIfDirectoryExists(false)
            .printConfigurationOnStart(false)
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(new BackoffIdleStrategy(10, 20, 1_000, 1_000_000))
            .sharedThreadFactory(work -> daemon(work, "rookery-aeron-driver"))
            .asyncExecutorIdleStrategy(new SleepingMillisIdleStrategy(NAMES_MILLIS))
            .asyncExecutorThreadFactory(work -> daemon(work, "rookery-aeron-names"))
            .errorHandler(new DriverErrors())
            .timerIntervalNs(TIMER_NANOS)
            .clientLivenessTimeoutNs(liveness)
            .publicationUnblockTimeoutNs(liveness + nanos(5))
            .imageLivenessTimeoutNs(liveness)
            .publicationConnectionTimeoutNs(creator ? Math.min(member, liveness) : liveness)
            .flowControlReceiverTimeoutNs(member)
            .untetheredWindowLimitTimeoutNs(member)
            .untetheredLingerTimeoutNs(TimeUnit.MILLISECONDS.toNanos(200))
            .publicationTermBufferLength(settings.termBytes())
            .ipcTermBufferLength(settings.termBytes())
            .ipcMtuLength(packet)
            .initialWindowLength(window)
            .socketRcvbufLength(window)
            .socketSndbufLength(window)
            .termBufferSparseFile(false)
            .lowStorageWarningThreshold(0)
            .counterValuesBufferLength(COUNTER_BYTES)
            .lossReportBufferLength(LOG_BYTES);
    customizer.customize(context);
    try {
      return MediaDriver.launch(context);
    } catch (ConfigurationException e) {
      throw new SettingsException(
          "Aeron's media driver cannot start with these settings of the transport: "
              + e.getMessage(),
          e);
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private static long nanos(double seconds) {
    return Math.round(1e9 * seconds);
  }
}
