package dev.rookery.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rookery.DataType;
import dev.rookery.internal.DirectBuffers;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpaceViewTest {

  private static final Space FLOATS = Space.box(-1e30, 1e30, 3);
  private static final Space BYTES = BoxSpace.uniform(DataType.UINT8, 0, 255, List.of(5));

  @Property
  void floatsAreKeptToSinglePrecision(@ForAll double value) {
    Observation observation = new Observation(FLOATS);
    observation.set(1, value);
    assertEquals((float) value, observation.getFloat(1));
    assertEquals((int) (float) value, observation.getInt(1));
    assertEquals(0, observation.getFloat(0));
    assertEquals(0, observation.getFloat(2));
  }

  @Property
  void intsAreKept(@ForAll int value) {
    Action action = new Action(Space.multiDiscrete(2, 2));
    action.set(1, value);
    assertEquals(value, action.getInt(1));
    assertEquals(value, action.getFloat(1));
    assertEquals(0, action.getInt(0));
  }

  @Property
  void bytesAreUnsigned(@ForAll @IntRange(max = 255) int value) {
    Observation observation = new Observation(BYTES);
    observation.set(4, value);
    assertEquals(value, observation.getInt(4));
    assertEquals(value, observation.getFloat(4));
    assertEquals(0, observation.getInt(3));
    observation.set(3, (double) value);
    assertEquals(value, observation.getInt(3));
  }

  @Test
  void fractionsAreRoundedWhereTheSpaceHasNone() {
    Observation bytes = new Observation(BYTES);
    bytes.setAll(0.4, 0.6, 1.5, 2.5, 254.7);
    assertEquals(List.of(0, 1, 2, 2, 255), ints(bytes));
    Action choice = new Action(Space.discrete(9));
    choice.set(0, 6.6);
    assertEquals(7, choice.asInt());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.6, 255.5, 256, 300, 1e30, Double.NaN, Double.POSITIVE_INFINITY})
  void aNumberThatNoByteCanHoldIsRefused(double value) {
    Observation bytes = new Observation(BYTES);
    bytes.set(2, 7);
    assertThrows(IllegalArgumentException.class, () -> bytes.set(2, value));
    if (value == Math.rint(value)) {
      assertThrows(IllegalArgumentException.class, () -> bytes.set(2, (int) value));
    }
    assertEquals(7, bytes.getInt(2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e30, 2147483648.0, Double.NaN, Double.NEGATIVE_INFINITY})
  void aNumberThatNoIntCanHoldIsRefused(double value) {
    Action choice = new Action(Space.discrete(9));
    assertEquals(
        value + " at index 0 of the space discrete(9), whose numbers are integers",
        assertThrows(IllegalArgumentException.class, () -> choice.set(0, value)).getMessage());
  }

  @Test
  void anIntIsWrittenToFloatsAsItIs() {
    Observation observation = new Observation(FLOATS);
    observation.set(0, -7);
    assertEquals(-7f, observation.getFloat(0));
  }

  @Test
  void aViewWritesOnlyItsElement() {
    ByteBuffer buffer = DirectBuffers.allocate(5, 4);
    for (int i = 0; i < 5; i++) {
      buffer.putFloat(4 * i, -1);
    }
    Observation observation = new Observation(FLOATS);
    observation.wrap(buffer, 4);
    observation.setAll(1, 2, 3);
    for (int i = 0; i < 5; i++) {
      assertEquals(i == 0 || i == 4 ? -1 : i, buffer.getFloat(4 * i));
    }
  }

  @Test
  void anObservationCopiesAnotherWhereverBothLie() {
    ByteBuffer buffer = ByteBuffer.allocate(8 * 4).order(ByteOrder.nativeOrder());
    Observation here = new Observation(FLOATS);
    Observation there = new Observation(FLOATS);
    here.wrap(buffer, 0);
    there.wrap(buffer, 16);
    here.setAll(1, 2, 3);
    there.set(here);
    assertEquals(3, buffer.getFloat(24));
    assertEquals(0, buffer.getFloat(12));
    assertEquals(0, buffer.getFloat(28));
  }

  @Test
  void indicesOutsideTheSpaceAreRefused() {
    Observation observation = new Observation(FLOATS);
    for (int index : new int[] {-1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      String message =
          "index %d in the space box(float32[3], -1.0E30 to 1.0E30), which has 3 numbers"
              .formatted(index);
      assertEquals(message, outside(() -> observation.getFloat(index)));
      assertEquals(message, outside(() -> observation.getInt(index)));
      assertEquals(message, outside(() -> observation.set(index, 1)));
      assertEquals(message, outside(() -> observation.set(index, 1.0)));
    }
  }

  @Test
  void anElementMustFitIntoTheBuffer() {
    ByteBuffer buffer = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    Observation observation = new Observation(FLOATS);
    observation.wrap(buffer, 4);
    for (int offset : new int[] {-1, 5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertEquals(
          "an element of 12 bytes does not fit at %d in a buffer of 16 bytes".formatted(offset),
          outside(() -> observation.wrap(buffer, offset)));
    }
  }

  @Test
  void aBufferOfTheOtherByteOrderIsRefused() {
    ByteOrder other =
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer buffer = ByteBuffer.allocate(16).order(other);
    assertEquals(
        "the buffer must have the machine's byte order",
        assertThrows(IllegalArgumentException.class, () -> new Observation(FLOATS).wrap(buffer, 0))
            .getMessage());
  }

  @Test
  void allValuesMustBeGiven() {
    assertEquals(
        "2 values for the space box(uint8[5], 0.0 to 255.0), which has 5",
        assertThrows(IllegalArgumentException.class, () -> new Observation(BYTES).setAll(1, 2))
            .getMessage());
  }

  private static final DictSpace PARTS =
      Space.dict("image", Space.image(1, 3, 1, 255)).and("speed", FLOATS);

  @Test
  void eachPartIsWrittenInItsPlaceAndMovesWithTheWhole() {
    ByteBuffer buffer = DirectBuffers.allocate(2, PARTS.byteSize());
    Observation observation = new Observation(PARTS);
    Observation image = observation.part("image");
    Observation speed = observation.part("speed");
    for (int k = 0; k < 2; k++) {
      observation.wrapElement(buffer, k);
      image.setAll(7 + k, 8, 9);
      speed.setAll(k, 2, 3);
    }
    assertEquals(7, buffer.get(0));
    assertEquals(9, buffer.get(2));
    assertEquals(0, buffer.get(3), "between the parts");
    assertEquals(3, buffer.getFloat(12));
    assertEquals(8, buffer.get(16));
    assertEquals(1, buffer.getFloat(20));
    observation.wrapElement(buffer, 0);
    assertEquals(List.of(7, 8, 9), ints(image));
    assertSame(image, observation.part("image"));
  }

  @Test
  void aNewObservationOfPartsHasMemoryOfItsOwn() {
    Observation first = new Observation(PARTS);
    first.part("image").setAll(1, 2, 3);
    first.part("speed").setAll(4, 5, 6);
    Observation second = new Observation(PARTS);
    assertEquals(List.of(0, 0, 0), ints(second.part("image")));
    second.set(first);
    assertEquals(List.of(1, 2, 3), ints(second.part("image")));
    assertEquals(List.of(4, 5, 6), ints(second.part("speed")));
  }

  @Test
  void anObservationWithoutPartsIsItsOwnOnlyPart() {
    Observation observation = new Observation(FLOATS);
    assertSame(observation, observation.part(""));
    assertEquals(
        "no part 'image' in observations of box(float32[3], -1.0E30 to 1.0E30)",
        assertThrows(IllegalArgumentException.class, () -> observation.part("image")).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Observation(PARTS).part(""));
  }

  @Test
  void anObservationOfPartsHasNoNumbersOfItsOwn() {
    Observation observation = new Observation(PARTS);
    for (Runnable access :
        List.<Runnable>of(
            observation::size,
            () -> observation.getFloat(0),
            () -> observation.getInt(0),
            () -> observation.set(0, 1),
            () -> observation.setAll(1, 2, 3))) {
      String message =
          String.valueOf(assertThrows(IllegalStateException.class, access::run).getMessage());
      assertTrue(message.endsWith("observation.part(\"image\") for example"), message);
      assertEquals(1, message.lines().count());
    }
  }

  @Test
  void movingAndWritingPartsAllocatesNothing() {
    ByteBuffer buffer = DirectBuffers.allocate(64, PARTS.byteSize());
    Observation observation = new Observation(PARTS);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5; attempt++) { // the first ones load classes
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10_000; i++) {
        observation.wrapElement(buffer, i % 64);
        observation.part("image").set(i % 3, i % 256);
        observation.part("speed").set(i % 3, 0.5);
      }
      allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(allocated < 10_000, allocated + " bytes in 10,000 observations");
  }

  @Test
  void aStepStartsAndClearsToNothing() {
    Step step = Step.of(FLOATS);
    step.observation().set(0, 5);
    step.reward(2);
    step.truncated(true);
    assertEquals(List.of(false, true, true), flags(step));
    step.terminated(true);
    step.truncated(false);
    assertEquals(List.of(true, false, true), flags(step));
    step.clear();
    assertEquals(List.of(false, false, false), flags(step));
    assertEquals(0, step.reward());
    assertEquals(5, step.observation().getFloat(0));
  }

  private static List<Boolean> flags(Step step) {
    return List.of(step.terminated(), step.truncated(), step.ended());
  }

  private static List<Integer> ints(SpaceView view) {
    return java.util.stream.IntStream.range(0, view.size()).mapToObj(view::getInt).toList();
  }

  private static String outside(Runnable access) {
    return assertThrows(IndexOutOfBoundsException.class, access::run).getMessage();
  }
}
