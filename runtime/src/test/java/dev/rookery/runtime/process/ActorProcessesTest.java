package dev.rookery.runtime.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.runtime.StandardError;
import dev.rookery.runtime.membership.RepeatedFailureException;
import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With real processes of {@link ChildMain}. */
@Timeout(120)
class ActorProcessesTest {

  @TempDir Path logs;

  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final List<ActorProcesses> opened = new ArrayList<>();

  /** The actors' environment steps, which grow whenever they are asked for. */
  private final AtomicLong steps = new AtomicLong();

  private IntToLongFunction receivedSteps = actorId -> steps.incrementAndGet();

  private ActorProcesses start(int restarts, Duration leaveWithin, ActorOrder... orders) {
    return start(
        restarts, leaveWithin, () -> ChildJvm.of(ChildMain.class.getName()), List.of(orders));
  }

  private ActorProcesses start(
      int restarts, Duration leaveWithin, Supplier<ProcessBuilder> jvm, List<ActorOrder> orders) {
    ActorProcesses processes =
        new ActorProcesses(
            new ActorProcesses.Plan(orders, restarts, Duration.ofMillis(50), leaveWithin, logs),
            jvm,
            actorId -> receivedSteps.applyAsLong(actorId),
            failures::add);
    opened.add(processes);
    processes.start();
    return processes;
  }

  @AfterEach
  void endAll() {
    opened.forEach(ActorProcesses::close);
  }

  private static ActorOrder order(String behaviour, int first, int actors) {
    return new ActorOrder(behaviour, Map.of("reason", "broken"), first, actors, 1);
  }

  @Test
  void eachProcessGetsItsOrderAndLeavesWhenAsked() throws Exception {
    ActorProcesses processes =
        start(0, Duration.ofSeconds(60), order("leave", 0, 2), order("leave", 2, 1));
    awaitLine("actor-0.log", "actors from 0: 2");
    awaitLine("actor-1.log", "actors from 2: 1");
    processes.close();
    assertTrue(log("actor-0.log").contains("asked to leave"), log("actor-0.log"));
    assertTrue(log("actor-1.log").contains("asked to leave"), log("actor-1.log"));
    assertTrue(failures.isEmpty(), failures::toString);
    assertFalse(ProcessHandle.current().children().anyMatch(ProcessHandle::isAlive));
  }

  @Test
  void oneThatDiesIsRestartedWithTheSameActorsUntilTheLimitAndTheErrorQuotesItsOutput()
      throws Exception {
    Throwable failure;
    try (StandardError standardError = new StandardError()) {
      start(2, Duration.ofSeconds(60), order("leave", 0, 4), order("exit 3", 4, 2));
      failure = failures.poll(60, TimeUnit.SECONDS);
      assertTrue(
          standardError
              .text()
              .contains(
                  "ended with exit status 3; restarted (restart 2 of at most 2); its last output was:"
                      + " actors from 4: 2 | it is broken; all of it is in "),
          standardError.text());
    }
    assertInstanceOf(RookeryException.class, failure);
    assertFalse(failure instanceof SettingsException);
    assertEquals(
        "actor process 1 (actors 4 to 5) ended with exit status 3, after 2 restarts of actor"
            + " processes (run.actorRestarts): actors from 4: 2 | it is broken; all that it printed"
            + " is in "
            + logs.resolve("actor-1.log"),
        failure.getMessage());
    assertEquals(3, log("actor-1.log").lines().filter("actors from 4: 2"::equals).count());
    assertEquals(1, log("actor-0.log").lines().filter("actors from 0: 4"::equals).count());
  }

  /** However many restarts are left, and though the actors of another process make steps. */
  @DisabledOnOs(OS.WINDOWS)
  @ParameterizedTest
  @CsvSource({
    "signal 9, was ended by signal 9, actors from 2: 2",
    "exit 3, ended with exit status 3, actors from 2: 2 | it is broken",
    "exit 0, ended with exit status 0, actors from 2: 2 | it is broken",
  })
  void oneThatAlwaysDiesWithoutAStepEndsTheRun(String behaviour, String end, String output)
      throws Exception {
    receivedSteps = actorId -> actorId < 2 ? steps.incrementAndGet() : 5;
    start(1_000_000, Duration.ofSeconds(60), order("leave", 0, 2), order(behaviour, 2, 2));
    Throwable failure = failures.poll(60, TimeUnit.SECONDS);
    assertInstanceOf(RepeatedFailureException.class, failure);
    assertEquals(
        "actor process 1 (actors 2 to 3) %s, 3 times without a step of its actors in between: %s;"
                .formatted(end, output)
            + " all that it printed is in "
            + logs.resolve("actor-1.log"),
        failure.getMessage());
  }

  /** Nobody rotates it. */
  @Test
  void theErrorQuotesTheEndOfALogOfAnyLength() throws Exception {
    try (RandomAccessFile log = new RandomAccessFile(logs.resolve("actor-0.log").toFile(), "rw")) {
      log.setLength(3L << 30); // takes no room on the disk
    }
    start(0, Duration.ofSeconds(60), order("exit 3", 0, 1));
    Throwable failure = failures.poll(60, TimeUnit.SECONDS);
    assertTrue(failure.getMessage().contains("actors from 0: 1 | it is broken"), failure::toString);
  }

  /** The order is longer than a pipe holds, so that it is under way when the process ends. */
  @Test
  void oneThatEndsBeforeItHasReadItsOrderEndsAsOthersDo() throws Exception {
    Supplier<ProcessBuilder> jvm =
        () -> {
          ProcessBuilder builder = ChildJvm.of(ChildMain.class.getName());
          builder.command().add(1, "--no-such-option");
          return builder;
        };
    ActorOrder order = new ActorOrder("leave", Map.of("long", "x".repeat(1 << 20)), 0, 1, 1);
    start(1, Duration.ofSeconds(60), jvm, List.of(order));
    Throwable failure = failures.poll(60, TimeUnit.SECONDS);
    assertTrue(
        failure
            .getMessage()
            .startsWith(
                "actor process 0 ended with exit status 1, after 1 restarts of actor processes"
                    + " (run.actorRestarts): "),
        failure::toString);
    assertTrue(failure.getMessage().contains("--no-such-option"), failure::toString);
  }

  @Test
  void oneThatRefusesEndsTheRunAtOnce() throws Exception {
    start(100, Duration.ofSeconds(60), order("exit 2", 0, 1));
    Throwable failure = failures.poll(60, TimeUnit.SECONDS);
    assertInstanceOf(SettingsException.class, failure);
    assertEquals("actor process 0: actors from 0: 1 | it is broken", failure.getMessage());
    assertEquals(1, log("actor-0.log").lines().filter("actors from 0: 1"::equals).count());
  }

  @Test
  void oneThatDoesNotLeaveIsEnded() throws Exception {
    ActorProcesses processes = start(0, Duration.ofMillis(100), order("ignore", 0, 1));
    awaitLine("actor-0.log", "actors from 0: 1");
    processes.close();
    assertFalse(ProcessHandle.current().children().anyMatch(ProcessHandle::isAlive));
    assertTrue(failures.isEmpty(), failures::toString);
  }

  @Test
  void oneThatIsKilledIsReplaced() throws Exception {
    start(1, Duration.ofSeconds(60), order("leave", 0, 1));
    awaitLine("actor-0.log", "actors from 0: 1");
    ProcessHandle first = ProcessHandle.current().children().findFirst().orElseThrow();
    first.destroyForcibly();
    long start = System.nanoTime();
    while (log("actor-0.log").lines().filter("actors from 0: 1"::equals).count() < 2) {
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60));
      Thread.onSpinWait();
    }
    assertTrue(failures.isEmpty(), failures::toString);
  }

  private String log(String name) throws IOException {
    Path file = logs.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private void awaitLine(String name, String line) throws Exception {
    long start = System.nanoTime();
    while (log(name).lines().noneMatch(line::equals)) {
      assertNull(failures.poll(10, TimeUnit.MILLISECONDS));
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60), log(name));
    }
  }
}
