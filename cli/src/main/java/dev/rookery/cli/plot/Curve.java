package dev.rookery.cli.plot;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Values of one run over environment steps, or over another count, with straight lines between the
 * points.
 *
 * @param points values by their steps, at least one
 */
public record Curve(NavigableMap<Double, Double> points) {

  double first() {
    return points.firstKey();
  }

  double last() {
    return points.lastKey();
  }

  /** The value at a step between the first and the last. */
  double at(double step) {
    Map.Entry<Double, Double> before = points.floorEntry(step);
    Map.Entry<Double, Double> after = points.ceilingEntry(step);
    double gap = after.getKey() - before.getKey();
    double weight = gap == 0 ? 0 : (step - before.getKey()) / gap;
    return before.getValue() + weight * (after.getValue() - before.getValue());
  }

  /** The part from a step on, which is between the first and the last. */
  Curve from(double step) {
    NavigableMap<Double, Double> rest = new TreeMap<>(points.tailMap(step, false));
    rest.put(step, at(step));
    return new Curve(rest);
  }
}
