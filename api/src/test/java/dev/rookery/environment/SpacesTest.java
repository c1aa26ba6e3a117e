package dev.rookery.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.DataType;
import dev.rookery.algorithm.AlgorithmContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SpacesTest {

  @Test
  void aDiscreteSpaceIsOneInt() {
    assertLayout(Space.discrete(3), DataType.INT32, List.of(1), 1, 4, "discrete(3)");
  }

  @Test
  void aMultiDiscreteSpaceIsOneIntForEachChoice() {
    assertLayout(
        Space.multiDiscrete(3, 2, 4), DataType.INT32, List.of(3), 3, 12, "multi-discrete[3, 2, 4]");
  }

  @Test
  void aBoxIsFloatsOfAnyShape() {
    assertLayout(
        Space.box(-1, 2, 2, 3),
        DataType.FLOAT32,
        List.of(2, 3),
        6,
        24,
        "box(float32[2, 3], -1.0 to 2.0)");
  }

  @Test
  void anImageIsOneByteForEachNumber() {
    BoxSpace image = Space.image(10, 8, 4, 1);
    assertLayout(
        image, DataType.UINT8, List.of(10, 8, 4), 320, 320, "box(uint8[10, 8, 4], 0.0 to 1.0)");
    assertTrue(image.isImage());
    assertFalse(Space.box(0, 1, 10, 8, 4).isImage());
  }

  @Test
  void boundsBelongToEachNumber() {
    double[] low = {-1, Double.NEGATIVE_INFINITY};
    BoxSpace box = Space.box(low, new double[] {1, 5});
    low[0] = 0;
    assertEquals(-1, box.low(0));
    assertEquals(Double.NEGATIVE_INFINITY, box.low(1));
    assertEquals(5, box.high(1));
    assertEquals("box(float32[2], -Infinity to 5.0)", box.toString());
  }

  @Test
  void spacesAreValues() {
    assertEquals(Space.box(0, 1, 2), Space.box(new double[] {0, 0}, new double[] {1, 1}));
    assertEquals(
        Space.box(0, 1, 2).hashCode(),
        Space.box(new double[] {0, 0}, new double[] {1, 1}).hashCode());
    assertEquals(
        Space.image(2, 2, 1, 9),
        BoxSpace.of(
            DataType.UINT8,
            List.of(2, 2, 1),
            new double[] {0, 0, 0, 0},
            new double[] {9, 9, 9, 9}));
    assertNotEquals(Space.box(0, 1, 2), Space.box(0, 1, 1, 2));
    assertNotEquals(Space.box(0, 1, 2), Space.box(0, 2, 2));
    assertNotEquals(Space.box(0, 1, 2), Space.box(-1, 1, 2));
    assertNotEquals(Space.box(0, 1, 2, 2, 1), Space.image(2, 2, 1, 1));
    assertNotEquals(Space.discrete(2), Space.multiDiscrete(2));
    assertEquals(Space.multiDiscrete(2, 3), Space.multiDiscrete(2, 3));
  }

  private static final DictSpace PARTS =
      Space.dict("image", Space.image(3, 3, 1, 255))
          .and("gear", Space.discrete(6))
          .and("speed", Space.box(-1, 1, 2));

  @Test
  void partsFollowOneAnotherEachAtAMultipleOfFourBytes() {
    assertEquals(
        List.of(
            new SpacePart("image", Space.image(3, 3, 1, 255), 0),
            new SpacePart("gear", Space.discrete(6), 12),
            new SpacePart("speed", Space.box(-1, 1, 2), 16)),
        PARTS.parts());
    assertEquals(24, PARTS.byteSize());
    assertEquals(List.of("image", "gear", "speed"), PARTS.names());
    assertEquals(
        "dict(image: box(uint8[3, 3, 1], 0.0 to 255.0), gear: discrete(6),"
            + " speed: box(float32[2], -1.0 to 1.0))",
        PARTS.toString());
    assertEquals(4, Space.dict("flag", Space.image(1, 1, 1, 1)).byteSize());
  }

  @Test
  void aSpaceWithoutNamesIsItsOwnOnlyPart() {
    Space image = Space.image(3, 3, 1, 255);
    assertEquals(List.of(new SpacePart("", image.asTensor(), 0)), image.parts());
    assertEquals("observation", image.parts().get(0).nameIn("observation"));
    assertEquals("observation.gear", PARTS.parts().get(1).nameIn("observation"));
    assertEquals(9, image.byteSize());
  }

  @Test
  void namesAndOrderOfPartsBelongToTheSpace() {
    DictSpace ab = Space.dict("a", Space.discrete(2)).and("b", Space.discrete(3));
    assertEquals(ab, Space.dict("a", Space.discrete(2)).and("b", Space.discrete(3)));
    assertEquals(
        ab.hashCode(), Space.dict("a", Space.discrete(2)).and("b", Space.discrete(3)).hashCode());
    assertNotEquals(ab, Space.dict("b", Space.discrete(3)).and("a", Space.discrete(2)));
    assertNotEquals(ab, Space.dict("a", Space.discrete(2)).and("c", Space.discrete(3)));
    assertNotEquals(ab, Space.dict("a", Space.discrete(2)));
    assertEquals(
        ab,
        Space.dict("a", Space.discrete(9))
            .and("b", Space.discrete(3))
            .with("a", Space.discrete(2)));
  }

  @Test
  void impossiblePartsAreRefused() {
    for (String name : new String[] {"", "a b", "a.b", "9", "ä"}) {
      assertRefused(
          "a part of an observation is called by letters, digits and underscores, the first no"
              + " digit, not '%s'".formatted(name),
          () -> Space.dict(name, Space.discrete(2)));
    }
    assertRefused(
        "two parts of an observation are called 'gear'",
        () -> PARTS.and("gear", Space.discrete(2)));
    assertRefused(
        "the part 'all' of an observation has parts itself: name all of them in one space",
        () -> Space.dict("all", PARTS));
    assertRefused("no part 'sound' among [image, gear, speed]", () -> PARTS.part("sound"));
    assertRefused(
        "no part 'sound' among [image, gear, speed]", () -> PARTS.with("sound", Space.discrete(2)));
  }

  @Test
  void actionsHaveNoParts() {
    DictSpace dict = Space.dict("gear", Space.discrete(6));
    String message =
        "numbers of one type and shape are needed, not dict(gear: discrete(6)): only observations"
            + " may have named parts";
    assertRefused(message, dict::asTensor);
    assertRefused(message, () -> new Action(dict));
    assertRefused(
        "only discrete and multi-discrete actions can be masked, not dict(gear: discrete(6))",
        () -> new ActionMask(dict));
    assertEquals(
        "the actions of the environment Test-v0 are dict(gear: discrete(6)), but only observations"
            + " may have named parts: make them one box, discrete or multi-discrete space",
        assertThrows(
                EnvironmentException.class,
                () -> new AlgorithmContext("Test-v0", Space.discrete(2), dict, 1))
            .getMessage());
  }

  @Test
  void emptySpacesAreRefused() {
    assertRefused("a discrete space needs at least 1 alternative, not 0", () -> Space.discrete(0));
    assertRefused(
        "a multi-discrete space needs at least one choice of at least 1 alternative, not []",
        () -> Space.multiDiscrete());
    assertRefused(
        "a multi-discrete space needs at least one choice of at least 1 alternative, not [2, 0]",
        () -> Space.multiDiscrete(2, 0));
    assertRefused("every dimension of a box must be at least 1, not []", () -> Space.box(0, 1));
    assertRefused(
        "every dimension of a box must be at least 1, not [2, 0]", () -> Space.box(0, 1, 2, 0));
    assertRefused("bound 0 of a box is empty: low 2.0, high 1.0", () -> Space.box(2, 1, 2));
    assertRefused(
        "bound 1 of a box is empty: low 0.0, high NaN",
        () -> Space.box(new double[] {0, 0}, new double[] {1, Double.NaN}));
  }

  @Test
  void boundsThatNoByteCanHoldAreRefused() {
    assertRefused(
        "bytes are from 0 to 255, but bound 0 of a box of bytes is from 0.0 to 256.0",
        () -> Space.image(1, 1, 1, 256));
    assertRefused(
        "bytes are from 0 to 255, but bound 0 of a box of bytes is from -1.0 to 1.0",
        () -> BoxSpace.uniform(DataType.UINT8, -1, 1, List.of(3)));
  }

  @Test
  void boundsThatDoNotFitTheShapeAreRefused() {
    assertRefused("1 low bounds but 2 high bounds", () -> Space.box(new double[1], new double[2]));
    assertRefused(
        "3 low bounds and 4 high bounds for the 4 numbers of shape [2, 2]",
        () -> BoxSpace.of(DataType.FLOAT32, List.of(2, 2), new double[3], new double[4]));
  }

  @Test
  void aShapeThatNoArrayCanHoldIsRefused() {
    assertThrows(ArithmeticException.class, () -> Space.box(0, 1, 1 << 20, 1 << 20));
  }

  private static void assertLayout(
      TensorSpace space, DataType type, List<Integer> shape, int size, int bytes, String text) {
    assertEquals(type, space.dataType());
    assertEquals(shape, space.shape());
    assertEquals(size, space.size());
    assertEquals(bytes, space.byteSize());
    assertEquals(text, space.toString());
  }

  private static void assertRefused(String message, Executable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
  }
}
