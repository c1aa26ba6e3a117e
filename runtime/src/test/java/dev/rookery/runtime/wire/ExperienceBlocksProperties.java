package dev.rookery.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.DataType;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.local.LocalTransport;
import dev.rookery.transport.local.LocalTransportSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExperienceBlocksProperties {

  private static final int ACTOR = 3;
  private static final long SESSION = 0x123456789abcdefL;

  /** What a reader has made of all blocks. */
  private static final class Received {
    final ExperienceReader reader = new ExperienceReader(Rows.SCHEMA);
    final List<Integer> rows = new ArrayList<>();
    final List<Integer> sizes = new ArrayList<>();
    final List<List<Long>> versions = new ArrayList<>();
    long environmentSteps;
    long actorSteps;

    void take(ByteBuffer buffer, int offset, int length, long publisherId) {
      ExperienceReader block = reader.wrap(buffer, offset, length);
      assertEquals(ACTOR, block.actorId());
      assertEquals(SESSION, block.session());
      assertEquals(sizes.size(), block.sequence());
      sizes.add(block.rowCount());
      versions.add(List.of(block.oldestVersion(), block.newestVersion()));
      environmentSteps += block.newSteps();
      assertTrue(block.actorSteps() >= environmentSteps);
      actorSteps = block.actorSteps();
      Rows.read(block, rows);
    }
  }

  @Property(tries = 300)
  void nothingIsLostOrReorderedWhateverIsRefused(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int blockRows,
      @ForAll @IntRange(max = 9) int refusalsOfTen) {
    Random random = new Random(seed);
    UnreliablePublication publication =
        new UnreliablePublication(() -> random.nextInt(10) < refusalsOfTen);
    ExperienceBlocks blocks = new ExperienceBlocks(Rows.SCHEMA, blockRows, ACTOR, SESSION);
    int written = 0;
    long steps = 0;
    for (int i = 0; i < 100; i++) {
      switch (random.nextInt(5)) {
        case 0 -> blocks.sendFull(publication);
        case 1 -> blocks.sendAll(publication);
        default -> {
          Rows.write(blocks, written++);
          blocks.addEnvironmentSteps(8);
          steps += 8;
        }
      }
    }
    while (!blocks.sendAll(publication)) {}

    Received received = new Received();
    publication.deliver(received::take);
    assertEquals(IntStream.range(0, written).boxed().toList(), received.rows);
    assertEquals(steps, received.environmentSteps);
    assertEquals(steps, received.actorSteps);
    assertEquals(steps, blocks.environmentSteps());
    assertEquals(blocks.count(), received.sizes.size());
    assertTrue(received.sizes.stream().allMatch(size -> size <= blockRows));
  }

  /** New parameters may come while older rows lie in a block that is not full, or not sent yet. */
  @Property(tries = 200)
  void aBlockSaysWithWhichVersionsItsRowsWereMade(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int blockRows) {
    Random random = new Random(seed);
    ExperienceBlocks blocks = new ExperienceBlocks(Rows.SCHEMA, blockRows, ACTOR, SESSION);
    UnreliablePublication publication = new UnreliablePublication(random::nextBoolean);
    List<Long> versionsOfRows = new ArrayList<>();
    long version = 1;
    for (int i = 0; i < 100; i++) {
      switch (random.nextInt(4)) {
        case 0 -> blocks.parameterVersion(++version);
        case 1 -> blocks.sendAll(publication);
        default -> {
          blocks.parameterVersion(version);
          Rows.write(blocks, versionsOfRows.size());
          versionsOfRows.add(version);
        }
      }
    }
    blocks.parameterVersion(++version);
    while (!blocks.sendAll(publication)) {}
    Received received = new Received();
    publication.deliver(received::take);
    List<List<Long>> expected = new ArrayList<>();
    int row = 0;
    for (int size : received.sizes) {
      expected.add(List.of(versionsOfRows.get(row), versionsOfRows.get(row + size - 1)));
      row += size;
    }
    assertEquals(versionsOfRows.size(), row);
    assertEquals(expected, received.versions);
  }

  @Property(tries = 20)
  void theLocalTransportCarriesBlocksAsTheyAre(
      @ForAll @IntRange(min = 1, max = 200) int blockRows, @ForAll @IntRange(max = 1000) int rows) {
    try (LocalTransport transport =
            new LocalTransport(new LocalTransportSettings(1 << 12, 1 << 20));
        Subscription subscription = transport.subscribe("experience");
        Publication publication = transport.publish("experience")) {
      ExperienceBlocks blocks = new ExperienceBlocks(Rows.SCHEMA, blockRows, ACTOR, SESSION);
      Received received = new Received();
      for (int row = 0; row < rows; row++) {
        Rows.write(blocks, row);
        while (!blocks.sendFull(publication)) {
          subscription.poll(received::take, 1);
        }
      }
      while (!blocks.sendAll(publication)) {
        subscription.poll(received::take, 1);
      }
      while (subscription.poll(received::take, 100) > 0) {}
      assertEquals(IntStream.range(0, rows).boxed().toList(), received.rows);
    }
  }

  @Property(tries = 30)
  void longRowsMakeShortBlocks(
      @ForAll @IntRange(min = 1, max = 200) int blockRows,
      @ForAll @IntRange(min = 1, max = 200_000) int numbers) {
    ExperienceSchema schema =
        ExperienceSchema.of(new Column("segment", DataType.FLOAT32, List.of(numbers)));
    ExperienceBlocks blocks = new ExperienceBlocks(schema, blockRows, ACTOR, SESSION);
    int rows = 0;
    while (blocks.count() == 0) {
      blocks.beginRow();
      blocks.endRow();
      rows++;
    }
    assertTrue(rows == 1 || rows * schema.rowBytes() <= ExperienceBlocks.MAXIMUM_BYTES);
    assertTrue(
        rows == blockRows || (rows + 1) * schema.rowBytes() > ExperienceBlocks.MAXIMUM_BYTES);
  }

  @Test
  void stepsThatMadeNoRowsAreSentToo() {
    UnreliablePublication publication = new UnreliablePublication();
    ExperienceBlocks blocks = new ExperienceBlocks(Rows.SCHEMA, 4, ACTOR, SESSION);
    assertTrue(blocks.sendAll(publication));
    assertEquals(0, publication.messages().size());
    blocks.addEnvironmentSteps(5);
    assertTrue(blocks.sendFull(publication));
    assertEquals(0, publication.messages().size());
    assertTrue(blocks.sendAll(publication));
    Received received = new Received();
    publication.deliver(received::take);
    assertEquals(5, received.environmentSteps);
    assertEquals(List.of(0), received.sizes);
  }
}
