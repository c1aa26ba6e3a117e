package dev.rookery.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EpisodeStatisticsTest {

  private final EpisodeStatistics statistics = new EpisodeStatistics();

  @Test
  void beforeTheFirstEpisodeThereIsNothingToSay() {
    assertEquals(0, statistics.count());
    assertTrue(Double.isNaN(statistics.meanReturn()));
    assertTrue(Double.isNaN(statistics.minReturn()));
    assertTrue(Double.isNaN(statistics.maxReturn()));
    assertTrue(Double.isNaN(statistics.meanLearnerReturn()));
    assertTrue(Double.isNaN(statistics.meanLength()));
  }

  @Test
  void fewEpisodesAllCount() {
    statistics.add(-3, -30, 10);
    statistics.add(5, 10, 30);
    assertEquals(1, statistics.meanReturn());
    assertEquals(-3, statistics.minReturn());
    assertEquals(5, statistics.maxReturn());
    assertEquals(-10, statistics.meanLearnerReturn());
    assertEquals(20, statistics.meanLength());
  }

  @Test
  void onlyTheLatestHundredCount() {
    for (int episode = 1; episode <= 250; episode++) {
      statistics.add(episode, -episode, 2L * episode);
    }
    // Episodes 151 … 250 are left: their mean is (151 + 250) / 2.
    assertEquals(200.5, statistics.meanReturn());
    assertEquals(151, statistics.minReturn());
    assertEquals(250, statistics.maxReturn());
    assertEquals(-200.5, statistics.meanLearnerReturn());
    assertEquals(401, statistics.meanLength());
    assertEquals(250, statistics.count());
  }

  @Test
  void theyAreRecordedUnderTheirNames() {
    statistics.add(7, 0.7, 11);
    Map<String, Double> recorded = new TreeMap<>();
    statistics.recordTo(recorded::put);
    assertEquals(
        Map.of(
            "episode/return_mean",
            7.0,
            "episode/learner_return_mean",
            0.7,
            "episode/length_mean",
            11.0,
            "episode/count",
            1.0),
        recorded);
  }

  @Test
  void aRestoredOneGoesOnAsIfNothingHadHappened() {
    for (int episode = 0; episode < 130; episode++) {
      statistics.add(Math.sin(episode), Math.cos(episode), episode);
    }
    State state = new State();
    statistics.save(state);
    EpisodeStatistics restored = new EpisodeStatistics();
    restored.add(1e9, 1e9, 1);
    restored.load(state);
    for (int episode = 0; episode < 50; episode++) {
      assertEquals(statistics.meanReturn(), restored.meanReturn());
      assertEquals(statistics.minReturn(), restored.minReturn());
      assertEquals(statistics.meanLearnerReturn(), restored.meanLearnerReturn());
      assertEquals(statistics.meanLength(), restored.meanLength());
      assertEquals(statistics.count(), restored.count());
      statistics.add(episode, 2, 3);
      restored.add(episode, 2, 3);
    }
  }

  /** A state in memory. */
  private static final class State implements StateWriter, StateReader {
    private final Map<String, Object> values = new HashMap<>();

    @Override
    public void putLong(String name, long value) {
      values.put(name, value);
    }

    @Override
    public void putDouble(String name, double value) {
      values.put(name, value);
    }

    @Override
    public void putBytes(String name, ByteBuffer bytes) {
      values.put(name, ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip());
    }

    @Override
    public State child(String name) {
      return (State) values.computeIfAbsent(name, n -> new State());
    }

    @Override
    public long getLong(String name) {
      return (Long) values.get(name);
    }

    @Override
    public double getDouble(String name) {
      return (Double) values.get(name);
    }

    @Override
    public void getBytes(String name, ByteBuffer target) {
      target.duplicate().put(((ByteBuffer) values.get(name)).duplicate());
    }

    @Override
    public boolean has(String name) {
      return values.containsKey(name);
    }
  }
}
