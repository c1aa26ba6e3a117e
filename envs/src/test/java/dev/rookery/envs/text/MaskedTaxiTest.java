package dev.rookery.envs.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.Environment;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.environment.Step;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.settings.Settings;
import dev.rookery.testkit.Allocation;
import dev.rookery.testkit.environment.EnvironmentContract;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Taxi with the setting {@code actionMask}. */
class MaskedTaxiTest extends EnvironmentContract {

  private static final Taxi.Settings MASKED =
      Settings.with(Taxi.Settings.defaults(), "actionMask", true);

  @Override
  protected Environment create() {
    return new Taxi.Provider().create(MASKED);
  }

  @Test
  void onlyTheSettingMakesActionsIllegal() {
    assertFalse(new Taxi(Taxi.Settings.defaults()).hasLegalActions());
    assertTrue(create().hasLegalActions());
  }

  @Test
  void inEveryStateLegalIsWhatChangesIt() {
    Taxi taxi = new Taxi(MASKED);
    ActionMask mask = new ActionMask(taxi.actionSpace());
    Action action = new Action(taxi.actionSpace());
    Step step = Step.of(taxi.observationSpace());
    for (int state = 0; state < 500; state++) {
      for (int chosen = 0; chosen < 6; chosen++) {
        taxi.restore(state, false);
        taxi.legalActions(mask);
        action.set(0, chosen);
        step.clear();
        taxi.step(action, step);
        if (mask.isLegal(chosen)) {
          assertNotEquals(state, taxi.state());
          assertNotEquals(-10, step.reward());
        } else {
          assertEquals(state, taxi.state());
        }
      }
    }
  }

  @Test
  void steppingAllocatesNothing() {
    SerialVectorEnvironment environments =
        new SerialVectorEnvironment("Taxi-v4", Stream.generate(this::create).limit(8).toList(), 1);
    VectorStep step = VectorStep.of(environments);
    ActionMask mask = new ActionMask(environments.actionSpace());
    ByteBuffer actions = DirectBuffers.allocate(8, Integer.BYTES);
    SplittableRandom random = new SplittableRandom(1);
    environments.reset(step);
    long bytes =
        Allocation.perRun(
            () -> {
              for (int k = 0; k < 8; k++) {
                mask.wrap(step.actionMasks(), k * mask.size());
                actions.putInt(4 * k, mask.legal(0, random.nextInt(mask.legalCount(0))));
              }
              environments.step(actions, step);
            });
    assertEquals(0, bytes);
  }
}
