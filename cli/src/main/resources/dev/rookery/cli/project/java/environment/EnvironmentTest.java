package {{package}};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Step;
import dev.rookery.testkit.environment.EnvironmentContract;
import org.junit.jupiter.api.Test;

/** What every environment must do, and what this one does. */
class {{Name}}Test extends EnvironmentContract {

  @Override
  protected Environment create() {
    return new {{Name}}({{Name}}Settings.defaults());
  }

  @Test
  void walkingToTheTargetTakesAStepForEachCell() {
    {{Name}} environment = new {{Name}}(new {{Name}}Settings(5, 0, 100));
    Observation seen = new Observation(environment.observationSpace());
    Action action = new Action(environment.actionSpace());
    Step step = new Step(seen);
    for (long seed = 0; seed < 20; seed++) {
      environment.reset(seed, seen);
      long distance = Math.round(4 * Math.abs(seen.getFloat(1) - seen.getFloat(0)));
      action.set(0, seen.getFloat(1) > seen.getFloat(0) ? 1 : 0);
      for (int i = 1; i <= distance; i++) {
        step.clear();
        environment.step(action, step);
        assertEquals(i == distance, step.terminated());
        assertEquals(i == distance ? 1 : -0.1, step.reward());
      }
    }
  }

  @Test
  void anEpisodeThatGoesNowhereIsCut() {
    {{Name}} environment = new {{Name}}(new {{Name}}Settings(5, 0, 3));
    Observation seen = new Observation(environment.observationSpace());
    Action action = new Action(environment.actionSpace());
    Step step = new Step(seen);
    environment.reset(1, seen);
    action.set(0, seen.getFloat(1) > seen.getFloat(0) ? 0 : 1);
    for (int i = 1; i <= 3; i++) {
      step.clear();
      environment.step(action, step);
      assertFalse(step.terminated());
      assertEquals(i == 3, step.truncated());
    }
    assertTrue(step.ended());
  }
}
