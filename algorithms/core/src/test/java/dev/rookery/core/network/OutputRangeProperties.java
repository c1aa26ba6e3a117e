package dev.rookery.core.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class OutputRangeProperties {

  @Property
  void whatIsWrittenIsReadBackAndOtherColumnsStay(
      @ForAll @IntRange(min = 1, max = 5) int rows,
      @ForAll @IntRange(max = 4) int before,
      @ForAll @IntRange(min = 1, max = 4) int size,
      @ForAll @IntRange(max = 4) int after,
      @ForAll long seed) {
    OutputRange range = new OutputRange(before, size, before + size + after);
    SplittableRandom random = new SplittableRandom(seed);
    float[] outputs = numbers(random, rows * range.total());
    float[] unchanged = outputs.clone();
    float[] written = numbers(random, rows * size);
    float[] read = new float[rows * size];

    range.write(written, outputs);
    range.read(outputs, read);

    assertArrayEquals(written, read);
    for (int i = 0; i < outputs.length; i++) {
      int column = i % range.total() - before;
      boolean own = column >= 0 && column < size;
      int row = i / range.total();
      assertEquals(own ? written[row * size + column] : unchanged[i], outputs[i]);
    }
    assertEquals(before + after == 0, range.isAll());
  }

  private static float[] numbers(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble();
    }
    return numbers;
  }
}
