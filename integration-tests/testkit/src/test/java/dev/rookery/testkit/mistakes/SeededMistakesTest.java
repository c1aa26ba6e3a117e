package dev.rookery.testkit.mistakes;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.rookery.testkit.loss.LossBatch;
import dev.rookery.testkit.loss.Reduction;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import net.jqwik.api.Example;
import net.jqwik.api.Group;

/** Mistakes in losses are found by the test that is there for them, which says what they are. */
class SeededMistakesTest {

  @Group
  class TheRightLossPasses extends TdLoss {}

  @Group
  class TheRightSumPasses extends TdLoss {
    @Override
    protected Reduction reduction() {
      return Reduction.SUM;
    }

    @Override
    double weight(LossBatch batch, int b) {
      return batch.weights()[b];
    }
  }

  @Example
  void aWrongSign() {
    assertFound(
        "a wrong sign?",
        TdLoss::theGradientIsThatOfFiniteDifferences,
        new TdLoss() {
          @Override
          double slope(double tdError) {
            return tdError;
          }
        });
  }

  @Example
  void aForgottenDiscount() {
    assertFound(
        "a forgotten discount?",
        TdLoss::nextValuesAreDiscounted,
        new TdLoss() {
          @Override
          float discount(LossBatch batch, int b) {
            return batch.terminated()[b] ? 0 : 1;
          }
        });
  }

  @Example
  void aGradientIntoTheTarget() {
    assertFound(
        "a gradient into the target",
        TdLoss::noGradientReachesTheTargets,
        new TdLoss() {
          @Override
          void reachTarget(float[] targetGradient, int next, double gradient) {
            targetGradient[next] = (float) -gradient;
          }
        });
  }

  @Example
  void aMeanForASum() {
    assertFound(
        "a mean for a sum?",
        (loss, batch) -> loss.theLossesOfPartsAddUp(batch, batch),
        new TdLoss() {
          @Override
          protected Reduction reduction() {
            return Reduction.SUM;
          }
        });
  }

  @Example
  void ignoredWeights() {
    assertFound(
        "weights ignored",
        (loss, batch) -> loss.weightsAreLinear(batch, new Random(1)),
        new TdLoss() {
          @Override
          double weight(LossBatch batch, int b) {
            return 1.0 / batch.size();
          }
        });
  }

  @Example
  void bootstrappingThroughTermination() {
    assertFound(
        "bootstrapping through termination?",
        TdLoss::nothingIsBootstrappedThroughTermination,
        new TdLoss() {
          @Override
          float discount(LossBatch batch, int b) {
            return batch.gammas()[b];
          }
        });
  }

  @Example
  void noBootstrappingThroughTruncation() {
    assertFound(
        "no bootstrapping through truncation?",
        TdLoss::truncationIsNotTheEnd,
        new TdLoss() {
          @Override
          float discount(LossBatch batch, int b) {
            return batch.truncated()[b] ? 0 : batch.discounts()[b];
          }
        });
  }

  @Example
  void prioritiesOfTheWrongRow() {
    assertFound(
        "the priority of the wrong row?",
        TdLoss::prioritiesAreThoseOfTheirRows,
        new TdLoss() {
          @Override
          int priorityRow(int b, int batch) {
            return (b + 1) % batch;
          }
        });
  }

  /** Every one of many batches passes, or fails with the hint; one at least fails. */
  private static void assertFound(
      String hint, BiConsumer<TdLoss, LossBatch> property, TdLoss mistaken) {
    List<LossBatch> batches = mistaken.batches().list().ofSize(60).sample();
    boolean found = false;
    for (LossBatch batch : batches) {
      try {
        property.accept(mistaken, batch);
      } catch (AssertionError e) {
        assertTrue(String.valueOf(e.getMessage()).contains(hint), e.getMessage());
        found = true;
      }
    }
    if (!found) {
      fail("not found: " + hint);
    }
  }
}
