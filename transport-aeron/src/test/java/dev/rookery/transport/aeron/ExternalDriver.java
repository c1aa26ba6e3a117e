package dev.rookery.transport.aeron;

import dev.rookery.transport.aeron.AeronTransportSettings.Driver;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A media driver that is none of Rookery's: with the settings that the documentation gives. */
final class ExternalDriver implements AutoCloseable {

  private final Path directory;
  private final MediaDriver driver;

  ExternalDriver() {
    try {
      directory = Files.createTempDirectory("external-driver");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    driver =
        MediaDriver.launch(
            new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .dirDeleteOnShutdown(true)
                .threadingMode(ThreadingMode.SHARED)
                .timerIntervalNs(100_000_000)
                .errorHandler(error -> {}));
  }

  /** The settings of those who use it. */
  AeronTransportSettings settings() {
    return AeronTransportSettings.defaults().withDriver(Driver.EXTERNAL, directory.toString());
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() {
    driver.close();
  }
}
