package dev.rookery.runtime.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.Seeds;
import dev.rookery.algorithm.Policy;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.Space;
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
  void anEpisodeThatDoesNotEndIsCut() {
    Policy policy = new RandomPolicy(Space.discrete(2), 1);
    try (GreedyEpisodes episodes =
        new GreedyEpisodes("Length", copies(5, seed -> 1_000_000), policy, 5, 30)) {
      assertEquals(30, episodes.play(1).meanReturn());
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
