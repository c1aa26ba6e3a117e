package dev.rookery.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    final List<Long> versions = new ArrayList<>();
    long environmentSteps;
    long actorSteps;

    void take(ByteBuffer buffer, int offset, int length, long publisherId) {
      ExperienceReader block = reader.wrap(buffer, offset, length);
      assertEquals(ACTOR, block.actorId());
      assertEquals(SESSION, block.session());
      assertEquals(sizes.size(), block.sequence());
      sizes.add(block.rowCount());
      versions.add(block.parameterVersion());
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

  @Property(tries = 100)
  void aBlockSaysWhichVersionActedWhenItWasFull(
      @ForAll @IntRange(min = 1, max = 5) int blockRows, @ForAll @IntRange(max = 30) int rows) {
    ExperienceBlocks blocks = new ExperienceBlocks(Rows.SCHEMA, blockRows, ACTOR, SESSION);
    for (int row = 0; row < rows; row++) {
      blocks.parameterVersion(row + 1);
      Rows.write(blocks, row);
    }
    UnreliablePublication publication = new UnreliablePublication();
    assertTrue(blocks.sendFull(publication));
    Received received = new Received();
    publication.deliver(received::take);
    assertEquals(
        IntStream.rangeClosed(1, rows / blockRows).mapToObj(b -> (long) b * blockRows).toList(),
        received.versions);
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
