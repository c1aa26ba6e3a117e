package dev.rookery.core.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.DataType;
import dev.rookery.environment.DictSpace;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.testkit.environment.SpaceArbitraries;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Rows of observations with named parts have the values of each part in a column of its own. */
class NamedPartsProperties {

  private static final Space ACTION = Space.discrete(5);

  @Provide
  Arbitrary<Space> spaces() {
    return SpaceArbitraries.spaces();
  }

  @Property(tries = 200)
  void eachPartIsInAColumnOfItsOwn(
      @ForAll("spaces") Space space,
      @ForAll @IntRange(min = 1, max = 4) int environments,
      @ForAll long seed) {
    ExperienceSchema schema = TransitionSchema.of(space, ACTION);
    NStepWriter writer = new NStepWriter(schema, environments, 1, 0.9);
    VectorStep step = new VectorStep(environments, space);
    RowRecorder rows = new RowRecorder(schema, environments);
    SplittableRandom random = new SplittableRandom(seed);
    fill(step.observations(), random);
    fill(step.nextObservations(), random);
    writer.begin(step, DirectBuffers.allocate(environments, Integer.BYTES));
    writer.complete(step, rows);
    for (int k = 0; k < environments; k++) {
      for (SpacePart part : space.parts()) {
        for (int i = 0; i < part.space().byteSize(); i++) {
          int at = k * space.byteSize() + part.offset() + i;
          assertEquals(
              step.observations().get(at) & 0xff,
              rows.getByte(k, part.nameIn(TransitionSchema.OBSERVATION), i));
          assertEquals(
              step.nextObservations().get(at) & 0xff,
              rows.getByte(k, part.nameIn(TransitionSchema.NEXT_OBSERVATION), i));
        }
      }
      assertEquals(0.9f, rows.getFloat(k, TransitionSchema.DISCOUNT, 0));
    }
  }

  private static void fill(ByteBuffer buffer, SplittableRandom random) {
    for (int i = 0; i < buffer.capacity(); i++) {
      buffer.put(i, (byte) random.nextInt(256));
    }
  }

  /** What lies in a row between two columns belongs to none of them. */
  @Property(tries = 100)
  void partsTakeAsMuchOfARowAsOfAnObservation(@ForAll("spaces") Space space) {
    ExperienceSchema schema = TransitionSchema.of(space, ACTION);
    int padded = (space.byteSize() + 3) & ~3;
    assertEquals(padded, schema.offsetOf(TransitionSchema.ACTION));
    assertEquals(2 * padded + 3 * 4, schema.rowBytes());
  }

  @Example
  void rowsOfPlainObservationsHaveTheColumnsThatTheyAlwaysHad() {
    assertEquals(
        List.of(
            new Column("observation", DataType.UINT8, List.of(3, 3, 1)),
            new Column("action", DataType.INT32, List.of(1)),
            new Column("reward", DataType.FLOAT32, List.of()),
            new Column("discount", DataType.FLOAT32, List.of()),
            new Column("next_observation", DataType.UINT8, List.of(3, 3, 1))),
        TransitionSchema.of(Space.image(3, 3, 1, 255), ACTION).columns());
    DictSpace parts = Space.dict("image", Space.image(3, 3, 1, 255)).and("gear", Space.discrete(4));
    assertEquals(
        List.of(
            "observation.image",
            "observation.gear",
            "action",
            "reward",
            "discount",
            "next_observation.image",
            "next_observation.gear"),
        TransitionSchema.of(parts, ACTION).columns().stream().map(Column::name).toList());
  }

  @Example
  void partsThatAreNotOneAfterTheOtherAreRefused() {
    ExperienceSchema schema =
        ExperienceSchema.of(
            Column.scalar("observation.a", DataType.FLOAT32),
            Column.scalar("reward", DataType.FLOAT32),
            Column.scalar("observation.b", DataType.FLOAT32),
            Column.of("action", Space.discrete(2)),
            Column.scalar("discount", DataType.FLOAT32),
            Column.scalar("next_observation.a", DataType.FLOAT32),
            Column.scalar("next_observation.b", DataType.FLOAT32));
    assertThrows(IllegalArgumentException.class, () -> new NStepWriter(schema, 1, 1, 0.9));
  }
}
