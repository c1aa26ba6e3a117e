package dev.rookery.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlappingEnvironmentTest {

  private final List<String> calls = new ArrayList<>();

  /** Says what is called; every second step ends an episode. */
  private final class Said implements OverlappingEnvironment {

    private final int copy;
    private int steps;
    private long begunSeed;

    Said(int copy) {
      this.copy = copy;
    }

    @Override
    public Space observationSpace() {
      return Space.box(0, 9, 1);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(3);
    }

    @Override
    public void beginReset(long seed) {
      begunSeed = seed;
      calls.add("begin reset " + copy);
    }

    @Override
    public void reset(long seed, Observation observation) {
      assertEquals(begunSeed, seed);
      calls.add("reset " + copy);
      observation.set(0, 0);
    }

    @Override
    public void beginStep(Action action) {
      calls.add("begin %s in %s".formatted(action.asInt(), copy));
    }

    @Override
    public void step(Action action, Step step) {
      calls.add("%s in %s".formatted(action.asInt(), copy));
      step.observation().set(0, 1);
      step.terminated(++steps % 2 == 0 && copy == 1);
    }
  }

  private List<String> callsOf(List<? extends Environment> copies) {
    SerialVectorEnvironment environments = new SerialVectorEnvironment("Said-v0", copies, 1);
    VectorStep step = VectorStep.of(environments);
    ByteBuffer actions = DirectBuffers.allocate(2, Integer.BYTES);
    actions.putInt(0, 2);
    actions.putInt(4, 1);
    environments.reset(step);
    environments.step(actions, step);
    environments.step(actions, step);
    return calls;
  }

  private static final List<String> TOGETHER =
      List.of(
          "begin reset 0",
          "begin reset 1",
          "reset 0",
          "reset 1", //
          "begin 2 in 0",
          "begin 1 in 1",
          "2 in 0",
          "1 in 1", //
          "begin 2 in 0",
          "begin 1 in 1",
          "2 in 0",
          "1 in 1", //
          "begin reset 1",
          "reset 1");

  @Test
  void theCallsOfAllCopiesAreBegunBeforeOneIsWaitedFor() {
    assertEquals(TOGETHER, callsOf(List.of(new Said(0), new Said(1))));
  }

  /** Passes actions on as they are. */
  private static final class Passing extends EnvironmentWrapper {

    Passing(Environment inner) {
      super(inner);
    }

    @Override
    public void beginStep(Action action) {
      beginInnerStep(action);
    }
  }

  @Test
  void soItIsInWrappersThatPassActionsOn() {
    assertEquals(
        TOGETHER,
        callsOf(
            List.of(
                new WrappedEnvironment(new Said(0), Passing::new),
                new WrappedEnvironment(new Said(1), Passing::new))));
  }

  /** Swaps the first two actions. */
  private static final class Swapping extends EnvironmentWrapper {

    private final Action other = new Action(Space.discrete(3));

    Swapping(Environment inner) {
      super(inner);
    }

    @Override
    public void step(Action action, Step step) {
      other.set(0, action.asInt() == 2 ? 2 : 1 - action.asInt());
      super.step(other, step);
    }
  }

  @Test
  void aWrapperThatChangesActionsBeginsOnlyResets() {
    assertEquals(
        List.of(
            "begin reset 0",
            "begin reset 1",
            "reset 0",
            "reset 1", //
            "2 in 0",
            "0 in 1",
            "2 in 0",
            "0 in 1",
            "begin reset 1",
            "reset 1"),
        callsOf(
            List.of(
                new WrappedEnvironment(new Said(0), Swapping::new),
                new WrappedEnvironment(new Said(1), Swapping::new))));
  }
}
