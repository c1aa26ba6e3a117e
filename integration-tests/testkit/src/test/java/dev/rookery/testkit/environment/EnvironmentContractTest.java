package dev.rookery.testkit.environment;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each broken promise is found by the test that is there for it. */
class EnvironmentContractTest {

  @Nested
  class AGoodEnvironmentPasses extends EnvironmentContract {

    @Override
    protected Environment create() {
      return new Walk();
    }
  }

  @Test
  void anObservationOutOfBoundsIsFound() {
    assertFound(
        EnvironmentContract::observationsAndRewardsAreFiniteAndWithinBounds,
        () ->
            new Walk() {
              @Override
              void observe(Observation observation) {
                observation.set(0, 1000);
                observation.set(1, 0);
              }
            });
  }

  @Test
  void aNumberThatIsNotWrittenIsFound() {
    assertFound(
        EnvironmentContract::sameSeedAndActionsGiveTheSameCompleteTrajectory,
        () ->
            new Walk() {
              @Override
              void observe(Observation observation) {
                observation.set(0, position);
              }
            });
  }

  @Test
  void whatIsLeftOfAnEarlierEpisodeIsFound() {
    assertFound(
        EnvironmentContract::anEpisodeDoesNotDependOnEarlierOnes,
        () ->
            new Walk() {
              @Override
              public void reset(long seed, Observation observation) {
                observe(observation);
              }
            });
  }

  @Test
  void oneObjectForAllCopiesIsFound() {
    Walk shared = new Walk();
    assertFound(EnvironmentContract::everyCopyIsAnObjectOfItsOwn, () -> shared);
    assertFound(
        EnvironmentContract::everyCopyIsAnObjectOfItsOwn, () -> new EnvironmentWrapper(shared) {});
    assertFound(
        EnvironmentContract::copiesDoNotShareState, () -> new EnvironmentWrapper(shared) {});
  }

  @Test
  void stateThatCopiesShareIsFound() {
    int[] shared = new int[1];
    assertFound(
        EnvironmentContract::copiesDoNotShareState,
        () ->
            new Walk() {
              @Override
              public void reset(long seed, Observation observation) {
                super.reset(seed, observation);
                shared[0] = position;
              }

              @Override
              public void step(Action action, Step step) {
                position = shared[0];
                super.step(action, step);
                shared[0] = position;
              }
            });
  }

  @Test
  void aCopyWhoseCloseEndsTheOthersIsFound() {
    boolean[] closed = {false};
    assertFound(
        EnvironmentContract::copiesDoNotShareState,
        () ->
            new Walk() {
              {
                closed[0] = false;
              }

              @Override
              public void close() {
                closed[0] = true;
              }

              @Override
              void observe(Observation observation) {
                observation.set(0, closed[0] ? 0 : position);
                observation.set(1, 0);
              }
            });
  }

  @Test
  void aChoiceThatIsNotWrittenIsFound() {
    assertFound(
        EnvironmentContract::sameSeedAndActionsGiveTheSameCompleteTrajectory,
        () ->
            new Walk() {
              private final Space choices = Space.multiDiscrete(21, 21);

              @Override
              public Space observationSpace() {
                return choices;
              }

              @Override
              void observe(Observation observation) {
                if (position != 12) {
                  observation.set(0, position);
                }
                observation.set(1, 0);
              }
            });
  }

  @Test
  void allocationIsFound() {
    assertFound(
        EnvironmentContract::stepsAllocateNothing,
        () ->
            new Walk() {
              private int[] garbage = {};

              @Override
              public void step(Action action, Step step) {
                garbage = new int[garbage.length % 10 + 1];
                super.step(action, step);
              }
            });
  }

  @Test
  void aNewSpaceForEveryCallIsFound() {
    assertFound(
        EnvironmentContract::spacesStayTheSameObjects,
        () ->
            new Walk() {
              @Override
              public Space actionSpace() {
                return Space.discrete(2);
              }
            });
  }

  @Test
  void writingToTheActionIsFound() {
    assertFound(
        EnvironmentContract::leavesTheActionAsItIs,
        () ->
            new Walk() {
              @Override
              public void step(Action action, Step step) {
                super.step(action, step);
                action.set(0, 1 - action.asInt());
              }
            });
  }

  @Test
  void aSeedThatIsIgnoredIsFound() {
    assertFound(
        EnvironmentContract::differentSeedsDiffer,
        () ->
            new Walk() {
              @Override
              public void reset(long seed, Observation observation) {
                super.reset(0, observation);
              }
            });
  }

  @Test
  void drawingThatChangesTheStateIsFound() {
    assertFound(
        EnvironmentContract::drawingChangesNothing,
        () ->
            new Walk() {
              @Override
              void draw(Frame frame) {
                position = Math.min(position + 1, 19);
              }
            });
  }

  @Test
  void drawingTheSameStateInTwoWaysIsFound() {
    assertFound(
        EnvironmentContract::drawingChangesNothing,
        () ->
            new Walk() {
              private int times;

              @Override
              void draw(Frame frame) {
                frame.fill(times++);
              }
            });
  }

  private static void assertFound(
      Consumer<EnvironmentContract> test, Supplier<Environment> broken) {
    assertThrows(AssertionError.class, () -> test.accept(contract(broken)));
  }

  private static EnvironmentContract contract(Supplier<Environment> factory) {
    return new EnvironmentContract() {
      @Override
      protected Environment create() {
        return factory.get();
      }
    };
  }

  /** A walk between 0 and 20 that ends at either. */
  private static class Walk implements Environment {

    private final Space observationSpace = Space.box(0, 20, 2);
    private final Space actionSpace = Space.discrete(2);
    int position = 10;

    @Override
    public Space observationSpace() {
      return observationSpace;
    }

    @Override
    public Space actionSpace() {
      return actionSpace;
    }

    @Override
    public void reset(long seed, Observation observation) {
      position = 5 + (int) Math.floorMod(seed, 10L);
      observe(observation);
    }

    @Override
    public void step(Action action, Step step) {
      position += 2 * action.asInt() - 1;
      observe(step.observation());
      step.reward(1);
      step.terminated(position <= 0 || position >= 20);
    }

    @Override
    public Optional<Renderer> renderer() {
      return Optional.of(Renderer.of(20, 1, 10, this::draw));
    }

    void observe(Observation observation) {
      observation.set(0, position);
      observation.set(1, 20 - position);
    }

    void draw(Frame frame) {
      frame.pixel(position, 0, 0xffffff);
    }
  }
}
