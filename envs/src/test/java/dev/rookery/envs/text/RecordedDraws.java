package dev.rookery.envs.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/** A generator that gives what Gymnasium's drew; until it is fed, an ordinary one. */
final class RecordedDraws implements RandomGenerator {

  private final SplittableRandom ordinary = new SplittableRandom(0);
  private final Deque<JsonNode> draws = new ArrayDeque<>();
  private final IntUnaryOperator choiceToIndex;
  private boolean isRecorded;

  /** {@code choiceToIndex} turns a recorded element into the index that our code draws. */
  RecordedDraws(IntUnaryOperator choiceToIndex) {
    this.choiceToIndex = choiceToIndex;
  }

  /** Replaces the draws; suits and faces of cards, which are for display, are left out. */
  void feed(JsonNode recorded) {
    isRecorded = true;
    draws.clear();
    for (JsonNode draw : recorded) {
      if (!draw.get(1).isTextual()) {
        draws.add(draw);
      }
    }
  }

  void drawFreely() {
    draws.clear();
    isRecorded = false;
  }

  int remaining() {
    return draws.size();
  }

  @Override
  public double nextDouble() {
    return isRecorded ? next("random").asDouble() : ordinary.nextDouble();
  }

  @Override
  public int nextInt(int bound) {
    return isRecorded ? choiceToIndex.applyAsInt(next("choice").asInt()) : ordinary.nextInt(bound);
  }

  @Override
  public long nextLong() {
    throw new UnsupportedOperationException("no such draw is recorded");
  }

  private JsonNode next(String method) {
    assertFalse(draws.isEmpty(), "drew more random numbers than Gymnasium");
    JsonNode draw = draws.remove();
    assertEquals(draw.get(0).asText(), method);
    return draw.get(1);
  }
}
