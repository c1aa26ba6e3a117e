package dev.rookery.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FramePacerTest {

  private final List<Long> slept = new ArrayList<>();
  private long now = -5;
  private final FramePacer pacer =
      new FramePacer(
          () -> now,
          nanos -> {
            slept.add(nanos);
            now += nanos;
          });

  @Test
  void everyFrameIsSeenForItsTimeWhateverItTookToMakeTheNext() {
    pacer.next(1);
    assertEquals(List.of(), slept);
    now += seconds(0.25);
    pacer.next(2);
    pacer.next(1);
    assertEquals(List.of(seconds(0.75), seconds(2)), slept);
  }

  @Test
  void afterADelayNothingIsHurried() {
    pacer.next(1);
    now += seconds(10);
    pacer.next(1);
    assertEquals(List.of(), slept);
    pacer.next(1);
    assertEquals(List.of(seconds(1)), slept);
  }

  private static long seconds(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }
}
