package dev.rookery.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectBuffersTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 1000, 1 << 20})
  void memoryStartsAtACacheLineAndHasTheLengthThatWasAskedFor(int bytes) {
    ByteBuffer buffer = DirectBuffers.allocate(bytes);
    assertEquals(bytes, buffer.capacity());
    assertEquals(bytes, buffer.remaining());
    assertEquals(ByteOrder.nativeOrder(), buffer.order());
    assertTrue(buffer.isDirect());
    assertEquals(0, buffer.alignmentOffset(0, 64));
    for (int i = 0; i < bytes; i++) {
      assertEquals(0, buffer.get(i));
    }
  }

  @Test
  void whatDoesNotFitIntoOneBufferIsRefused() {
    assertEquals(12, DirectBuffers.allocate(3, 4).capacity());
    assertThrows(ArithmeticException.class, () -> DirectBuffers.allocate(1 << 30, 4));
    assertThrows(ArithmeticException.class, () -> DirectBuffers.allocate(Integer.MAX_VALUE));
  }
}
