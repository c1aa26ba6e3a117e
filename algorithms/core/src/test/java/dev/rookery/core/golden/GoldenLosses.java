package dev.rookery.core.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The reference inputs and values of losses and targets: the file {@code losses.json} in the folder
 * that the system property {@code rookery.golden.losses} names, or the copy in the test resources.
 */
public final class GoldenLosses {

  private static final String PROPERTY = "rookery.golden.losses";
  private static final String FILE = "losses.json";

  /** The losses and targets that tests compare with their reference. */
  private static final Set<String> TESTED =
      Set.of(
          "td-huber",
          "td-huber-double",
          "categorical",
          "quantile-huber",
          "iqn-embedding",
          "noisy-linear",
          "n-step",
          "prioritized-sampling",
          "ape-x-epsilon",
          "gae",
          "v-trace",
          "ppo-clip",
          "a3c",
          "diagonal-gaussian");

  private GoldenLosses() {}

  /**
   * The cases of these losses, in the file's order.
   *
   * @throws AssertionError if the copy in the test resources has none of one of them; another
   *     folder may hold a selection. Also if a file has cases of a loss that no test knows
   * @throws UncheckedIOException if the file is missing or is not JSON
   */
  public static List<Case> cases(String... losses) {
    String folder = System.getProperty(PROPERTY, "").strip();
    JsonNode root = folder.isEmpty() ? readCopy() : read(Path.of(folder, FILE));
    List<Case> cases = select(root, losses);
    for (String loss : losses) {
      if (folder.isEmpty() && cases.stream().noneMatch(c -> c.loss().equals(loss))) {
        throw new AssertionError("no golden case of '%s'".formatted(loss));
      }
    }
    return cases;
  }

  static List<Case> select(JsonNode root, String... losses) {
    Set<String> wanted = Set.of(losses);
    if (!TESTED.containsAll(wanted)) {
      throw new AssertionError("%s are not all among the tested %s".formatted(wanted, TESTED));
    }
    List<Case> cases = new ArrayList<>();
    for (JsonNode node : root.required("cases")) {
      String loss = node.required("loss").textValue();
      if (wanted.contains(loss)) {
        cases.add(new Case(node, cases.size()));
      } else if (!TESTED.contains(loss)) {
        throw new AssertionError("no test knows the golden cases of '%s'".formatted(loss));
      }
    }
    return cases;
  }

  private static JsonNode readCopy() {
    String resource = "/golden/losses/" + FILE;
    try (InputStream in = GoldenLosses.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no test resource " + resource);
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return new ObjectMapper().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the golden data that " + PROPERTY + " names", e);
    }
  }

  /** One case. */
  public static final class Case {

    private final JsonNode node;
    private final int number;

    private Case(JsonNode node, int number) {
      this.node = node;
      this.number = number;
    }

    /** Which loss or target it is of. */
    public String loss() {
      return node.required("loss").textValue();
    }

    /** What goes in. */
    public Values inputs() {
      return new Values(node.required("inputs"), this + " inputs");
    }

    /** What must come out. */
    public Values expected() {
      return new Values(node.required("expected"), this + " expected");
    }

    /** Names the case in a test's report. */
    @Override
    public String toString() {
      return loss() + " #" + number;
    }
  }

  /** Fails unless all values are as expected, to {@code tolerance · (1 + |expected|)}. */
  public static void assertClose(double[] expected, float[] actual, double tolerance, String what) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      double allowed = tolerance * (1 + Math.abs(expected[i]));
      assertEquals(expected[i], actual[i], allowed, what + " " + i);
    }
  }

  /** Named numbers; all accessors fail if the name is missing or the value is of another kind. */
  public static final class Values {

    private final JsonNode node;
    private final String where;

    private Values(JsonNode node, String where) {
      this.node = node;
      this.where = where;
    }

    /** A single number. */
    public double number(String name) {
      return number(get(name), name);
    }

    /** A single whole number. */
    public int integer(String name) {
      return integer(get(name), name);
    }

    /** A single truth value. */
    public boolean flag(String name) {
      return flag(get(name), name);
    }

    /** {@code [size]} numbers. */
    public double[] doubles(String name) {
      return doubles(get(name), name);
    }

    /** {@code [size]} whole numbers. */
    public int[] ints(String name) {
      JsonNode array = array(get(name), name);
      int[] values = new int[array.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = integer(array.get(i), name);
      }
      return values;
    }

    /** {@code [size]} truth values. */
    public boolean[] flags(String name) {
      JsonNode array = array(get(name), name);
      boolean[] values = new boolean[array.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = flag(array.get(i), name);
      }
      return values;
    }

    /** {@code [rows, columns]} numbers. */
    public double[][] matrix(String name) {
      return matrix(get(name), name);
    }

    /** All numbers of a list, however deep it is, in the file's order. */
    public double[] flat(String name) {
      List<Double> values = new ArrayList<>();
      addAll(array(get(name), name), name, values);
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** All numbers of a list as float32, however deep it is, in the file's order. */
    public float[] floats(String name) {
      double[] values = flat(name);
      float[] floats = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        floats[i] = (float) values[i];
      }
      return floats;
    }

    private void addAll(JsonNode node, String name, List<Double> values) {
      for (JsonNode element : node) {
        if (element.isArray()) {
          addAll(element, name, values);
        } else {
          values.add(number(element, name));
        }
      }
    }

    private double[][] matrix(JsonNode node, String name) {
      JsonNode array = array(node, name);
      double[][] values = new double[array.size()][];
      for (int i = 0; i < values.length; i++) {
        values[i] = doubles(array.get(i), name);
      }
      return values;
    }

    private double[] doubles(JsonNode node, String name) {
      JsonNode array = array(node, name);
      double[] values = new double[array.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = number(array.get(i), name);
      }
      return values;
    }

    private JsonNode get(String name) {
      return require(node.path(name), name, node.has(name), "there");
    }

    private JsonNode array(JsonNode value, String name) {
      return require(value, name, value.isArray(), "a list");
    }

    private double number(JsonNode value, String name) {
      return require(value, name, value.isNumber(), "a number").doubleValue();
    }

    private int integer(JsonNode value, String name) {
      return require(value, name, value.canConvertToExactIntegral(), "a whole number").intValue();
    }

    private boolean flag(JsonNode value, String name) {
      return require(value, name, value.isBoolean(), "true or false").booleanValue();
    }

    private JsonNode require(JsonNode value, String name, boolean holds, String what) {
      if (!holds) {
        throw new AssertionError("%s: %s is not %s".formatted(where, name, what));
      }
      return value;
    }
  }
}
