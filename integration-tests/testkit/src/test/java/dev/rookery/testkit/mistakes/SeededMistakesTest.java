package dev.rookery.testkit.mistakes;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.rookery.testkit.loss.LossBatch;
import dev.rookery.testkit.loss.Reduction;
import dev.rookery.testkit.returns.ReturnContract;
import dev.rookery.testkit.returns.Trajectory;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.Group;
import net.jqwik.api.Shrinkable;

/**
 * Mistakes in losses and returns are found by the test that is there for them, which says what they
 * are.
 */
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

  @Group
  class TheRightWindowPasses extends Window {
    TheRightWindowPasses() {
      super(0);
    }
  }

  /** Returns of three steps, or of more. */
  abstract static class Window extends ReturnContract {

    private final int more;

    Window(int more) {
      this.more = more;
    }

    @Override
    protected int window() {
      return 3;
    }

    @Override
    protected double[] targets(Trajectory trajectory) {
      double[] targets = new double[trajectory.length()];
      for (int t = 0; t < targets.length; t++) {
        int last = t;
        while (!trajectory.ended(last)
            && last + 1 < t + window() + more
            && last + 1 < trajectory.length()) {
          last++;
        }
        double target = trajectory.terminated()[last] ? 0 : trajectory.nextValues()[last];
        for (int k = last; k >= t; k--) {
          target = trajectory.rewards()[k] + discount() * target;
        }
        targets[t] = target;
      }
      return targets;
    }
  }

  @Example
  void anOffByOneWindow() {
    assertFound(
        "an off-by-one window",
        new Window(1) {}.trajectories(),
        new Window(1) {}::targetsAreThoseOfTheWindow);
    assertFound(
        "an off-by-one window",
        new Window(-1) {}.trajectories(),
        new Window(-1) {}::targetsAreThoseOfTheWindow);
  }

  private static void assertFound(
      String hint, BiConsumer<TdLoss, LossBatch> property, TdLoss mistaken) {
    assertFound(hint, mistaken.batches(), batch -> property.accept(mistaken, batch));
  }

  /** Every one of many samples passes, or fails with the hint; one at least fails. */
  private static <T> void assertFound(String hint, Arbitrary<T> samples, Consumer<T> property) {
    boolean found = false;
    for (Shrinkable<T> drawn : samples.generator(1000).stream(new Random(1)).limit(60).toList()) {
      try {
        property.accept(drawn.value());
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
