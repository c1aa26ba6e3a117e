package dev.rookery.runtime.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.Seeds;
import dev.rookery.algorithm.Policy;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.envs.probe.ProbeLegalActions;
import dev.rookery.testkit.environment.RandomPolicy;
import dev.rookery.training.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToIntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreedyEpisodesTest {

  /** Returns from 1 to 20, by the episode's seed. */
  private static int length(long seed) {
    return 1 + (int) Math.floorMod(seed, 20L);
  }

  private static GreedyEpisodes episodes(int count, LongToIntFunction length) {
    Policy policy = new RandomPolicy(Space.discrete(2), 1);
    return new GreedyEpisodes("Length", copies(count, length), policy, count, 10_000);
  }

  private static List<Environment> copies(int episodes, LongToIntFunction length) {
    return Stream.<Environment>generate(() -> new LengthEnvironment(length))
        .limit(GreedyEpisodes.environmentCount(episodes))
        .toList();
  }

  /** Exactly the first episodes of each environment count, however long the others are. */
  @Property(tries = 100)
  void everyEnvironmentPlaysItsShareOfTheEpisodes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 350) int count) {
    int environments = GreedyEpisodes.environmentCount(count);
    assertEquals(Math.min(count, 100), environments);
    double[] returns =
        LongStream.range(0, count)
            .mapToDouble(
                i -> length(Seeds.derive(Seeds.derive(seed, i % environments), i / environments)))
            .toArray();
    Evaluation expected = Evaluation.of(returns);
    try (GreedyEpisodes episodes = episodes(count, GreedyEpisodesTest::length)) {
      Evaluation played = episodes.play(seed);
      assertEquals(count, played.episodes());
      assertEquals(expected.meanReturn(), played.meanReturn(), 1e-9);
      assertEquals(expected.standardDeviation(), played.standardDeviation(), 1e-9);
      assertEquals(expected.minimum(), played.minimum());
      assertEquals(expected.maximum(), played.maximum());
    }
  }

  @Test
  void thePolicyIsToldWhichActionsAreLegal() {
    ProbeLegalActions.Settings settings = new ProbeLegalActions.Settings(6, 20, true);
    List<Environment> copies =
        Stream.<Environment>generate(() -> new ProbeLegalActions(settings)).limit(50).toList();
    Policy legal = new RandomPolicy(Space.discrete(6), 1);
    try (GreedyEpisodes episodes = new GreedyEpisodes("Probe", copies, legal, 50, 10_000)) {
      assertEquals(50, episodes.play(1).episodes());
    }
  }

  @Test
  void episodesThatDoNotEndAreCutAndCounted() {
    LongToIntFunction length = seed -> Math.floorMod(seed, 2L) == 0 ? 1_000_000 : 3;
    long endless =
        LongStream.range(0, 5)
            .map(k -> length.applyAsInt(Seeds.derive(Seeds.derive(1, k), 0)))
            .filter(steps -> steps > 3)
            .count();
    Policy policy = new RandomPolicy(Space.discrete(2), 1);
    try (GreedyEpisodes episodes = new GreedyEpisodes("Length", copies(5, length), policy, 5, 30)) {
      for (int i = 0; i < 2; i++) { // An evaluation does not count those of the one before.
        Evaluation evaluation = episodes.play(1);
        assertEquals(endless, evaluation.cutEpisodes());
        assertEquals(30, evaluation.maximum());
        assertEquals(3, evaluation.minimum());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEpisodeThatEndsItselfInTheLastStepIsNotCut(boolean truncates) {
    Policy policy = new RandomPolicy(Space.discrete(2), 1);
    List<Environment> copies =
        Stream.<Environment>generate(
                () ->
                    new LengthEnvironment(seed -> 30) {
                      @Override
                      public void step(Action action, Step step) {
                        super.step(action, step);
                        step.truncated(truncates && step.terminated());
                        step.terminated(!truncates && step.terminated());
                      }
                    })
            .limit(5)
            .toList();
    try (GreedyEpisodes episodes = new GreedyEpisodes("Length", copies, policy, 5, 30)) {
      assertEquals(Evaluation.of(new double[] {30, 30, 30, 30, 30}), episodes.play(1));
    }
  }

  @Test
  void theSameSeedGivesTheSameResultAgain() {
    try (GreedyEpisodes episodes = episodes(130, GreedyEpisodesTest::length)) {
      Evaluation first = episodes.play(7);
      assertNotEquals(first, episodes.play(8));
      assertEquals(first, episodes.play(7));
    }
  }

  @Test
  void startingOverForgetsEpisodesThatWereUnderWay() {
    try (GreedyEpisodes episodes = episodes(10, GreedyEpisodesTest::length)) {
      Evaluation expected = episodes.play(7);
      episodes.start(8);
      episodes.step();
      episodes.step();
      assertEquals(expected, episodes.play(7));
    }
  }

  @Test
  void closesItsEnvironments() {
    List<String> closed = new ArrayList<>();
    Policy policy = new RandomPolicy(Space.discrete(2), 1);
    List<Environment> copies = Stream.generate(() -> closing(closed)).limit(3).toList();
    new GreedyEpisodes("Length", copies, policy, 3, 10_000).close();
    assertEquals(List.of("closed", "closed", "closed"), closed);
    assertTrue(closed.size() == GreedyEpisodes.environmentCount(3));
  }

  private static Environment closing(List<String> closed) {
    return new EnvironmentWrapper(new LengthEnvironment(seed -> 1)) {
      @Override
      public void close() {
        closed.add("closed");
      }
    };
  }
}
