package dev.rookery.core.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.core.learning.ReturnBounds;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the learning side finds of the support when it begins, and what it warns of. */
class CategoricalQTest {

  /** The constant that was written; null if none was. */
  private float[] written;

  /** What rewards allow when it is asked. */
  private double highest;

  private String begin(QLoss loss, double lowest, double highestAtFirst) {
    highest = highestAtFirst;
    LearningStart start =
        new LearningStart() {
          @Override
          public ReturnBounds returnBounds() {
            return new ReturnBounds(lowest, highest);
          }

          @Override
          public void writeConstant(String name, float[] values) {
            assertEquals("support", name);
            written = values;
          }
        };
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      loss.begin(start);
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static QLoss loss(double vMin, double vMax) {
    return new CategoricalQ(5, vMin, vMax).createLoss(2, 3);
  }

  @Test
  void aSupportThatNobodyChoseIsWhatRewardsAllow() {
    QLoss loss = loss(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertEquals("", begin(loss, -2, 6));
    assertArrayEquals(new float[] {-2, 0, 2, 4, 6}, written);
  }

  @Test
  void oneThatIsGivenIsNotWritten() {
    assertEquals("", begin(loss(-10, 10), -2, 6));
    assertNull(written);
  }

  @ParameterizedTest
  @CsvSource({"-10, 5", "-1, 10", "-1, 5.9"})
  void rewardsBeyondTheSupportAreWarnedOf(double vMin, double vMax) {
    String warning = begin(loss(vMin, vMax), -2, 6);
    assertEquals(1, warning.lines().count(), warning);
    assertTrue(
        warning.contains(
            "allow returns from -2.0 to 6.0, beyond the support from %s to %s"
                .formatted(vMin, vMax)),
        warning);
  }

  @Test
  void aSupportThatIsFarTooWideIsWarnedOf() {
    String warning = begin(loss(-1000, 1000), -2, 6);
    assertTrue(warning.contains("a small part of the support from -1000.0 to 1000.0"), warning);
  }

  /** Rewards may be rare: none may have come when learning begins. */
  @Test
  void aSupportThatNobodyChoseWaitsForTheFirstReward() {
    QLoss loss = loss(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertEquals("", begin(loss, 0, 0));
    assertNull(written);
    highest = 8;
    loss.targets(new float[2], new float[2], new float[6], new float[30]);
    assertNull(written);
    loss.targets(new float[] {0, 1}, new float[2], new float[6], new float[30]);
    assertArrayEquals(new float[] {0, 2, 4, 6, 8}, written);
    assertReported(loss, 0, 8);
    highest = 100; // From now on it stays.
    loss.targets(new float[] {1, 1}, new float[2], new float[6], new float[30]);
    assertArrayEquals(new float[] {0, 2, 4, 6, 8}, written);
  }

  @Test
  void aSupportThatIsGivenInPartWaitsToo() {
    QLoss loss = loss(0, Double.POSITIVE_INFINITY);
    begin(loss, 0, 0);
    highest = 4;
    loss.targets(new float[] {1, 0}, new float[2], new float[6], new float[30]);
    assertArrayEquals(new float[] {0, 1, 2, 3, 4}, written);
  }

  private static void assertReported(QLoss loss, double low, double high) {
    Map<String, Double> reported = new HashMap<>();
    loss.report(reported::put);
    assertEquals(Map.of("learner/support_low", low, "learner/support_high", high), reported);
  }
}
