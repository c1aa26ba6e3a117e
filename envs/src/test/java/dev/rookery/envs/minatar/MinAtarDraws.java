package dev.rookery.envs.minatar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A generator that gives the numbers that MinAtar drew; until it is fed, an ordinary one. */
final class MinAtarDraws implements RandomGenerator {

  private final SplittableRandom ordinary = new SplittableRandom(0);
  private final Deque<Draw> draws = new ArrayDeque<>();
  private boolean isRecorded;

  /** Replaces the draws: each is a method, its arguments, and one number or several. */
  void feed(JsonNode recorded) {
    isRecorded = true;
    draws.clear();
    for (JsonNode draw : recorded) {
      String method = draw.get(0).asText();
      JsonNode arguments = draw.get(1);
      boolean hasBounds = method.equals("randint") && arguments.size() > 1;
      int low = hasBounds ? arguments.get(0).asInt() : 0;
      int high = method.equals("randint") ? arguments.get(hasBounds ? 1 : 0).asInt() : 0;
      JsonNode values = draw.get(2);
      if (values.isArray()) {
        values.forEach(v -> draws.add(new Draw(method, high - low, v.asDouble() - low)));
      } else {
        draws.add(new Draw(method, high - low, values.asDouble() - low));
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
    return isRecorded ? next("rand", 0) : ordinary.nextDouble();
  }

  @Override
  public int nextInt(int bound) {
    return isRecorded ? (int) next("randint", bound) : ordinary.nextInt(bound);
  }

  @Override
  public long nextLong() {
    throw new UnsupportedOperationException("no such draw is recorded");
  }

  private double next(String method, int bound) {
    assertFalse(draws.isEmpty(), "drew more random numbers than MinAtar");
    Draw draw = draws.remove();
    assertEquals(draw.method, method);
    assertEquals(draw.bound, bound);
    return draw.value;
  }

  private record Draw(String method, int bound, double value) {}
}
