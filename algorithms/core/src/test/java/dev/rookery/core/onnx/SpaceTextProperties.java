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
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SpaceTextProperties {

  @Provide
  Arbitrary<Space> spaces() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 20);
    Arbitrary<List<Integer>> lists = sizes.list().ofMinSize(1).ofMaxSize(4);
    Arbitrary<Double> bounds =
        Arbitraries.oneOf(
            Arbitraries.doubles(),
            Arbitraries.of(0.0, 1.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    Arbitrary<Space> uniform =
        Combinators.combine(Arbitraries.of(DataType.class), bounds, bounds, lists)
            .as(
                (type, a, b, shape) ->
                    BoxSpace.uniform(type, Math.min(a, b), Math.max(a, b), shape));
    Arbitrary<Space> vectors =
        Combinators.combine(bounds, bounds)
            .as((a, b) -> new double[] {Math.min(a, b), Math.max(a, b)})
            .list()
            .ofMinSize(1)
            .ofMaxSize(6)
            .map(
                pairs ->
                    BoxSpace.vector(
                        pairs.stream().mapToDouble(p -> p[0]).toArray(),
                        pairs.stream().mapToDouble(p -> p[1]).toArray()));
    return Arbitraries.oneOf(
        sizes.map(DiscreteSpace::new), lists.map(MultiDiscreteSpace::new), uniform, vectors);
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
            "box(uint8,[2],[0.0,1.0],[1.0,2.0])",
            "box(float32,[2,2],zero,1.0)")) {
      String message =
          assertThrows(RookeryException.class, () -> SpaceText.parse(text), text).getMessage();
      assertEquals(1, message.lines().count());
    }
  }
}
