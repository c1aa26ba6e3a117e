package dev.rookery.envs.wrappers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DictSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.settings.SettingsException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class WrappersTest {

  private static final Space PAIR = Space.box(0, 255, 2);

  @Test
  void theTimeLimitTruncatesInTheStepOfItsNumber() {
    Environment environment = new TimeLimit(new Scripted(PAIR, 99), 3);
    Step step = start(environment);
    for (int t = 1; t <= 3; t++) {
      step(environment, step);
      assertEquals(t == 3, step.truncated());
      assertFalse(step.terminated());
    }
    start(environment);
    step(environment, step);
    assertFalse(step.truncated(), "the count starts again");
  }

  @Test
  void aStepCanBothTerminateAndBeTruncated() {
    Environment environment = new TimeLimit(new Scripted(PAIR, 1), 1);
    Step step = start(environment);
    step(environment, step);
    assertTrue(step.terminated());
    assertTrue(step.truncated());
  }

  @Test
  void rewardsAreScaledAndClipped() {
    Environment scaled = new RewardScale(new Scripted(PAIR, 99), 0.5);
    Environment clipped = new RewardClip(new Scripted(PAIR, 99), 1.5, 2.5);
    Step step = start(scaled);
    Step other = start(clipped);
    double[] expected = {1.5, 2, 2.5};
    for (int t = 1; t <= 3; t++) {
      step(scaled, step);
      step(clipped, other);
      assertEquals(0.5 * t, step.reward());
      assertEquals(expected[t - 1], other.reward());
    }
  }

  @Test
  void repeatedActionsAddRewardsUpAndStopAtTheEnd() {
    Scripted inner = new Scripted(PAIR, 5);
    Environment environment = new ActionRepeat(inner, 3);
    Step step = start(environment);
    step(environment, step);
    assertEquals(1 + 2 + 3, step.reward());
    assertFalse(step.ended());
    assertEquals(30, step.observation().getInt(0));
    step(environment, step);
    assertEquals(4 + 5, step.reward());
    assertTrue(step.terminated());
    assertEquals(5, inner.steps());
  }

  /** Action 0 becomes illegal after two steps; action 1 is always legal. */
  @Test
  void repeatingStopsWhereTheActionBecomesIllegal() {
    Scripted inner = new Scripted(PAIR, 99);
    Environment environment = new ActionRepeat(masked(inner), 3);
    Step step = start(environment);
    step(environment, step);
    assertEquals(1 + 2, step.reward());
    assertFalse(step.ended());
    assertEquals(2, inner.steps());
    Action other = new Action(environment.actionSpace());
    other.set(0, 1);
    environment.step(other, step);
    assertEquals(3 + 4 + 5, step.reward());
  }

  @Test
  void everyWrapperPassesLegalActionsOn() {
    List<UnaryOperator<Environment>> wrappers =
        List.of(
            inner -> new ActionRepeat(inner, 2),
            inner -> new FrameStack(inner, 2),
            RescaleObservation::new,
            inner -> new RewardClip(inner, 0, 1),
            inner -> new RewardScale(inner, 2),
            inner -> new TimeLimit(inner, 9));
    for (UnaryOperator<Environment> wrapper : wrappers) {
      assertFalse(wrapper.apply(new Scripted(PAIR, 99)).hasLegalActions());
      Environment environment = wrapper.apply(masked(new Scripted(PAIR, 99)));
      assertTrue(environment.hasLegalActions());
      Step step = start(environment);
      ActionMask mask = new ActionMask(environment.actionSpace());
      environment.legalActions(mask);
      assertTrue(mask.isLegal(0) && mask.isLegal(1));
      step(environment, step);
      step(environment, step);
      mask.setAll(false);
      environment.legalActions(mask);
      assertTrue(!mask.isLegal(0) && mask.isLegal(1), environment.getClass().getName());
    }
  }

  private static Environment masked(Scripted inner) {
    return new EnvironmentWrapper(inner) {
      @Override
      public boolean hasLegalActions() {
        return true;
      }

      @Override
      public void legalActions(ActionMask mask) {
        mask.set(0, ((Scripted) inner).steps() < 2);
        mask.set(1, true);
      }
    };
  }

  @Test
  void vectorsStackAlongANewDimensionNewestLast() {
    FrameStack environment = new FrameStack(new Scripted(PAIR, 99), 3);
    assertEquals(List.of(3, 2), environment.observationSpace().asTensor().shape());
    Step step = start(environment);
    assertNumbers(step.observation(), 0, 1, 0, 1, 0, 1);
    step(environment, step);
    assertNumbers(step.observation(), 0, 1, 0, 1, 10, 11);
    step(environment, step);
    step(environment, step);
    assertNumbers(step.observation(), 10, 11, 20, 21, 30, 31);
    assertEquals(3, step.reward());
  }

  @Test
  void imagesStackAlongTheirChannels() {
    FrameStack environment = new FrameStack(new Scripted(Space.image(1, 2, 2, 255), 99), 2);
    assertEquals(Space.image(1, 2, 4, 255), environment.observationSpace());
    Step step = start(environment);
    assertNumbers(step.observation(), 0, 1, 0, 1, 2, 3, 2, 3);
    step(environment, step);
    // Pixel 0: channels of the old frame, then of the new one; then pixel 1.
    assertNumbers(step.observation(), 0, 1, 10, 11, 2, 3, 12, 13);
  }

  @Test
  void stackedNumbersKeepTheirBounds() {
    Space bounded = Space.box(new double[] {-1, -2}, new double[] {1, 2});
    BoxSpace space = (BoxSpace) new FrameStack(new Scripted(bounded, 9), 2).observationSpace();
    assertEquals(-1, space.low(2));
    assertEquals(2, space.high(3));
  }

  @Test
  void discreteObservationsCanBeNeitherStackedNorRescaled() {
    Environment discrete = new Scripted(Space.discrete(256), 9);
    String message =
        assertThrows(SettingsException.class, () -> new FrameStack(discrete, 2)).getMessage();
    assertEquals(
        "the wrapper 'frame-stack' needs observations that are a box of numbers, not discrete(256)",
        message);
    assertThrows(SettingsException.class, () -> new RescaleObservation(discrete));
  }

  private static final DictSpace PARTS =
      Space.dict("image", Space.image(1, 2, 1, 255))
          .and("gear", Space.discrete(256))
          .and("speed", Space.box(0, 40, 2));

  @Test
  void onePartIsStackedAndTheOthersStayAsTheyAre() {
    Environment environment = new FrameStack(new Scripted(PARTS, 99), 2, "image");
    assertEquals(PARTS.with("image", Space.image(1, 2, 2, 255)), environment.observationSpace());
    Step step = start(environment);
    step(environment, step);
    assertNumbers(step.observation().part("image"), 0, 10, 1, 11);
    assertNumbers(step.observation().part("gear"), 10);
    assertNumbers(step.observation().part("speed"), 10, 11);
    assertEquals(1, step.reward());
  }

  @Test
  void onePartIsRescaledAndTheOthersStayAsTheyAre() {
    Environment environment = new RescaleObservation(new Scripted(PARTS, 99), "speed");
    assertEquals(PARTS.with("speed", Space.box(-1, 1, 2)), environment.observationSpace());
    Step step = start(environment);
    assertNumbers(step.observation().part("speed"), -1, -0.95f);
    step(environment, step);
    step(environment, step);
    assertNumbers(step.observation().part("image"), 20, 21);
    assertNumbers(step.observation().part("gear"), 20);
    assertNumbers(step.observation().part("speed"), 0, 0.05f);
  }

  @Test
  void otherWrappersLeavePartsAlone() {
    Environment environment =
        new TimeLimit(new RewardScale(new ActionRepeat(new Scripted(PARTS, 99), 2), 10), 2);
    assertEquals(PARTS, environment.observationSpace());
    Step step = start(environment);
    step(environment, step);
    assertNumbers(step.observation().part("speed"), 20, 21);
    assertEquals(30, step.reward());
  }

  @Test
  void aPartThatCannotBeChangedIsRefusedInOneLine() {
    assertRefused(
        "the wrapper 'frame-stack' changes one part of the observations: set 'part' to one of"
            + " [image, gear, speed], not ''",
        () -> new FrameStack(new Scripted(PARTS, 9), 2));
    assertRefused(
        "the wrapper 'rescale-observation' changes one part of the observations: set 'part' to one"
            + " of [image, gear, speed], not 'sound'",
        () -> new RescaleObservation(new Scripted(PARTS, 9), "sound"));
    assertRefused(
        "the wrapper 'frame-stack' needs observations that are a box of numbers, not discrete(256)",
        () -> new FrameStack(new Scripted(PARTS, 9), 2, "gear"));
    assertRefused(
        "the wrapper 'frame-stack' cannot change the part 'image': the observations,"
            + " discrete(256), have no parts; leave 'part' out",
        () -> new FrameStack(new Scripted(Space.discrete(256), 9), 2, "image"));
  }

  private static void assertRefused(String message, Executable making) {
    assertEquals(message, assertThrows(SettingsException.class, making).getMessage());
  }

  @Test
  void boundsBecomeMinusOneAndOne() {
    Space bounded = Space.box(new double[] {0, 0, 2}, new double[] {20, 40, 2});
    Environment environment = new RescaleObservation(new Scripted(bounded, 99));
    Step step = start(environment);
    step(environment, step);
    step(environment, step);
    // 20 of 0..20, 21 of 0..40, and a number that can only be 2.
    assertNumbers(step.observation(), 1, 0.05f, 0);
  }

  @Test
  void infiniteBoundsCannotBeRescaled() {
    Space infinite = Space.box(0, Double.POSITIVE_INFINITY, 1);
    SettingsException refused =
        assertThrows(
            SettingsException.class, () -> new RescaleObservation(new Scripted(infinite, 9)));
    assertEquals(
        "the wrapper 'rescale-observation' needs finite bounds, but number 0 is from 0.0 to"
            + " Infinity",
        refused.getMessage());
  }

  private static Step start(Environment environment) {
    Step step = Step.of(environment.observationSpace());
    environment.reset(1, step.observation());
    return step;
  }

  private static void step(Environment environment, Step step) {
    step.clear();
    environment.step(new Action(environment.actionSpace()), step);
  }

  private static void assertNumbers(Observation observation, float... expected) {
    assertEquals(expected.length, observation.size());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], observation.getFloat(i), 1e-6f, "number " + i);
    }
  }
}
