package dev.rookery.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.DataType;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.transport.MessageHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A damaged message is refused with a {@link WireException}, or is a whole message of its kind. */
class DamagedMessagesTest {

  private static final int HEADER_BYTES = 8;
  private static final ParameterLayout LAYOUT = ParameterMessageProperties.layout(6);

  /** Every kind of message, with a whole example. A reader fails if it is led out of bounds. */
  private enum Kind {
    EXPERIENCE {
      @Override
      void offer(UnreliablePublication publication) {
        ExperienceBlocks blocks = new ExperienceBlocks(Rows.SCHEMA, 4, 1, 99);
        for (int row = 0; row < 3; row++) {
          Rows.write(blocks, row);
        }
        blocks.sendAll(publication);
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        ExperienceReader block = new ExperienceReader(Rows.SCHEMA).wrap(buffer, offset, length);
        assertEquals(
            offset + length, block.rowsOffset() + block.rowCount() * Rows.SCHEMA.rowBytes());
        assertTrue(block.rowCount() >= 0);
      }
    },
    PARAMETERS {
      @Override
      void offer(UnreliablePublication publication) {
        ParameterMessage message = new ParameterMessage(LAYOUT);
        message.write(1, 2, 3, target -> target.putFloat(1));
        message.offer(publication);
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        assertEquals(
            LAYOUT.size() * Float.BYTES,
            ParameterMessage.read(LAYOUT, buffer, offset, length).values().remaining());
      }
    },
    EPISODE {
      @Override
      void offer(UnreliablePublication publication) {
        new Reports(1, 99).offerEpisode(publication, 2, 2, 3);
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        new ReportReader().wrap(buffer, offset, length).tell(new ReportsProperties.Received());
      }
    },
    RECEIPTS {
      @Override
      void offer(UnreliablePublication publication) {
        new ReceiptMessage().add(98, 7).add(99, 8).offer(publication);
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        readAnswer(buffer, offset, length);
      }
    },
    HELLO {
      @Override
      void offer(UnreliablePublication publication) {
        new Requests().offerHello(publication, 7, "dqn", "CartPole-v1");
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        readRequest(buffer, offset, length);
      }
    },
    JOIN {
      @Override
      void offer(UnreliablePublication publication) {
        new Requests().offerJoin(publication, new Requests.Join(7, 5, 1, 2, -1));
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        readRequest(buffer, offset, length);
      }
    },
    ACTOR_HEARTBEAT {
      @Override
      void offer(UnreliablePublication publication) {
        new Requests().offerHeartbeat(publication, 1, 99, 3);
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        readRequest(buffer, offset, length);
      }
    },
    LEAVE {
      @Override
      void offer(UnreliablePublication publication) {
        new Requests().offerLeave(publication, 1, 99, 5, "it is broken");
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        readRequest(buffer, offset, length);
      }
    },
    CONFIGURATION {
      @Override
      void offer(UnreliablePublication publication) {
        new Answers("run: {seed: 1}").offerConfiguration(publication, 7, 5);
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        readAnswer(buffer, offset, length);
      }
    },
    JOIN_ACCEPTED {
      @Override
      void offer(UnreliablePublication publication) {
        new Answers("").offerJoinAccepted(publication, new Answers.JoinAccepted(7, 99, 5, 0, 1));
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        readAnswer(buffer, offset, length);
      }
    },
    REFUSAL {
      @Override
      void offer(UnreliablePublication publication) {
        Answers.Refusal refusal = new Answers.Refusal(7, 0, RefusalKind.REQUEST, "no seat");
        new Answers("").offerRefusal(publication, refusal);
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        readAnswer(buffer, offset, length);
      }
    },
    LEARNER_HEARTBEAT {
      @Override
      void offer(UnreliablePublication publication) {
        new Answers("").offerHeartbeat(publication, 5);
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        readAnswer(buffer, offset, length);
      }
    },
    MEASUREMENT {
      @Override
      void offer(UnreliablePublication publication) {
        new Reports(1, 99).offerMeasurement(publication, "actor/epsilon", 0.5);
      }

      @Override
      void read(ByteBuffer buffer, int offset, int length) {
        EPISODE.read(buffer, offset, length);
      }
    };

    abstract void offer(UnreliablePublication publication);

    private static void readRequest(ByteBuffer buffer, int offset, int length) {
      new RequestReader(new HandshakeProperties.Received()).read(buffer, offset, length);
    }

    private static void readAnswer(ByteBuffer buffer, int offset, int length) {
      new AnswerReader(99, new HandshakeProperties.Received()).read(buffer, offset, length);
    }

    abstract void read(ByteBuffer buffer, int offset, int length);

    /** Kinds with the same number have the same reader. */
    int reader() {
      return switch (this) {
        case EXPERIENCE -> 0;
        case PARAMETERS -> 1;
        case EPISODE, MEASUREMENT -> 2;
        case HELLO, JOIN, ACTOR_HEARTBEAT, LEAVE -> 3;
        case RECEIPTS, CONFIGURATION, JOIN_ACCEPTED, REFUSAL, LEARNER_HEARTBEAT -> 4;
      };
    }

    /** Kinds that are understood whatever the version in their header. */
    boolean isFrozen() {
      return this == HELLO || this == REFUSAL;
    }

    byte[] example() {
      UnreliablePublication publication = new UnreliablePublication();
      offer(publication);
      return publication.messages().get(0);
    }

    void read(byte[] message) {
      MessageHandler handler = (buffer, offset, length, publisher) -> read(buffer, offset, length);
      UnreliablePublication.deliver(message, handler);
    }

    String refusal(byte[] message) {
      return assertThrows(WireException.class, () -> read(message), () -> "read " + this)
          .getMessage();
    }

    /** Any other exception than a {@link WireException} gets out. */
    boolean isTaken(byte[] message) {
      try {
        read(message);
        return true;
      } catch (WireException e) {
        assertTrue(e.getMessage().length() > 20 && !e.getMessage().contains("\n"));
        return false;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWholeMessageIsTaken(Kind kind) {
    assertTrue(kind.isTaken(kind.example()));
  }

  @ParameterizedTest
  @EnumSource
  void aMessageThatIsCutAnywhereIsRefused(Kind kind) {
    byte[] message = kind.example();
    for (int length = 0; length < message.length; length++) {
      kind.refusal(Arrays.copyOf(message, length));
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EPISODE"})
  void aMessageWithMoreBytesThanItClaimsIsRefused(Kind kind) {
    byte[] message = kind.example();
    for (int extra = 1; extra < 20; extra++) {
      kind.refusal(Arrays.copyOf(message, message.length + extra));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyBitFlippedInTheCommonHeaderIsRefused(Kind kind) {
    int versionAt = 6 * Byte.SIZE; // the header's last part
    for (int bit = 0; bit < HEADER_BYTES * Byte.SIZE; bit++) {
      byte[] damaged = flipped(kind.example(), bit);
      if (kind.isFrozen() && bit >= versionAt) {
        assertTrue(kind.isTaken(damaged));
      } else {
        kind.refusal(damaged);
      }
    }
  }

  /** Numbers in a message cannot be told from others, but no length may lead out of it. */
  @ParameterizedTest
  @EnumSource
  void anyBitFlippedAnywhereIsRefusedOrLeavesAWholeMessage(Kind kind) {
    byte[] message = kind.example();
    int refused = 0;
    for (int bit = 0; bit < message.length * Byte.SIZE; bit++) {
      refused += kind.isTaken(flipped(message, bit)) ? 0 : 1;
    }
    assertTrue(refused >= (HEADER_BYTES - (kind.isFrozen() ? 2 : 0)) * Byte.SIZE);
  }

  @Property
  void randomBytesAreRefused(@ForAll byte[] bytes) {
    for (Kind kind : Kind.values()) {
      kind.refusal(bytes);
    }
  }

  /** Behind a right header the random bytes are taken for what the message says of itself. */
  @Property
  void randomBytesBehindARightHeaderAreRefusedOrAWholeMessage(@ForAll byte[] bytes) {
    for (Kind kind : Kind.values()) {
      byte[] message = Arrays.copyOf(kind.example(), HEADER_BYTES + bytes.length);
      System.arraycopy(bytes, 0, message, HEADER_BYTES, bytes.length);
      kind.isTaken(message);
    }
  }

  @Property
  void someBytesOverwrittenAreRefusedOrLeaveAWholeMessage(@ForAll int at, @ForAll byte[] bytes) {
    for (Kind kind : Kind.values()) {
      byte[] message = kind.example();
      for (int i = 0; i < bytes.length; i++) {
        message[Math.floorMod(at + i, message.length)] = bytes[i];
      }
      kind.isTaken(message);
    }
  }

  @Test
  void everyKindIsRefusedWhereAnotherIsExpected() {
    for (Kind sent : Kind.values()) {
      for (Kind expected : Kind.values()) {
        boolean sameReader = sent.reader() == expected.reader();
        assertEquals(sameReader, expected.isTaken(sent.example()), sent + " as " + expected);
      }
    }
  }

  @Test
  void anotherSchemaIsNamedWithTheActor() {
    ExperienceSchema other =
        ExperienceSchema.of(
            new Column("bytes", DataType.UINT8, List.of(5)),
            Column.scalar("count", DataType.INT32));
    ExperienceReader reader = new ExperienceReader(other);
    UnreliablePublication.deliver(
        Kind.EXPERIENCE.example(),
        (buffer, offset, length, publisher) ->
            assertEquals(
                "a block of rows with another layout arrived from actor 1: its algorithm, settings"
                    + " or environment differ from the learner's",
                assertThrows(WireException.class, () -> reader.wrap(buffer, offset, length))
                    .getMessage()));
  }

  @Test
  void anotherNetworkIsNamedWithItsSize() {
    List<String> refusals = new ArrayList<>();
    UnreliablePublication.deliver(
        Kind.PARAMETERS.example(),
        (buffer, offset, length, publisher) ->
            refusals.add(
                assertThrows(
                        WireException.class,
                        () ->
                            ParameterMessage.read(
                                ParameterMessageProperties.layout(7), buffer, offset, length))
                    .getMessage()));
    assertEquals(
        List.of(
            "parameters of another network arrived: 64 bytes where 68 were expected; the learner's"
                + " algorithm, settings or environment differ"),
        refusals);
  }

  @Test
  void anotherVersionOfTheProtocolIsNamed() {
    byte[] message = Kind.EXPERIENCE.example();
    message[6] = 9;
    assertEquals(
        "a block of experience of protocol version 9 arrived, but this is version 3: run the same"
            + " Rookery everywhere",
        Kind.EXPERIENCE.refusal(message));
  }

  @Test
  void aRowCountThatDoesNotFitIsNamed() {
    byte[] message = Kind.EXPERIENCE.example();
    message[HEADER_BYTES + 44] = 4;
    assertEquals(
        "a block that claims 4 rows of 12 bytes is %d bytes long, not %d"
            .formatted(message.length, message.length + 12),
        Kind.EXPERIENCE.refusal(message));
  }

  private static byte[] flipped(byte[] message, int bit) {
    byte[] damaged = message.clone();
    damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    return damaged;
  }
}
