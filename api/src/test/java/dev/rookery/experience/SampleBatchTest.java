package dev.rookery.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.DataType;
import dev.rookery.environment.Space;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleBatchTest {

  private static final ExperienceSchema SCHEMA =
      ExperienceSchema.of(
          Column.of("observation", Space.image(2, 3, 1, 255)),
          Column.scalar("reward", DataType.FLOAT32));

  private final SampleBatch batch = new SampleBatch(SCHEMA, 5);

  @Test
  void columnsArePackedDirectAndOfTheMachinesByteOrder() {
    assertEquals(5 * 6, batch.column("observation").capacity());
    assertEquals(5 * 4, batch.column("reward").capacity());
    for (String name : List.of("observation", "reward")) {
      assertTrue(batch.column(name).isDirect());
      assertEquals(ByteOrder.nativeOrder(), batch.column(name).order());
    }
  }

  @Test
  void aColumnNeverMoves() {
    assertSame(batch.column("reward"), batch.column("reward"));
    assertSame(batch.column("reward"), batch.column(1));
  }

  @Test
  void everyRowHasAKeyAProbabilityAndAWeight() {
    assertEquals(5, batch.size());
    assertEquals(5, batch.keys().length);
    assertEquals(5, batch.probabilities().length);
    assertEquals(5, batch.weights().length);
    assertSame(SCHEMA, batch.schema());
  }

  @Test
  void aColumnThatThereIsNotIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> batch.column("action"));
  }
}
