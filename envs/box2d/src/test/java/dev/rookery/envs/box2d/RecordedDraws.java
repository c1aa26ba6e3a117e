package dev.rookery.envs.box2d;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/** A generator that gives the random numbers of a recorded flight. */
final class RecordedDraws implements RandomGenerator {

  private final Deque<Double> draws = new ArrayDeque<>();

  /** The draws of one flight, in the order in which an environment asks for them. */
  RecordedDraws(JsonNode flight) {
    flight.get("heights").forEach(this::add);
    flight.get("force").forEach(this::add);
    if (flight.get("kwargs").path("enable_wind").asBoolean()) {
      add(flight.get("wind_idx"));
      add(flight.get("torque_idx"));
    }
    flight.get("reset_noise").forEach(this::add);
    flight.get("steps").forEach(step -> step.get("noise").forEach(this::add));
  }

  private void add(JsonNode number) {
    assertTrue(number.isNumber(), number::toString);
    draws.add(number.asDouble());
  }

  int remaining() {
    return draws.size();
  }

  @Override
  public double nextDouble(double origin, double bound) {
    return next(origin, bound);
  }

  @Override
  public int nextInt(int origin, int bound) {
    return (int) next(origin, bound);
  }

  @Override
  public long nextLong() {
    throw new UnsupportedOperationException("no such draw is recorded");
  }

  private double next(double origin, double bound) {
    assertFalse(draws.isEmpty(), "drew more random numbers than Gymnasium");
    double draw = draws.remove();
    assertTrue(origin <= draw && draw < bound, () -> draw + " is not from " + origin);
    return draw;
  }
}
