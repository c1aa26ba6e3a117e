package dev.rookery.core.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.core.learning.ReturnBounds;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the learning side finds of the support when it begins, and what it warns of. */
class CategoricalQTest {

  /** The constant that was written; null if none was. */
  private float[] written;

  private String begin(QLoss loss, double lowest, double highest) {
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

  @Test
  void rewardsOfZeroAloneAreWarnedOf() {
    QLoss loss = loss(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    String warning = begin(loss, 0, 0);
    assertTrue(warning.contains("No reward but 0 was seen before learning"), warning);
    assertArrayEquals(new float[] {-1, -0.5f, 0, 0.5f, 1}, written);
  }
}
