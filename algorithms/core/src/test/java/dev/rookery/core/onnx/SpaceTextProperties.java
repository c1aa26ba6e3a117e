package dev.rookery.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.DataType;
import dev.rookery.RookeryException;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.DiscreteSpace;
import dev.rookery.environment.MultiDiscreteSpace;
import dev.rookery.environment.Space;
import dev.rookery.testkit.environment.SpaceArbitraries;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SpaceTextProperties {

  /**
   * All spaces there are: boxes of every type and shape, with bounds of each number's own or not,
   * and parts of every kind.
   */
  @Provide
  Arbitrary<Space> spaces() {
    Arbitrary<Space> dicts =
        Combinators.combine(tensors(), tensors()).as((a, b) -> Space.dict("a", a).and("_Bc9", b));
    return Arbitraries.oneOf(
        tensors(), dicts, SpaceArbitraries.dicts().map(space -> (Space) space));
  }

  private static Arbitrary<Space> tensors() {
    Arbitrary<Integer> alternatives = Arbitraries.integers().between(1, Integer.MAX_VALUE);
    return Arbitraries.oneOf(
        alternatives.map(DiscreteSpace::new),
        alternatives.list().ofMinSize(1).ofMaxSize(5).map(MultiDiscreteSpace::new),
        Arbitraries.of(DataType.class).flatMap(SpaceTextProperties::boxes));
  }

  private static Arbitrary<Space> boxes(DataType type) {
    Arbitrary<Double> bounds =
        type == DataType.UINT8
            ? Arbitraries.doubles().between(0, 255)
            : Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.of(
                    0.0,
                    -0.0,
                    1.0,
                    Double.MIN_VALUE,
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY));
    return Arbitraries.integers()
        .between(1, 4)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .flatMap(
            shape -> {
              int size = shape.stream().reduce(1, Math::multiplyExact);
              Arbitrary<double[]> all =
                  Arbitraries.oneOf(
                      bounds.array(double[].class).ofSize(size),
                      bounds.map(
                          bound -> DoubleStream.generate(() -> bound).limit(size).toArray()));
              return Combinators.combine(all, all).as((a, b) -> box(type, shape, a, b));
            });
  }

  private static Space box(DataType type, List<Integer> shape, double[] a, double[] b) {
    double[] low = new double[a.length];
    double[] high = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      low[i] = Math.min(a[i], b[i]);
      high[i] = Math.max(a[i], b[i]);
    }
    return BoxSpace.of(type, shape, low, high);
  }

  @Property
  void whatIsFormattedIsReadBack(@ForAll("spaces") Space space) {
    String text = SpaceText.format(space);
    assertEquals(space, SpaceText.parse(text), text);
    assertFalse(text.contains(" "), text);
  }

  @Example
  void textsAreAsDocumented() {
    assertEquals("discrete(2)", SpaceText.format(Space.discrete(2)));
    assertEquals("multi_discrete(3,2)", SpaceText.format(Space.multiDiscrete(3, 2)));
    assertEquals("box(uint8,[10,10,4],0.0,1.0)", SpaceText.format(Space.image(10, 10, 4, 1)));
    assertEquals(
        "dict(image=box(uint8,[10,10,4],0.0,1.0),gear=discrete(6))",
        SpaceText.format(
            Space.dict("image", Space.image(10, 10, 4, 1)).and("gear", Space.discrete(6))));
    double infinity = Double.POSITIVE_INFINITY;
    assertEquals(
        "box(float32,[2],[-4.8,-Infinity],[4.8,Infinity])",
        SpaceText.format(Space.box(new double[] {-4.8, -infinity}, new double[] {4.8, infinity})));
  }

  @Example
  void whatIsNoSpaceIsRefusedInOneLine() {
    for (String text :
        List.of(
            "",
            "discrete",
            "discrete(0)",
            "discrete(99999999999)",
            "multi_discrete(,)",
            "box(float32,[2],1.0,0.0)",
            "box(float16,[2],0.0,1.0)",
            "box(float32,[2],[0.0],[1.0,2.0,3.0])",
            "box(uint8,[2],0.0,256.0)",
            "box(uint8,[2,2],[0.0,1.0],[1.0,2.0])",
            "box(float32,[2,0],0.0,1.0)",
            "box(float32,[2],0.0,NaN)",
            "box(float32,[99999,99999],0.0,1.0)",
            "box(float32,[2,2],zero,1.0)",
            "dict()",
            "dict(discrete(2))",
            "dict(a=discrete(0))",
            "dict(a=discrete(2),)",
            "dict(a=discrete(2),a=discrete(2))",
            "dict(a=discrete(2)b=discrete(2))",
            "dict(9=discrete(2))",
            "dict(a=dict(b=discrete(2)))")) {
      String message =
          assertThrows(RookeryException.class, () -> SpaceText.parse(text), text).getMessage();
      assertEquals(1, message.lines().count());
    }
  }
}
