package dev.rookery.core.onnx;

import dev.rookery.DataType;
import dev.rookery.RookeryException;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DictSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.MultiDiscreteSpace;
import dev.rookery.environment.Space;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Spaces as text that can be read back: {@code discrete(2)}, {@code multi_discrete(3,2)}, {@code
 * box(uint8,[10,10,4],0.0,1.0)}, {@code box(float32,[2],[-4.8,-Infinity],[4.8,Infinity])}, {@code
 * dict(image=box(uint8,[10,10,4],0.0,1.0),gear=discrete(6))}. A box has its type, its shape, and
 * its low and its high bounds: one number each if all are alike, and otherwise those of every
 * number, row-major.
 */
public final class SpaceText {

  private static final Pattern DISCRETE = Pattern.compile("discrete\\((\\d+)\\)");
  private static final Pattern MULTI_DISCRETE = Pattern.compile("multi_discrete\\(([\\d,]+)\\)");
  private static final Pattern BOX =
      Pattern.compile("box\\((\\w+),\\[([\\d,]+)],(\\[[^]]+]|[^,]+),(\\[[^]]+]|[^,]+)\\)");

  private static final Pattern DICT = Pattern.compile("dict\\((.*)\\)");

  /** A name, the text of its space, which has no space in it that has parts, and what follows. */
  private static final Pattern PART = Pattern.compile("(\\w+)=(\\w+\\([^()]*\\))(?:,(?=.)|$)");

  private SpaceText() {}

  /** The text of a space; equal spaces have equal texts. */
  public static String format(Space space) {
    if (space instanceof DiscreteSpace discrete) {
      return "discrete(%s)".formatted(discrete.n());
    }
    if (space instanceof MultiDiscreteSpace several) {
      return "multi_discrete(%s)".formatted(join(several.sizes()));
    }
    if (space instanceof DictSpace dict) {
      return dict.parts().stream()
          .map(part -> part.name() + "=" + format(part.space()))
          .collect(Collectors.joining(",", "dict(", ")"));
    }
    BoxSpace box = (BoxSpace) space;
    return "box(%s,[%s],%s,%s)"
        .formatted(
            box.dataType().label(),
            join(box.shape()),
            bounds(box.size(), box::low),
            bounds(box.size(), box::high));
  }

  private static String bounds(int size, IntToDoubleFunction bound) {
    double[] values = IntStream.range(0, size).mapToDouble(bound).toArray();
    if (Arrays.stream(values).allMatch(value -> Double.compare(value, values[0]) == 0)) {
      return Double.toString(values[0]);
    }
    return Arrays.stream(values)
        .mapToObj(Double::toString)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String join(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * Reads what {@link #format} wrote.
   *
   * @throws RookeryException if it did not write this
   */
  public static Space parse(String text) {
    try {
      Matcher discrete = DISCRETE.matcher(text);
      if (discrete.matches()) {
        return new DiscreteSpace(Integer.parseInt(discrete.group(1)));
      }
      Matcher several = MULTI_DISCRETE.matcher(text);
      if (several.matches()) {
        return new MultiDiscreteSpace(integers(several.group(1)));
      }
      Matcher box = BOX.matcher(text);
      if (box.matches()) {
        return box(
            dataType(box.group(1)),
            integers(box.group(2)),
            reals(box.group(3)),
            reals(box.group(4)));
      }
      Matcher dict = DICT.matcher(text);
      if (dict.matches()) {
        return dict(dict.group(1));
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new RookeryException("cannot read the space %s: %s".formatted(text, e.getMessage()), e);
    }
    throw new RookeryException(
        "cannot read the space %s: write it like discrete(2) or box(float32,[3],-1.0,1.0)"
            .formatted(text));
  }

  private static Space dict(String text) {
    Matcher part = PART.matcher(text);
    DictSpace dict = null;
    int end = 0;
    while (part.find() && part.start() == end) {
      Space space = parse(part.group(2));
      dict = dict == null ? Space.dict(part.group(1), space) : dict.and(part.group(1), space);
      end = part.end();
    }
    if (dict == null || end < text.length()) {
      throw new IllegalArgumentException("a part is written like image=discrete(2)");
    }
    return dict;
  }

  private static Space box(DataType type, List<Integer> shape, double[] low, double[] high) {
    if (low.length == 1 && high.length == 1) {
      return BoxSpace.uniform(type, low[0], high[0], shape);
    }
    int size = shape.stream().reduce(1, Math::multiplyExact);
    return BoxSpace.of(type, shape, repeat(low, size), repeat(high, size));
  }

  private static double[] repeat(double[] bounds, int size) {
    if (bounds.length != 1 && bounds.length != size) {
      throw new IllegalArgumentException("%s bounds for %s numbers".formatted(bounds.length, size));
    }
    return IntStream.range(0, size).mapToDouble(i -> bounds[i % bounds.length]).toArray();
  }

  private static DataType dataType(String label) {
    return Arrays.stream(DataType.values())
        .filter(type -> type.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no type is called " + label));
  }

  private static List<Integer> integers(String text) {
    return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
  }

  private static double[] reals(String text) {
    String inner = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    return Arrays.stream(inner.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }
}
