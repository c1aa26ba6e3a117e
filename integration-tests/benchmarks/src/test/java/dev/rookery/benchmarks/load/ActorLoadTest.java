package dev.rookery.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ActorLoadTest {

  @Test
  void lightActorsOfTwoProcessesReachTheLearner() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    int status;
    try {
      status =
          ActorLoad.main(List.of("--actors=6", "--processes=2", "--seconds=2", "--port=17143"));
    } finally {
      System.setOut(before);
    }
    String text = printed.toString(StandardCharsets.UTF_8);
    assertEquals(0, status, text);
    assertTrue(text.contains("6 actors joined"), text);
    assertTrue(text.contains("lost, doubled or out of order: 0; at most 0 actors away"), text);
  }

  @Test
  void aRowThatIsMissingIsNoticed() {
    LoadCounters counters = new LoadCounters();
    int[] numbers = {1, 2, 4, 5, 5};
    CheckedReplay.Numbers seen = new CheckedReplay.Numbers(counters);
    for (int number : numbers) {
      seen.next(3, number);
    }
    assertEquals(2, counters.outOfOrder.get());
  }
}
