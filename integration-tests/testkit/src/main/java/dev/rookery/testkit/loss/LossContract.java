package dev.rookery.testkit.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The properties of every loss that is computed with its gradient, as a test class to extend. They
 * look at the gradient, at ordinary, tied and extreme numbers; at what batches, their order and
 * weights do; at targets and bootstrapping; and at priorities. A message says which mistake it is
 * likely to be.
 *
 * <pre>{@code
 * class MyLossTest extends LossContract {
 *   @Override
 *   protected LossShape shape() {
 *     return LossShape.values(3);
 *   }
 *
 *   @Override
 *   protected Set<LossCapability> capabilities() {
 *     return Set.of(WEIGHTS, TAKEN_ACTIONS_ONLY, ZERO_LOSS_AT_TARGET, ZERO_GRADIENT_AT_TARGET);
 *   }
 *
 *   @Override
 *   protected BatchLoss loss() {
 *     return (batch, outputs) ->
 *         MyLoss.compute(
 *             batch.predictions(), batch.actions(), batch.targets(), batch.weights(),
 *             outputs.gradient());
 *   }
 * }
 * }</pre>
 */
public abstract class LossContract {

  private static final int TRIES = 60;
  private static final double TOLERANCE = 1e-5;

  /** The loss under test. */
  protected abstract BatchLoss loss();

  /** The sizes of its arrays. */
  protected abstract LossShape shape();

  /** What it promises. What is not among these is tested not to hold. */
  protected abstract Set<LossCapability> capabilities();

  /** The mean of its examples' losses, unless overridden. */
  protected Reduction reduction() {
    return Reduction.MEAN;
  }

  /**
   * The relative rounding error of the loss: that of doubles unless overridden. 2⁻²² suits a loss
   * that is computed in float32.
   */
  protected double precision() {
    return 0x1p-48;
  }

  /** Predictions for most properties. */
  protected Arbitrary<Float> predictions() {
    return LossArbitraries.numbers();
  }

  /** Predictions at which the gradient is tested too: tied and extreme ones. */
  protected Arbitrary<Float> extremePredictions() {
    return LossArbitraries.tiesAndExtremes();
  }

  /** An example's targets for most properties. */
  protected Arbitrary<float[]> targets() {
    return LossArbitraries.array(LossArbitraries.numbers(), shape().targets());
  }

  /** Targets with which the gradient is tested too: tied and extreme ones. */
  protected Arbitrary<float[]> extremeTargets() {
    return LossArbitraries.array(LossArbitraries.tiesAndExtremes(), shape().targets());
  }

  /**
   * Makes a prediction equal to its target, for {@link LossCapability#ZERO_LOSS_AT_TARGET} and
   * {@link LossCapability#ZERO_GRADIENT_AT_TARGET}. Both may be changed, as quantiles equal their
   * targets only where these are all the same. Not used with {@link LossCapability#BOOTSTRAPPING}.
   *
   * @param target {@code [targets]}
   * @param prediction {@code [outputs]} of the action taken
   */
  protected void makeEqual(float[] target, float[] prediction) {
    for (int i = 0; i < prediction.length; i++) {
      prediction[i] = target[i % target.length];
    }
  }

  /** Batches of ordinary numbers. */
  @Provide
  public Arbitrary<LossBatch> batches() {
    return LossArbitraries.batches(
        LossArbitraries.examples(shape(), predictions(), targets(), LossArbitraries.numbers()));
  }

  /** Batches of tied and extreme numbers. */
  @Provide
  public Arbitrary<LossBatch> extremeBatches() {
    return LossArbitraries.batches(
        LossArbitraries.examples(
            shape(), extremePredictions(), extremeTargets(), LossArbitraries.tiesAndExtremes()));
  }

  private boolean has(LossCapability capability) {
    return capabilities().contains(capability);
  }

  private Evaluation evaluate(LossBatch batch) {
    return Evaluation.of(loss(), shape(), capabilities(), batch);
  }

  @Property(tries = TRIES)
  public void theGradientIsThatOfFiniteDifferences(@ForAll("batches") LossBatch batch) {
    checkGradient(batch);
  }

  /** One example at a time: an extreme one would hide the others. */
  @Property(tries = TRIES)
  public void theGradientIsThatOfFiniteDifferencesAtTiesAndExtremes(
      @ForAll("extremeBatches") LossBatch batch) {
    evaluate(batch);
    for (int b = 0; b < batch.size(); b++) {
      checkGradient(batch.only(b));
    }
  }

  private void checkGradient(LossBatch batch) {
    BatchLoss loss = loss();
    new GradientCheck(
            shape(),
            batch,
            evaluate(batch),
            moved -> Evaluation.of(loss, shape(), capabilities(), moved).loss(),
            precision())
        .check();
  }

  @Property(tries = TRIES)
  public void theLossesOfPartsAddUp(
      @ForAll("batches") LossBatch first, @ForAll("batches") LossBatch second) {
    LossBatch both = first.and(second);
    double one = evaluate(first).loss();
    double other = evaluate(second).loss();
    double together = evaluate(both).loss();
    assertClose(
        reduced(reduction(), first, one) + reduced(reduction(), second, other),
        reduced(reduction(), both, together),
        () ->
            isClose(
                    reduced(reduction().other(), first, one)
                        + reduced(reduction().other(), second, other),
                    reduced(reduction().other(), both, together))
                ? "the batch's loss is the %s of its examples', not the %s: a %s for a %s?"
                    .formatted(
                        name(reduction().other()),
                        name(reduction()),
                        name(reduction().other()),
                        name(reduction()))
                : "the losses of two batches do not add up to that of both: does an example's loss depend on others?");
  }

  private static double reduced(Reduction reduction, LossBatch batch, double loss) {
    return reduction.factor(batch.size()) * loss;
  }

  private static String name(Reduction reduction) {
    return reduction.name().toLowerCase(Locale.ROOT);
  }

  /** Each example has the gradient and the priority that it has alone, wherever it stands. */
  @Property(tries = TRIES)
  public void theOrderOfExamplesDoesNotMatter(
      @ForAll("batches") LossBatch batch, @ForAll Random random) {
    List<Integer> order = new ArrayList<>();
    for (int b = 0; b < batch.size(); b++) {
      order.add(b);
    }
    Collections.shuffle(order, random);
    Evaluation evaluation = evaluate(batch);
    Evaluation shuffled =
        evaluate(new LossBatch(order.stream().map(b -> batch.examples().get(b)).toList()));
    assertClose(
        evaluation.loss(), shuffled.loss(), () -> "the loss depends on the order of its examples");
    int width = shape().predictions();
    for (int b = 0; b < batch.size(); b++) {
      for (int i = 0; i < width; i++) {
        assertClose(
            evaluation.gradient()[order.get(b) * width + i],
            shuffled.gradient()[b * width + i],
            () ->
                "the gradient depends on the order of the examples: is it written to another row?");
      }
      if (has(LossCapability.PRIORITIES)) {
        assertClose(
            evaluation.outputs().priorities()[order.get(b)],
            shuffled.outputs().priorities()[b],
            () -> "priorities depend on the order of the examples: are they of the wrong row?");
      }
    }
  }

  @Property(tries = TRIES)
  public void prioritiesAreThoseOfTheirRows(@ForAll("batches") LossBatch batch) {
    float[] priorities = evaluate(batch).outputs().priorities();
    for (int b = 0; b < batch.size(); b++) {
      float priority = priorities[b];
      if (!has(LossCapability.PRIORITIES)) {
        assertTrue(
            Float.isNaN(priority),
            "the loss writes priorities: declare " + LossCapability.PRIORITIES);
        continue;
      }
      int row = b;
      assertTrue(
          priority >= 0 && Float.isFinite(priority),
          () ->
              "row %s has the priority %s, which is not a finite number of at least 0"
                  .formatted(row, priority));
      assertClose(
          evaluate(batch.only(b)).outputs().priorities()[0],
          priority,
          () ->
              "row %s has another priority in a batch than alone: the priority of the wrong row?"
                  .formatted(row));
    }
  }

  @Property(tries = TRIES)
  public void weightsAreLinear(@ForAll("batches") LossBatch batch, @ForAll Random random) {
    LossBatch twice = batch.map(example -> example.withWeight(2 * example.weight()));
    if (!has(LossCapability.WEIGHTS)) {
      checkWeightsAreDeclined(batch, twice);
      return;
    }
    Evaluation evaluation = evaluate(batch);
    Evaluation doubled = evaluate(twice);
    List<LossExample> left = new ArrayList<>();
    List<LossExample> right = new ArrayList<>();
    for (LossExample example : batch.examples()) {
      float share = random.nextInt(5) / 4f;
      left.add(example.withWeight(share * example.weight()));
      right.add(example.withWeight((1 - share) * example.weight()));
    }
    double split = evaluate(new LossBatch(left)).loss() + evaluate(new LossBatch(right)).loss();
    assertClose(
        2 * evaluation.loss(),
        doubled.loss(),
        () ->
            isClose(evaluation.loss(), doubled.loss())
                ? "the loss stays the same with weights twice as large: weights ignored, or divided by their sum?"
                : "the loss is not linear in the weights");
    assertClose(evaluation.loss(), split, () -> "the loss is not linear in the weights");
    for (int i = 0; i < evaluation.gradient().length; i++) {
      assertClose(
          2.0 * evaluation.gradient()[i],
          doubled.gradient()[i],
          () -> "the gradient does not follow the weights: weights ignored in it?");
    }
  }

  private void checkWeightsAreDeclined(LossBatch batch, LossBatch twice) {
    Evaluation doubled;
    try {
      doubled = evaluate(twice);
    } catch (IllegalArgumentException | UnsupportedOperationException refused) {
      return;
    }
    assertClose(
        evaluate(batch).loss(),
        doubled.loss(),
        () -> "the loss depends on the weights: declare " + LossCapability.WEIGHTS);
  }

  @Property(tries = TRIES)
  public void noGradientReachesTheTargets(@ForAll("batches") LossBatch batch) {
    for (float number : evaluate(batch).outputs().targetGradient()) {
      assertEquals(
          0f,
          number + 0f,
          "a gradient into the target: it counts as constant, so cut it off before the loss. Of "
              + batch);
    }
  }

  @Example
  public void whereTheTargetIsPredictedTheLossIsZeroIfSoDeclared() {
    double largest = 0;
    for (LossBatch batch : samples(this::predictingItsTarget)) {
      largest = Math.max(largest, Math.abs(evaluate(batch).loss()));
    }
    checkZero(LossCapability.ZERO_LOSS_AT_TARGET, "the loss", largest);
  }

  @Example
  public void whereTheTargetIsPredictedTheGradientIsZeroIfSoDeclared() {
    double largest = 0;
    for (LossBatch batch : samples(this::predictingItsTarget)) {
      for (float number : evaluate(batch).gradient()) {
        largest = Math.max(largest, Math.abs(number));
      }
    }
    checkZero(LossCapability.ZERO_GRADIENT_AT_TARGET, "the gradient", largest);
  }

  private void checkZero(LossCapability capability, String what, double largest) {
    if (has(capability)) {
      assertEquals(0, largest, TOLERANCE, what + " is not 0 where predictions equal the target");
    } else {
      assertTrue(
          largest > TOLERANCE,
          () ->
              "%s is 0 where predictions equal the target: declare %s".formatted(what, capability));
    }
  }

  private LossExample predictingItsTarget(LossExample example) {
    int outputs = shape().outputs();
    float[] target = example.target().clone();
    float[] prediction = new float[outputs];
    boolean ends = has(LossCapability.BOOTSTRAPPING);
    if (ends) {
      Arrays.fill(prediction, example.reward());
    } else {
      makeEqual(target, prediction);
    }
    float[] predictions = example.predictions().clone();
    System.arraycopy(prediction, 0, predictions, example.action() * outputs, outputs);
    LossExample equal = example.with(predictions, target);
    return ends ? equal.ending(true, false) : equal;
  }

  @Example
  public void onlyTheTakenActionsHaveAGradientIfSoDeclared() {
    int width = shape().predictions();
    double largest = 0;
    for (LossBatch batch : samples(UnaryOperator.identity())) {
      float[] gradient = evaluate(batch).gradient();
      for (int i = 0; i < gradient.length; i++) {
        boolean taken = i % width / shape().outputs() == batch.examples().get(i / width).action();
        largest = taken ? largest : Math.max(largest, Math.abs(gradient[i]));
      }
    }
    if (has(LossCapability.TAKEN_ACTIONS_ONLY)) {
      assertEquals(0, largest, "actions that were not taken have a gradient");
    } else if (shape().actions() > 1) {
      assertTrue(
          largest > 0,
          "only taken actions have a gradient: declare " + LossCapability.TAKEN_ACTIONS_ONLY);
    }
  }

  @Property(tries = TRIES)
  public void nothingIsBootstrappedThroughTermination(@ForAll("batches") LossBatch batch) {
    LossBatch ended = batch.map(example -> example.ending(true, false));
    assertClose(
        evaluate(ended).loss(),
        evaluate(ended.map(example -> example.with(example.reward(), plusOne(example.next()))))
            .loss(),
        () ->
            has(LossCapability.BOOTSTRAPPING)
                ? "the loss of a terminated step depends on the next predictions: bootstrapping through termination?"
                : "the loss depends on the next predictions: declare "
                    + LossCapability.BOOTSTRAPPING);
  }

  private static float[] plusOne(float[] values) {
    float[] more = values.clone();
    for (int i = 0; i < more.length; i++) {
      more[i] += 1;
    }
    return more;
  }

  @Property(tries = TRIES)
  public void truncationIsNotTheEnd(@ForAll("batches") LossBatch batch) {
    assertClose(
        evaluate(batch.map(example -> example.ending(false, false))).loss(),
        evaluate(batch.map(example -> example.ending(false, true))).loss(),
        () ->
            "a truncated step has another loss than one in the middle of an episode: no bootstrapping through truncation?");
  }

  /** With {@link LossCapability#BOOTSTRAPPING}; otherwise they change nothing. */
  @Example
  public void rewardsAndNextPredictionsCountIfSoDeclared() {
    double byReward = 0;
    double byNext = 0;
    for (LossBatch batch : samples(example -> example.ending(false, false))) {
      double loss = evaluate(batch).loss();
      LossBatch richer = batch.map(e -> e.with(e.reward() + 1, e.next()));
      LossBatch brighter = batch.map(e -> e.with(e.reward(), plusOne(e.next())));
      byReward = Math.max(byReward, Math.abs(evaluate(richer).loss() - loss));
      byNext = Math.max(byNext, Math.abs(evaluate(brighter).loss() - loss));
    }
    if (has(LossCapability.BOOTSTRAPPING)) {
      assertTrue(byReward > TOLERANCE, "the loss does not depend on the rewards");
      assertTrue(
          byNext > TOLERANCE,
          "the loss does not depend on the next predictions: no bootstrapping?");
    } else {
      assertEquals(
          0,
          Math.max(byReward, byNext),
          "the loss depends on rewards or next predictions: declare "
              + LossCapability.BOOTSTRAPPING);
    }
  }

  @Property(tries = TRIES)
  public void nextValuesAreDiscounted(@ForAll("batches") LossBatch batch) {
    if (!has(LossCapability.DISCOUNTED_VALUES)) {
      return;
    }
    LossBatch constant =
        batch.map(
            example -> {
              float[] next = new float[example.next().length];
              Arrays.fill(next, example.next()[0]);
              return example.ending(false, false).with(example.reward(), next);
            });
    double loss = evaluate(constant).loss();
    assertClose(
        evaluate(constant.map(e -> rewarded(e, e.gamma()))).loss(),
        loss,
        () ->
            isClose(evaluate(constant.map(e -> rewarded(e, 1))).loss(), loss)
                ? "next values count in full: a forgotten discount?"
                : "the loss is not that of the target r + discount * v");
  }

  /** The example without a next step, whose constant value is part of the reward. */
  private static LossExample rewarded(LossExample example, float discount) {
    return example
        .with(example.reward() + discount * example.next()[0], example.next())
        .ending(true, false);
  }

  @Example
  public void discountedValuesNeedBootstrapping() {
    assertTrue(
        !has(LossCapability.DISCOUNTED_VALUES) || has(LossCapability.BOOTSTRAPPING),
        LossCapability.DISCOUNTED_VALUES + " needs " + LossCapability.BOOTSTRAPPING);
  }

  private List<LossBatch> samples(UnaryOperator<LossExample> change) {
    return batches().list().ofSize(20).sample().stream().map(batch -> batch.map(change)).toList();
  }

  private static boolean isClose(double expected, double actual) {
    return Math.abs(expected - actual) <= TOLERANCE * (1 + Math.abs(expected) + Math.abs(actual));
  }

  private static void assertClose(double expected, double actual, Supplier<String> message) {
    if (!isClose(expected, actual)) {
      throw new AssertionError("%s (%s, not %s)".formatted(message.get(), actual, expected));
    }
  }
}
