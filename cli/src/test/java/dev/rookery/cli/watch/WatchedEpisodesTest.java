package dev.rookery.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentException;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.environment.WrappedEnvironment;
import dev.rookery.envs.wrappers.RewardScale;
import dev.rookery.render.Frame;
import dev.rookery.render.Renderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchedEpisodesTest {

  private static final ActionChooser LAST = (step, actions) -> actions.putInt(0, 1);

  private final List<String> shown = new ArrayList<>();

  /** Writes down the number that is drawn, what is said of it, and where an episode ends. */
  private final Screen screen =
      (frame, status, last) -> {
        shown.add(frame.pixel(0, 0) + " " + status + (last ? " END" : ""));
        return true;
      };

  /** Episodes of two steps with reward 1.5 each, drawn as the number of steps so far. */
  private static class Counting implements Environment {

    private final Space observationSpace = Space.box(0, 2, 1);
    private final Space actionSpace = Space.discrete(2);
    private int steps;
    boolean closed;

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
      steps = 0;
      observation.set(0, 0);
    }

    @Override
    public void step(Action action, Step step) {
      steps++;
      step.observation().set(0, steps);
      step.reward(1.5 * action.asInt());
      step.terminated(steps == 2);
    }

    @Override
    public Optional<Renderer> renderer() {
      return Optional.of(Renderer.of(1, 1, 10, this::draw));
    }

    void draw(Frame frame) {
      frame.pixel(0, 0, frame.pixel(0, 0) + steps); // So that it must come in black.
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void everyStateIsShownTheLastOfAnEpisodeToo() {
    Counting environment = new Counting();
    try (WatchedEpisodes watched = new WatchedEpisodes("Counting-v0", environment)) {
      assertEquals(List.of(3.0, 3.0), watched.play(LAST, 2, 1, screen));
    }
    assertEquals(
        List.of(
            "0 Counting-v0  episode 1 of 2  step 0  return 0",
            "1 Counting-v0  episode 1 of 2  step 1  return 1.50",
            "2 Counting-v0  episode 1 of 2  step 2  return 3 END",
            "0 Counting-v0  episode 2 of 2  step 0  return 0",
            "1 Counting-v0  episode 2 of 2  step 1  return 1.50",
            "2 Counting-v0  episode 2 of 2  step 2  return 3 END"),
        shown);
    assertTrue(environment.closed);
  }

  @Test
  void theReturnIsTheEnvironmentsOwnWhateverItsWrappersMakeOfIt() {
    Environment wrapped =
        new WrappedEnvironment(new Counting(), inner -> new RewardScale(inner, 100));
    try (WatchedEpisodes watched = new WatchedEpisodes("Counting-v0", wrapped)) {
      assertEquals(List.of(3.0), watched.play(LAST, 1, 1, screen));
    }
  }

  @Test
  void playEndsWhereTheScreenWantsNoMore() {
    try (WatchedEpisodes watched = new WatchedEpisodes("Counting-v0", new Counting())) {
      Screen five = (frame, status, last) -> screen.show(frame, status, last) && shown.size() < 5;
      assertEquals(List.of(3.0), watched.play(LAST, 9, 1, five));
      assertEquals(5, shown.size());
    }
  }

  @Test
  void randomActionsAreThoseOfTheirSeed() {
    List<Double> returns = random(1);
    assertEquals(returns, random(1));
    assertTrue(returns.stream().distinct().count() > 1, returns::toString);
  }

  private List<Double> random(long seed) {
    try (WatchedEpisodes watched = new WatchedEpisodes("Counting-v0", new Counting())) {
      return watched.play(ActionChooser.random(watched.actionSpace(), seed), 20, 1, screen);
    }
  }

  @Test
  void withoutARendererTheEnvironmentIsClosed() {
    Counting environment =
        new Counting() {
          @Override
          public Optional<Renderer> renderer() {
            return Optional.empty();
          }
        };
    RookeryException e =
        assertThrows(RookeryException.class, () -> new WatchedEpisodes("X-v0", environment));
    assertEquals("environment X-v0 cannot be watched: it offers no renderer", e.getMessage());
    assertTrue(environment.closed);
  }

  @Test
  void aRendererThatFailsIsNamed() {
    Counting environment =
        new Counting() {
          @Override
          void draw(Frame frame) {
            throw new IllegalStateException("no paint");
          }
        };
    try (WatchedEpisodes watched = new WatchedEpisodes("X-v0", environment)) {
      EnvironmentException e =
          assertThrows(EnvironmentException.class, () -> watched.play(LAST, 1, 1, screen));
      assertEquals(
          "the renderer of environment X-v0 failed: java.lang.IllegalStateException: no paint",
          e.getMessage());
    }
  }

  @Test
  void aPictureWithoutSizeIsRefused() {
    Counting environment =
        new Counting() {
          @Override
          public Optional<Renderer> renderer() {
            return Optional.of(Renderer.of(0, 1, 10, this::draw));
          }
        };
    EnvironmentException e =
        assertThrows(EnvironmentException.class, () -> new WatchedEpisodes("X-v0", environment));
    assertTrue(e.getMessage().contains("from 1 to 4096 pixels, not 0 x 1"), e.getMessage());
  }
}
