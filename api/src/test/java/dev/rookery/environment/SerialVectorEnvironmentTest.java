package dev.rookery.environment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.Seeds;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SerialVectorEnvironmentTest {

  private static final long SEED = 7;

  @Test
  void resetShowsEveryFirstObservation() {
    SerialVectorEnvironment environments =
        vector(new CountingEnvironment(3), new CountingEnvironment(2));
    VectorStep step = stepFor(environments);
    environments.reset(step);
    assertArrayEquals(new float[] {0, 0, 0, 0}, floats(step.observations()));
    assertEquals(2, environments.count());
    assertEquals(2, step.count());
  }

  /** The second copy ends its episode itself in the last step that it may make. */
  @Test
  void itSaysWhichEpisodesItHasCut() {
    SerialVectorEnvironment environments =
        new SerialVectorEnvironment(
            "Counting",
            List.of(
                new CountingEnvironment(9),
                new CountingEnvironment(1, 3),
                new CountingEnvironment(3)),
            SEED,
            3);
    VectorStep step = stepFor(environments);
    environments.reset(step);
    for (int i = 1; i <= 3; i++) {
      assertFalse(environments.wasCut(0));
      environments.step(actions(1, 1, 1), step);
    }
    assertTrue(environments.wasCut(0) && step.truncated()[0]);
    assertFalse(environments.wasCut(1) || environments.wasCut(2));
    assertTrue(step.terminated()[2]);
    environments.step(actions(1, 1, 1), step);
    assertFalse(environments.wasCut(0));
    assertTrue(step.truncated()[1] && !environments.wasCut(1));
  }

  @Test
  void withinAnEpisodeBothObservationsAreTheSame() {
    SerialVectorEnvironment environments =
        vector(new CountingEnvironment(3), new CountingEnvironment(3));
    VectorStep step = stepFor(environments);
    environments.reset(step);
    environments.step(actions(4, 5), step);
    assertArrayEquals(new float[] {0, 1, 0, 1}, floats(step.nextObservations()));
    assertArrayEquals(new float[] {0, 1, 0, 1}, floats(step.observations()));
    assertArrayEquals(new float[] {4, 5}, step.rewards());
    assertFalse(step.ended(0) || step.ended(1));
  }

  @Test
  void anEpisodesEndShowsItsLastObservationAndTheNextOnesFirst() {
    SerialVectorEnvironment environments =
        vector(new CountingEnvironment(2), new CountingEnvironment(3));
    VectorStep step = stepFor(environments);
    environments.reset(step);
    environments.step(actions(1, 1), step);
    environments.step(actions(2, 3), step);
    assertArrayEquals(new float[] {0, 2, 0, 2}, floats(step.nextObservations()));
    assertArrayEquals(new float[] {1, 0, 0, 2}, floats(step.observations()));
    assertArrayEquals(new boolean[] {true, false}, step.terminated());
    assertTrue(step.ended(0));
    assertEquals(3, step.episodeReturns()[0]);
    assertEquals(2, step.episodeLengths()[0]);

    environments.step(actions(5, 6), step);
    assertArrayEquals(new float[] {1, 1, 0, 3}, floats(step.nextObservations()));
    assertArrayEquals(new float[] {1, 1, 1, 0}, floats(step.observations()));
    assertArrayEquals(new boolean[] {false, true}, step.terminated());
    assertEquals(10, step.episodeReturns()[1]);
    assertEquals(3, step.episodeLengths()[1]);

    environments.step(actions(7, 8), step);
    assertArrayEquals(new boolean[] {false, false}, step.terminated());
    assertArrayEquals(new boolean[] {true, false}, step.truncated());
    assertEquals(12, step.episodeReturns()[0]);
    assertEquals(2, step.episodeLengths()[0]);
  }

  @Test
  void resetCutsEpisodesThatAreUnderWay() {
    SerialVectorEnvironment environments = vector(new CountingEnvironment(2));
    VectorStep step = stepFor(environments);
    environments.reset(step);
    environments.step(actions(9), step);
    environments.reset(step);
    environments.step(actions(1), step);
    environments.step(actions(1), step);
    assertTrue(step.ended(0));
    assertEquals(2, step.episodeReturns()[0]);
    assertEquals(2, step.episodeLengths()[0]);
  }

  @Test
  void everyEpisodeOfEveryEnvironmentHasASeedOfItsOwn() {
    CountingEnvironment[] copies =
        IntStream.range(0, 20)
            .mapToObj(k -> new CountingEnvironment(1))
            .toArray(CountingEnvironment[]::new);
    SerialVectorEnvironment environments = vector(copies);
    VectorStep step = stepFor(environments);
    environments.reset(step);
    for (int i = 0; i < 49; i++) {
      environments.step(actions(new int[20]), step);
    }
    Set<Long> seeds = new HashSet<>();
    for (CountingEnvironment copy : copies) {
      seeds.addAll(copy.seeds);
    }
    assertEquals(20 * 50, seeds.size());
  }

  @Property(tries = 100)
  void seedsDoNotDependOnHowLongOtherEpisodesLast(
      @ForAll long seed,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 5) Integer> lengths) {
    CountingEnvironment watched = new CountingEnvironment(2);
    CountingEnvironment other =
        new CountingEnvironment(lengths.stream().mapToInt(Integer::intValue).toArray());
    SerialVectorEnvironment environments =
        new SerialVectorEnvironment("Counting", List.of(other, watched), seed);
    VectorStep step = stepFor(environments);
    environments.reset(step);
    for (int i = 0; i < 10; i++) {
      environments.step(actions(0, 0), step);
    }
    assertEquals(expectedSeeds(seed, 1, 6), watched.seeds);
    assertEquals(expectedSeeds(seed, 0, other.seeds.size()), other.seeds);
  }

  private static List<Long> expectedSeeds(long seed, int copy, int episodes) {
    return LongStream.range(0, episodes)
        .mapToObj(episode -> Seeds.derive(Seeds.derive(seed, copy), episode))
        .toList();
  }

  @Property(tries = 100)
  void returnsAndLengthsAddUp(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 5) Integer> lengths,
      @ForAll @Size(30) List<@IntRange(max = 9) Integer> rewards) {
    SerialVectorEnvironment environments =
        vector(new CountingEnvironment(lengths.stream().mapToInt(Integer::intValue).toArray()));
    VectorStep step = stepFor(environments);
    environments.reset(step);
    double sum = 0;
    int length = 0;
    int episode = 0;
    for (int reward : rewards) {
      environments.step(actions(reward), step);
      sum += reward;
      length++;
      if (step.ended(0)) {
        assertEquals(sum, step.episodeReturns()[0]);
        assertEquals(length, step.episodeLengths()[0]);
        assertEquals(lengths.get(episode++ % lengths.size()), length);
        sum = 0;
        length = 0;
      }
    }
  }

  @Test
  void differentSeedsGiveDifferentEpisodes() {
    CountingEnvironment one = new CountingEnvironment(1);
    CountingEnvironment other = new CountingEnvironment(1);
    for (CountingEnvironment environment : List.of(one, other)) {
      SerialVectorEnvironment environments =
          new SerialVectorEnvironment("Counting", List.of(environment), environment == one ? 1 : 2);
      environments.reset(stepFor(environments));
    }
    assertNotEquals(one.seeds, other.seeds);
  }

  @Test
  void closesEveryEnvironment() {
    CountingEnvironment one = new CountingEnvironment(1);
    CountingEnvironment other = new CountingEnvironment(1);
    vector(one, other).close();
    assertTrue(one.closed && other.closed);
  }

  private static SerialVectorEnvironment vector(Environment... environments) {
    return new SerialVectorEnvironment("Counting", List.of(environments), SEED);
  }

  private static VectorStep stepFor(VectorEnvironment environments) {
    return new VectorStep(environments.count(), environments.observationSpace());
  }

  private static ByteBuffer actions(int... choices) {
    ByteBuffer buffer = DirectBuffers.allocate(choices.length, Integer.BYTES);
    for (int choice : choices) {
      buffer.putInt(choice);
    }
    return buffer.clear();
  }

  private static float[] floats(ByteBuffer buffer) {
    float[] values = new float[buffer.capacity() / Float.BYTES];
    buffer.asFloatBuffer().get(0, values);
    return values;
  }
}
