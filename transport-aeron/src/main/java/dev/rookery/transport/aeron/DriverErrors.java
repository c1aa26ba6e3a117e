package dev.rookery.transport.aeron;

import io.aeron.exceptions.AeronException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.ErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the errors of a media driver. While a network cannot be reached every packet is an error, so
 * the same error is logged once a minute, with how often it occurred. Thread-safe.
 */
final class DriverErrors implements ErrorHandler {

  static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final int DIFFERENT = 32;
  private static final Logger LOGGER = LoggerFactory.getLogger(DriverErrors.class);

  private final LongSupplier nanoTime;
  private final Consumer<String> log;
  private final Map<String, Repetition> repetitions = new HashMap<>();

  private static final class Repetition {
    private long saidAt;
    private long withheld;
  }

  DriverErrors() {
    this(System::nanoTime, LOGGER::warn);
  }

  /**
   * A handler for tests.
   *
   * @param log receives the lines
   */
  DriverErrors(LongSupplier nanoTime, Consumer<String> log) {
    this.nanoTime = nanoTime;
    this.log = log;
  }

  @Override
  public synchronized void onError(Throwable error) {
    LOGGER.debug("Aeron's media driver", error);
    // The messages of Aeron's own exceptions say what was wrong.
    String message =
        error instanceof AeronException ? String.valueOf(error.getMessage()) : error.toString();
    long now = nanoTime.getAsLong();
    Repetition repetition = repetitions.get(message);
    if (repetition != null && now - repetition.saidAt < REPEAT_NANOS) {
      repetition.withheld++;
      return;
    }
    String times =
        repetition == null || repetition.withheld == 0
            ? ""
            : String.format(Locale.ROOT, " (%,d times more meanwhile)", repetition.withheld);
    log.accept("Aeron's media driver: " + message + times);
    if (repetition == null) {
      if (repetitions.size() == DIFFERENT) {
        repetitions.clear();
      }
      repetition = new Repetition();
      repetitions.put(message, repetition);
    }
    repetition.saidAt = now;
    repetition.withheld = 0;
  }
}
