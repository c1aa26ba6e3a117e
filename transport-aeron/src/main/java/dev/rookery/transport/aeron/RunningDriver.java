package dev.rookery.transport.aeron;

import dev.rookery.transport.TransportException;
import io.aeron.CncFileDescriptor;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.SemanticVersion;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a media driver, read from its file.
 *
 * @param version of the file's layout
 * @param pid of the driver's process, where the driver runs; another container may know it by
 *     another number
 * @param heartbeatMillis the time of its last heartbeat, in milliseconds of the system's clock;
 *     negative if it has ended in order
 */
record RunningDriver(int version, long pid, long heartbeatMillis) {

  /** Reads the file of the driver in a directory; null if there is none, or none yet. */
  static @Nullable RunningDriver read(Path directory) {
    Path file = directory.resolve(CncFileDescriptor.CNC_FILE);
    if (!Files.exists(file)) {
      return null;
    }
    MappedByteBuffer bytes;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() <= CncFileDescriptor.META_DATA_LENGTH) {
        return null;
      }
      bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException e) {
      throw new TransportException(
          "the media driver's file %s cannot be read (%s)".formatted(file, e.getMessage()), e);
    }
    try {
      return read(bytes);
    } finally {
      BufferUtil.free(bytes);
    }
  }

  private static @Nullable RunningDriver read(MappedByteBuffer bytes) {
    UnsafeBuffer metadata = CncFileDescriptor.createMetaDataBuffer(bytes);
    int version = metadata.getIntVolatile(CncFileDescriptor.cncVersionOffset(0));
    if (version == 0) {
      return null;
    }
    if (!isCompatible(version)) {
      return new RunningDriver(version, 0, 0);
    }
    long heartbeat =
        new ManyToOneRingBuffer(CncFileDescriptor.createToDriverBuffer(bytes, metadata))
            .consumerHeartbeatTime();
    return new RunningDriver(version, CncFileDescriptor.pid(metadata), heartbeat);
  }

  private static boolean isCompatible(int version) {
    return SemanticVersion.major(version) == SemanticVersion.major(CncFileDescriptor.CNC_VERSION)
        && SemanticVersion.minor(version) == SemanticVersion.minor(CncFileDescriptor.CNC_VERSION);
  }

  /** Whether this release of Aeron speaks its protocol. */
  boolean isCompatible() {
    return isCompatible(version);
  }

  /** Whether its last heartbeat is at most so many milliseconds old. */
  boolean isActive(long withinMillis) {
    return System.currentTimeMillis() - heartbeatMillis <= withinMillis;
  }

  /** Whether a process with its number is visible from here. */
  boolean isVisible() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /**
   * Finds a driver that another process runs in a directory.
   *
   * @param livenessMillis after which a driver without a heartbeat counts as dead
   * @throws TransportException if none runs there, or one of another version
   */
  static RunningDriver find(Path directory, long livenessMillis) {
    RunningDriver driver = read(directory);
    if (driver == null) {
      throw new TransportException(
          "no Aeron media driver runs in %s: is it running, and is transport.directory right?"
              .formatted(directory));
    }
    if (!driver.isCompatible()) {
      throw new TransportException(
          "the Aeron media driver in %s speaks version %s of its protocol, this Rookery %s: use"
                  .formatted(
                      directory,
                      SemanticVersion.toString(driver.version),
                      SemanticVersion.toString(CncFileDescriptor.CNC_VERSION))
              + " drivers of the same Aeron release");
    }
    boolean dead = !driver.isVisible() && !driver.isActive(DEAD_AFTER_MILLIS);
    if (dead || !driver.isActive(livenessMillis)) {
      throw new TransportException(
          "the Aeron media driver in %s is dead, and left its files behind: start it again"
              .formatted(directory));
    }
    return driver;
  }

  /**
   * Drivers send a heartbeat every second. A driver is dead if it is late and its process is gone.
   */
  static final long DEAD_AFTER_MILLIS = 1_500;
}
