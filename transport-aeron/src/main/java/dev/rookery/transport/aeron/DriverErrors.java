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
 * Logs what a media driver complains of. While a network cannot be reached it complains of every
 * packet, so the same complaint is said once a minute, with how many there were. Thread-safe.
 */
final class DriverErrors implements ErrorHandler {

  static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final int DIFFERENT = 32;
  private static final Logger LOGGER = LoggerFactory.getLogger(DriverErrors.class);

  private final LongSupplier nanoTime;
  private final Consumer<String> log;
  private final Map<String, Complaint> complaints = new HashMap<>();

  private static final class Complaint {
    private long saidAt;
    private long withheld;
  }

  DriverErrors() {
    this(System::nanoTime, LOGGER::warn);
  }

  /**
   * A handler for tests.
   *
   * @param log takes lines
   */
  DriverErrors(LongSupplier nanoTime, Consumer<String> log) {
    this.nanoTime = nanoTime;
    this.log = log;
  }

  @Override
  public synchronized void onError(Throwable error) {
    LOGGER.debug("Aeron's media driver", error);
    // Aeron's own say in their message what was wrong.
    String message =
        error instanceof AeronException ? String.valueOf(error.getMessage()) : error.toString();
    long now = nanoTime.getAsLong();
    Complaint complaint = complaints.get(message);
    if (complaint != null && now - complaint.saidAt < REPEAT_NANOS) {
      complaint.withheld++;
      return;
    }
    String times =
        complaint == null || complaint.withheld == 0
            ? ""
            : String.format(Locale.ROOT, " (%,d times more meanwhile)", complaint.withheld);
    log.accept("Aeron's media driver: " + message + times);
    if (complaint == null) {
      if (complaints.size() == DIFFERENT) {
        complaints.clear();
      }
      complaint = new Complaint();
      complaints.put(message, complaint);
    }
    complaint.saidAt = now;
    complaint.withheld = 0;
  }
}
