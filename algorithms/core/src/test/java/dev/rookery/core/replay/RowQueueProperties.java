package dev.rookery.core.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.DataType;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.StoreWriter;
import dev.rookery.testkit.Allocation;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RowQueueProperties {

  private static final ExperienceSchema SCHEMA =
      ExperienceSchema.of(Column.scalar("number", DataType.INT32));

  /** What was taken stays as it is while others come, until more is taken. */
  @Property
  void rowsAreTakenOnceInTheOrderInWhichTheyCame(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 9) Integer> inserted,
      @ForAll @Size(min = 40, max = 40) List<@IntRange(min = 0, max = 9) Integer> taken) {
    RowQueue queue = new RowQueue(SCHEMA);
    StoreWriter rows = new StoreWriter(queue);
    Deque<Integer> expected = new ArrayDeque<>();
    List<Integer> lastExpected = new ArrayList<>();
    ByteBuffer last = queue.take(1);
    int next = 0;
    for (int i = 0; i < inserted.size(); i++) {
      for (int k = 0; k < inserted.get(i); k++) {
        rows.buffer().putInt(rows.beginRow(), next);
        rows.endRow();
        expected.add(next++);
      }
      assertEquals(lastExpected, numbers(last));
      assertEquals(expected.size(), queue.size());
      last = queue.take(taken.get(i));
      lastExpected.clear();
      for (int k = 0; k < taken.get(i) && !expected.isEmpty(); k++) {
        lastExpected.add(expected.remove());
      }
      assertEquals(lastExpected, numbers(last));
    }
    assertEquals(next, queue.inserted());
    assertEquals(next - expected.size(), queue.sampled());
  }

  /** A row may be a network's gradients, each number of which is looked at. */
  @Example
  void insertingAndTakingAllocatesNothing() {
    ExperienceSchema gradients =
        ExperienceSchema.of(new Column("vector", DataType.FLOAT32, List.of(50, 20)));
    RowQueue queue = new RowQueue(gradients);
    StoreWriter rows = new StoreWriter(queue);
    Runnable row =
        () -> {
          rows.beginRow();
          rows.endRow();
          queue.take(1);
        };
    assertEquals(0, Allocation.perRun(row));
  }

  private static List<Integer> numbers(ByteBuffer rows) {
    List<Integer> numbers = new ArrayList<>();
    for (int at = 0; at < rows.limit(); at += SCHEMA.rowBytes()) {
      numbers.add(rows.getInt(at));
    }
    return numbers;
  }
}
