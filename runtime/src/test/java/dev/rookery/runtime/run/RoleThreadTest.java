package dev.rookery.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoleThreadTest {

  private final List<String> happened = new CopyOnWriteArrayList<>();
  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private String activity = "";

  /** What a role does in its first duty cycle, and as it closes. */
  private RoleThread start(Duration limit, Runnable work, Runnable close) throws Exception {
    Agent role =
        new Agent() {
          @Override
          public String roleName() {
            return "role";
          }

          @Override
          public int doWork() {
            working.countDown();
            work.run();
            return 0;
          }

          @Override
          public void onClose() {
            close.run();
            happened.add("closed");
          }
        };
    RoleThread thread =
        new RoleThread(
            role,
            limit,
            () -> activity,
            failure -> happened.add(String.valueOf(failure.getMessage())));
    thread.start();
    working.await();
    return thread;
  }

  @Test
  void theFirstErrorEndsIt() throws Exception {
    start(
            Duration.ofSeconds(30),
            () -> {
              throw new AssertionError("broken");
            },
            () -> {})
        .close();
    assertEquals(List.of("broken", "closed"), happened);
  }

  @Test
  void oneThatTakesLongToCloseIsNotInterrupted() throws Exception {
    Thread closing = Thread.currentThread();
    start(
            Duration.ofSeconds(30),
            () -> {},
            () -> {
              while (closing.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              happened.add("interrupted " + Thread.currentThread().isInterrupted());
            })
        .close();
    assertEquals(List.of("interrupted false", "closed"), happened);
  }

  @Test
  void oneThatIsStuckIsAFailureAndLeftBehind() throws Exception {
    RoleThread thread =
        start(
            Duration.ofMillis(100),
            () -> {
              while (released.getCount() > 0) {
                Thread.onSpinWait();
              }
            },
            () -> {});
    try {
      activity = "environment Taxi-v4 (copy 3) in step";
      thread.close();
      assertEquals(
          List.of(
              "role did not end within 0.1 s: it is stuck in environment Taxi-v4 (copy 3) in step"),
          happened);
    } finally {
      released.countDown();
    }
  }

  @Test
  void oneThatWasNotStartedIsClosed() {
    Agent role =
        new Agent() {
          @Override
          public String roleName() {
            return "role";
          }

          @Override
          public int doWork() {
            throw new IllegalStateException("not started");
          }

          @Override
          public void onClose() {
            happened.add("closed");
          }
        };
    new RoleThread(role, Duration.ofSeconds(30), () -> "", failure -> happened.add("failed"))
        .close();
    assertEquals(List.of("closed"), happened);
  }

  @Test
  void oneThatSleepsIsWoken() throws Exception {
    start(
            Duration.ofMillis(100),
            () -> {
              try {
                assertTrue(new CountDownLatch(1).await(60, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
              }
            },
            () -> {})
        .close();
    assertEquals(List.of("role did not end within 0.1 s", "interrupted", "closed"), happened);
  }
}
