package dev.rookery.testkit.environment;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
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

  @Nested
  class AGoodEnvironmentWithLegalActionsPasses extends EnvironmentContract {

    @Override
    protected Environment create() {
      return new Street();
    }
  }

  @Nested
  class AGoodEnvironmentWithNamedPartsPasses extends EnvironmentContract {

    @Override
    protected Environment create() {
      return new SeenWalk();
    }
  }

  @Test
  void aPartOutOfItsBoundsIsFound() {
    assertFound(
        EnvironmentContract::observationsAndRewardsAreFiniteAndWithinBounds,
        () ->
            new SeenWalk() {
              @Override
              void observe(Observation observation) {
                super.observe(observation);
                observation.part("left").set(0, position - 8);
              }
            });
  }

  @Test
  void aPartThatIsNotWrittenIsFound() {
    assertFound(
        EnvironmentContract::sameSeedAndActionsGiveTheSameCompleteTrajectory,
        () ->
            new SeenWalk() {
              @Override
              void observe(Observation observation) {
                observation.part("left").set(0, 20 - position);
                observation.part("picture").set(position, 1);
              }
            });
  }

  @Test
  void actionsWithNamedPartsAreFound() {
    assertFound(
        EnvironmentContract::spacesStayTheSameObjects,
        () ->
            new Walk() {
              private final Space parts = Space.dict("direction", Space.discrete(2));

              @Override
              public Space actionSpace() {
                return parts;
              }
            });
  }

  @Test
  void noLegalActionIsFound() {
    assertFound(
        EnvironmentContract::someActionIsLegalAndAskingChangesNothing,
        () ->
            new Street() {
              @Override
              public void legalActions(ActionMask mask) {
                if (position != 3) {
                  super.legalActions(mask);
                }
              }
            });
  }

  @Test
  void askingForLegalActionsThatChangesSomethingIsFound() {
    assertFound(
        EnvironmentContract::someActionIsLegalAndAskingChangesNothing,
        () ->
            new Street() {
              private int asked;

              @Override
              public void legalActions(ActionMask mask) {
                super.legalActions(mask);
                mask.set(2, asked++ % 5 == 0);
              }
            });
  }

  @Test
  void masksThatCopiesShareAreFound() {
    int[] shared = new int[1];
    assertFound(
        EnvironmentContract::copiesDoNotShareState,
        () ->
            new Street() {
              @Override
              public void step(Action action, Step step) {
                super.step(action, step);
                shared[0]++;
              }

              @Override
              public void legalActions(ActionMask mask) {
                super.legalActions(mask);
                mask.set(2, shared[0] % 7 == 0);
              }
            });
  }

  @Test
  void legalActionsThatComeAndGoAreFound() {
    assertFound(
        EnvironmentContract::whetherThereAreLegalActionsStaysTheSame,
        () ->
            new Street() {
              private int steps;

              @Override
              public void step(Action action, Step step) {
                steps++;
                super.step(action, step);
              }

              @Override
              public boolean hasLegalActions() {
                return steps < 50;
              }
            });
  }

  @Test
  void legalActionsOfABoxAreFound() {
    assertFound(
        EnvironmentContract::whetherThereAreLegalActionsStaysTheSame,
        () ->
            new Street() {
              private final Space box = Space.box(0, 1, 1);

              @Override
              public Space actionSpace() {
                return box;
              }
            });
  }

  @Test
  void legalActionsThatAllocateAreFound() {
    assertFound(
        EnvironmentContract::stepsAllocateNothing,
        () ->
            new Street() {
              private int[] garbage = {};

              @Override
              public void legalActions(ActionMask mask) {
                garbage = new int[garbage.length % 10 + 1];
                super.legalActions(mask);
              }
            });
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

  /** A walk that is seen in a picture of 21 bytes, beside the way that is left. */
  private static class SeenWalk extends Walk {

    private final Space parts =
        Space.dict("picture", Space.image(1, 21, 1, 1)).and("left", Space.box(0, 20, 1));

    @Override
    public Space observationSpace() {
      return parts;
    }

    @Override
    void observe(Observation observation) {
      for (int i = 0; i <= 20; i++) {
        observation.part("picture").set(i, i == position ? 1 : 0);
      }
      observation.part("left").set(0, 20 - position);
    }
  }

  /** A walk that may not leave 0 to 20 and ends at 20; it fails where an illegal step is taken. */
  private static class Street extends Walk {

    private final Space actionSpace = Space.discrete(3);
    private boolean terminated;

    @Override
    public Space actionSpace() {
      return actionSpace;
    }

    @Override
    public boolean hasLegalActions() {
      return true;
    }

    /** Back is legal but at 0, ahead always, and to stay is legal at every third place. */
    @Override
    public void legalActions(ActionMask mask) {
      if (terminated) {
        throw new AssertionError("what has terminated is not asked");
      }
      mask.set(0, position > 0);
      mask.set(1, true);
      mask.set(2, position % 3 == 0);
    }

    @Override
    public void reset(long seed, Observation observation) {
      terminated = false;
      super.reset(seed, observation);
    }

    @Override
    public void step(Action action, Step step) {
      int chosen = action.asInt();
      if (chosen == 0 && position == 0) {
        throw new AssertionError("an illegal action was taken");
      }
      position += chosen == 2 ? 0 : 2 * chosen - 1;
      observe(step.observation());
      step.reward(1);
      terminated = position >= 20;
      step.terminated(terminated);
    }
  }
}
