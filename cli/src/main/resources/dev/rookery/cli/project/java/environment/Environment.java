package {{package}};

import dev.rookery.SeededRandom;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;

/**
 * Walk along a line of cells to the target. Observed are the places of the walker and of the target,
 * from 0 (the first cell) to 1 (the last). Actions are left (0) and right (1); a step may slip, and
 * then nothing moves. The reward is 1 for the step that reaches the target, and -0.1 for any other.
 */
public final class {{Name}} implements Environment {

  private static final int RIGHT = 1;

  private final {{Name}}Settings settings;
  private final Space observationSpace = Space.box(0, 1, 2);
  private final Space actionSpace = Space.discrete(2);
  private final SeededRandom random = new SeededRandom(0);
  private int place;
  private int target;
  private int steps;

  /** An environment whose first episode begins with {@link #reset}. */
  public {{Name}}({{Name}}Settings settings) {
    this.settings = settings;
  }

  @Override
  public Space observationSpace() {
    return observationSpace;
  }

  @Override
  public Space actionSpace() {
    return actionSpace;
  }

  /** The seed decides all that is random in the episode. */
  @Override
  public void reset(long seed, Observation observation) {
    random.seeded(seed);
    place = random.nextInt(settings.cells());
    target = (place + 1 + random.nextInt(settings.cells() - 1)) % settings.cells();
    steps = 0;
    observe(observation);
  }

  @Override
  public void step(Action action, Step step) {
    if (random.nextDouble() >= settings.slipProbability()) {
      int next = place + (action.asInt() == RIGHT ? 1 : -1);
      place = Math.max(0, Math.min(settings.cells() - 1, next));
    }
    steps++;
    step.reward(place == target ? 1 : -0.1);
    step.terminated(place == target);
    step.truncated(place != target && steps == settings.maxEpisodeSteps());
    observe(step.observation());
  }

  /** Writes every number of the observation, also one that stays the same. */
  private void observe(Observation observation) {
    double last = settings.cells() - 1;
    observation.set(0, place / last);
    observation.set(1, target / last);
  }
}
