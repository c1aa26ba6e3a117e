package dev.rookery.experience;

import static dev.rookery.DataType.FLOAT32;
import static dev.rookery.DataType.INT32;
import static dev.rookery.DataType.UINT8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.DataType;
import dev.rookery.environment.DictSpace;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExperienceSchemaTest {

  /** A row by hand: 4 floats at 0, an int at 16, 5 bytes and 3 of padding at 20, a float at 28. */
  private static final ExperienceSchema SCHEMA =
      ExperienceSchema.of(
          Column.of("observation", Space.box(0, 1, 4)),
          Column.of("action", Space.discrete(3)),
          new Column("pixels", UINT8, List.of(5)),
          Column.scalar("reward", FLOAT32));

  @Test
  void partsHaveColumnsThatLieInARowAsInAnObservation() {
    DictSpace space = Space.dict("image", Space.image(3, 3, 1, 255)).and("gear", Space.discrete(6));
    List<Column> columns = new ArrayList<>(List.of(Column.scalar("reward", DataType.FLOAT32)));
    columns.addAll(Column.allOf("observation", space));
    columns.addAll(Column.allOf("next_observation", space));
    ExperienceSchema schema = new ExperienceSchema(columns);
    for (String name : List.of("observation", "next_observation")) {
      assertEquals(Column.allOf(name, space), schema.columnsOf(name));
      for (SpacePart part : space.parts()) {
        assertEquals(
            part.offset(), schema.offsetOf(part.nameIn(name)) - schema.offsetOf(name + ".image"));
      }
    }
    assertEquals(4 + 2 * space.byteSize(), schema.rowBytes());
    assertEquals(
        List.of(Column.of("observation", Space.discrete(3))),
        Column.allOf("observation", Space.discrete(3)));
    assertEquals(List.of(columns.get(0)), schema.columnsOf("reward"));
    assertThrows(IllegalArgumentException.class, () -> schema.columnsOf("obs"));
  }

  @Test
  void columnsStartWhereTheyShould() {
    assertEquals(0, SCHEMA.offsetOf("observation"));
    assertEquals(16, SCHEMA.offsetOf("action"));
    assertEquals(20, SCHEMA.offsetOf("pixels"));
    assertEquals(28, SCHEMA.offsetOf("reward"));
    assertEquals(32, SCHEMA.rowBytes());
    assertEquals(28, SCHEMA.offset(3));
    assertEquals(2, SCHEMA.indexOf("pixels"));
  }

  @Test
  void aScalarHasNoShapeAndOneNumber() {
    Column reward = Column.scalar("reward", FLOAT32);
    assertEquals(List.of(), reward.shape());
    assertEquals(1, reward.size());
    assertEquals(4, reward.byteSize());
    assertEquals(5, SCHEMA.columns().get(2).byteSize());
  }

  @Property(tries = 300)
  void columnsAreAlignedAndDoNotOverlap(@ForAll("columns") List<Column> columns) {
    ExperienceSchema schema = new ExperienceSchema(columns);
    int end = 0;
    for (int i = 0; i < columns.size(); i++) {
      assertEquals(0, schema.offset(i) % 4);
      assertTrue(schema.offset(i) >= end && schema.offset(i) < end + 4);
      assertEquals(schema.offset(i), schema.offsetOf(columns.get(i).name()));
      end = schema.offset(i) + columns.get(i).byteSize();
    }
    assertEquals(0, schema.rowBytes() % 4);
    assertTrue(schema.rowBytes() >= end && schema.rowBytes() < end + 4);
  }

  @Property(tries = 300)
  void equalColumnsGiveOneHash(@ForAll("columns") List<Column> columns) {
    ExperienceSchema schema = new ExperienceSchema(columns);
    ExperienceSchema same = new ExperienceSchema(new ArrayList<>(columns));
    assertEquals(schema, same);
    assertEquals(schema.hashCode(), same.hashCode());
    assertEquals(schema.layoutHash(), same.layoutHash());
  }

  @Property(tries = 300)
  void anotherOrderGivesAnotherHash(@ForAll("columns") List<Column> columns) {
    List<Column> reversed = new ArrayList<>(columns);
    Collections.reverse(reversed);
    if (!reversed.equals(columns)) {
      ExperienceSchema schema = new ExperienceSchema(columns);
      ExperienceSchema other = new ExperienceSchema(reversed);
      assertNotEquals(schema, other);
      assertNotEquals(schema.layoutHash(), other.layoutHash());
    }
  }

  @Test
  void anyDifferenceGivesAnotherHash() {
    Column column = new Column("x", FLOAT32, List.of(2));
    long hash = ExperienceSchema.of(column).layoutHash();
    for (Column other :
        List.of(
            new Column("y", FLOAT32, List.of(2)),
            new Column("x", INT32, List.of(2)),
            new Column("x", FLOAT32, List.of(3)),
            new Column("x", FLOAT32, List.of(2, 1)))) {
      assertNotEquals(hash, ExperienceSchema.of(other).layoutHash(), other.toString());
    }
    assertNotEquals(hash, ExperienceSchema.of(column, Column.scalar("z", FLOAT32)).layoutHash());
  }

  @Test
  void wrongSchemasAndNamesAreRefused() {
    assertEquals(
        "an experience schema needs at least one column",
        assertThrows(IllegalArgumentException.class, ExperienceSchema::of).getMessage());
    assertEquals(
        "two columns are named x",
        assertThrows(
                IllegalArgumentException.class,
                () -> ExperienceSchema.of(Column.scalar("x", FLOAT32), Column.scalar("x", INT32)))
            .getMessage());
    assertEquals(
        "no column 'rewards' among [observation, action, pixels, reward]",
        assertThrows(IllegalArgumentException.class, () -> SCHEMA.offsetOf("rewards"))
            .getMessage());
  }

  @Test
  void aRowThatNoBufferCanHoldIsRefused() {
    Column large = new Column("large", FLOAT32, List.of(1 << 28));
    Column larger = new Column("larger", FLOAT32, List.of(1 << 28));
    assertThrows(ArithmeticException.class, () -> ExperienceSchema.of(large, larger));
    assertThrows(
        ArithmeticException.class, () -> new Column("x", FLOAT32, List.of(1 << 30)).byteSize());
  }

  @Provide
  Arbitrary<List<Column>> columns() {
    Arbitrary<List<Integer>> shape = Arbitraries.integers().between(1, 5).list().ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(6),
            Arbitraries.of(DataType.class),
            shape)
        .as(Column::new)
        .list()
        .uniqueElements(Column::name)
        .ofMinSize(1)
        .ofMaxSize(8);
  }
}
