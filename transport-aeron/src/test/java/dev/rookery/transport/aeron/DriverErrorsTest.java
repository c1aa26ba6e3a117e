package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeron.exceptions.AeronEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DriverErrorsTest {

  private final List<String> log = new ArrayList<>();
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final DriverErrors errors = new DriverErrors(now::get, log::add);

  @Test
  void whatIsSaidOfEveryPacketIsLoggedOnceAMinute() {
    for (int i = 0; i < 2_001; i++) {
      errors.onError(new AeronEvent("cannot be reached"));
    }
    now.addAndGet(DriverErrors.REPEAT_NANOS);
    errors.onError(new AeronEvent("cannot be reached"));
    errors.onError(new AeronEvent("cannot be reached"));
    now.addAndGet(DriverErrors.REPEAT_NANOS);
    errors.onError(new AeronEvent("cannot be reached"));
    assertEquals(
        List.of(
            "Aeron's media driver: WARN - cannot be reached",
            "Aeron's media driver: WARN - cannot be reached (2,000 times more meanwhile)",
            "Aeron's media driver: WARN - cannot be reached (1 times more meanwhile)"),
        log);
  }

  @Test
  void differentErrorsAreLoggedEach() {
    for (int i = 0; i < 100; i++) {
      errors.onError(new AeronEvent("error " + i));
    }
    errors.onError(new IllegalStateException("a mistake"));
    assertEquals(101, log.size());
    assertEquals("Aeron's media driver: java.lang.IllegalStateException: a mistake", log.get(100));
  }
}
