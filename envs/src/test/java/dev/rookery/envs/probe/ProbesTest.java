package dev.rookery.envs.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProbesTest {

  @Test
  void constantRewardIsOneForBothActions() {
    for (int chosen = 0; chosen < 2; chosen++) {
      Step step = play(new ProbeConstantReward(), 1, chosen);
      assertEquals(1, step.reward());
      assertTrue(step.terminated());
    }
  }

  @Test
  void theActionDecidesTheSign() {
    assertEquals(-1, play(new ProbeActionDependent(), 1, 0).reward());
    assertEquals(1, play(new ProbeActionDependent(), 1, 1).reward());
  }

  @Test
  void namingTheClassShownEarnsOne() {
    ProbeIdentity probe = new ProbeIdentity(new ProbeIdentity.Settings(3));
    Set<Integer> shown = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      double sum = 0;
      for (int chosen = 0; chosen < 3; chosen++) {
        Step step = play(probe, seed, chosen);
        assertEquals(step.observation().getInt(chosen), step.reward());
        sum += step.reward();
        if (step.reward() == 1) {
          shown.add(chosen);
        }
      }
      assertEquals(1, sum, "exactly one class is shown");
    }
    assertEquals(Set.of(0, 1, 2), shown);
  }

  @Test
  void theBestContinuousActionIsTheNumberShown() {
    ProbeContinuousIdentity probe = new ProbeContinuousIdentity();
    Step step = Step.of(probe.observationSpace());
    probe.reset(3, step.observation());
    double shown = step.observation().getFloat(0);
    Action action = new Action(probe.actionSpace());
    action.set(0, shown);
    probe.step(action, step);
    assertEquals(0, step.reward(), 1e-12);
    probe.reset(3, step.observation());
    action.set(0, shown + 0.5);
    probe.step(action, step);
    assertEquals(-0.25, step.reward(), 1e-6);
  }

  @Test
  void truncationCutsWhatNeverTerminates() {
    EnvironmentProvider provider = new ProbeTruncation.Provider();
    Environment probe = provider.create(provider.defaultSettings());
    Step step = Step.of(probe.observationSpace());
    probe.reset(1, step.observation());
    for (int t = 1; t <= 5; t++) {
      step.clear();
      probe.step(new Action(probe.actionSpace()), step);
      assertEquals(1, step.reward());
      assertFalse(step.terminated());
      assertEquals(t == 5, step.truncated());
    }
  }

  @Test
  void onlyTheFirstActionIsPaidForAndOnlyAtTheEnd() {
    ProbeDelayedReward probe = new ProbeDelayedReward(new ProbeDelayedReward.Settings(3));
    for (int first = 0; first < 2; first++) {
      Step step = play(probe, 1, first);
      assertEquals(0, step.reward());
      assertEquals(first, step.observation().getInt(4));
      Action other = new Action(probe.actionSpace());
      other.set(0, 1 - first);
      probe.step(other, step);
      assertEquals(0, step.reward());
      assertFalse(step.ended());
      probe.step(other, step);
      assertEquals(first, step.reward());
      assertTrue(step.terminated());
    }
  }

  @Test
  void legalActionsEarnByTheirNumberAndIllegalOnesCostOne() {
    ProbeLegalActions probe = new ProbeLegalActions(new ProbeLegalActions.Settings(3, 2, false));
    assertFalse(probe.hasLegalActions());
    Set<List<Boolean>> sets = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      List<Boolean> legal = new ArrayList<>();
      for (int chosen = 0; chosen < 3; chosen++) {
        double reward = play(probe, seed, chosen).reward();
        legal.add(reward >= 0);
        assertEquals(legal.get(chosen) ? chosen / 2.0 : -1, reward);
      }
      ActionMask mask = new ActionMask(probe.actionSpace());
      probe.reset(seed, new Observation(probe.observationSpace()));
      probe.legalActions(mask);
      assertEquals(legal, List.of(mask.isLegal(0), mask.isLegal(1), mask.isLegal(2)));
      sets.add(legal);
    }
    assertEquals(7, sets.size(), "every set of actions but the empty one");
  }

  @Test
  void whatIsRightDependsOnBothParts() {
    ProbeNamedParts discrete = new ProbeNamedParts(false);
    ProbeNamedParts continuous = new ProbeNamedParts(true);
    Set<Integer> cases = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      Step step = play(discrete, seed, 0);
      boolean vertical = step.observation().part("image").getInt(2) == 255;
      assertEquals(!vertical, step.observation().part("image").getInt(10) == 255);
      int second = step.observation().part("vector").getInt(1);
      assertEquals(1 - second, step.observation().part("vector").getInt(0));
      int shown = (vertical ? 2 : 0) + second;
      for (int chosen = 0; chosen < 4; chosen++) {
        assertEquals(chosen == shown ? 1 : 0, play(discrete, seed, chosen).reward());
      }
      assertTrue(play(discrete, seed, 0).terminated());
      double difference = 1 - (2 * shown - 3) / 4.0;
      assertEquals(-difference * difference, play(continuous, seed, 1).reward(), 1e-12);
      cases.add(shown);
    }
    assertEquals(Set.of(0, 1, 2, 3), cases);
  }

  private static Step play(Environment environment, long seed, int chosen) {
    Step step = Step.of(environment.observationSpace());
    environment.reset(seed, step.observation());
    Action action = new Action(environment.actionSpace());
    action.set(0, chosen);
    environment.step(action, step);
    return step;
  }
}
