package dev.rookery.envs.golden;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the numbers of golden files. */
public final class GoldenNumbers {

  private GoldenNumbers() {}

  /** A number, or one of the strings {@code inf} and {@code -inf}. */
  public static double number(JsonNode node) {
    return switch (node.asText()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (!node.isNumber()) {
          throw new IllegalArgumentException("not a number: " + node);
        }
        yield node.asDouble();
      }
    };
  }

  /** A list of numbers, or one alone. */
  public static double[] doubles(JsonNode node) {
    if (!node.isArray()) {
      return new double[] {number(node)};
    }
    double[] numbers = new double[node.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(node.get(i));
    }
    return numbers;
  }

  /** The numbers, each parsed as a float: rounded twice, it could be one place off. */
  public static float[] floats(JsonNode node) {
    double[] doubles = doubles(node);
    float[] numbers = new float[doubles.length];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode entry = node.isArray() ? node.get(i) : node;
      numbers[i] =
          Double.isInfinite(doubles[i]) ? (float) doubles[i] : Float.parseFloat(entry.asText());
    }
    return numbers;
  }
}
