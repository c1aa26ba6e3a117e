package dev.rookery.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;

/** Requests and answers are heard as they were said. */
class HandshakeProperties {

  private static final int VERSION_OFFSET = 6;

  /** What was heard, as text. */
  static final class Received implements RequestReader.Listener, AnswerReader.Listener {
    final List<String> messages = new ArrayList<>();

    @Override
    public void onHello(long nonce, int version, String algorithm, String environment) {
      messages.add("hello %d %d <%s> <%s>".formatted(nonce, version, algorithm, environment));
    }

    @Override
    public void onJoin(Requests.Join request) {
      messages.add(request.toString());
    }

    @Override
    public void onActorHeartbeat(int actorId, long session, long parameterVersion) {
      messages.add("heartbeat %d %d %d".formatted(actorId, session, parameterVersion));
    }

    @Override
    public void onLeave(int actorId, long session, long steps, String failure) {
      messages.add("leave %d %d %d <%s>".formatted(actorId, session, steps, failure));
    }

    @Override
    public void onConfiguration(long nonce, long incarnation, String text) {
      messages.add("configuration %d %d <%s>".formatted(nonce, incarnation, text));
    }

    @Override
    public void onJoinAccepted(Answers.JoinAccepted accepted) {
      messages.add(accepted.toString());
    }

    @Override
    public void onRefusal(Answers.Refusal refusal) {
      messages.add(refusal.toString());
    }

    @Override
    public void onLearnerHeartbeat(long incarnation) {
      messages.add("learner heartbeat %d".formatted(incarnation));
    }

    @Override
    public void onReceipt(long actorSteps) {
      messages.add("taken %d".formatted(actorSteps));
    }
  }

  private UnreliablePublication publication = new UnreliablePublication();

  @BeforeTry
  void forget() {
    publication = new UnreliablePublication();
  }

  @Property(tries = 300)
  void requestsAreHeardAsTheyWereMade(
      @ForAll long nonce,
      @ForAll long session,
      @ForAll int actor,
      @ForAll("texts") String algorithm,
      @ForAll("texts") String environment) {
    Requests requests = new Requests();
    Requests.Join join = new Requests.Join(nonce, session, ~nonce, ~session, actor);
    requests.offerHello(publication, nonce, algorithm, environment);
    requests.offerJoin(publication, join);
    requests.offerHeartbeat(publication, actor, session, nonce);
    requests.offerLeave(publication, actor, session, nonce, environment);
    assertEquals(
        List.of(
            "hello %d 3 <%s> <%s>".formatted(nonce, algorithm, environment),
            join.toString(),
            "heartbeat %d %d %d".formatted(actor, session, nonce),
            "leave %d %d %d <%s>".formatted(actor, session, nonce, environment)),
        requests());
  }

  @Property(tries = 300)
  void answersAreHeardAsTheyWereMade(
      @ForAll long nonce,
      @ForAll long incarnation,
      @ForAll int actor,
      @ForAll RefusalKind kind,
      @ForAll("texts") String text) {
    Answers answers = new Answers(text);
    Answers.JoinAccepted accepted =
        new Answers.JoinAccepted(nonce, ~nonce, incarnation, ~incarnation, actor);
    Answers.Refusal refusal = new Answers.Refusal(nonce, incarnation, kind, text);
    answers.offerRefusal(publication, refusal);
    answers.offerConfiguration(publication, nonce, incarnation);
    answers.offerJoinAccepted(publication, accepted);
    answers.offerHeartbeat(publication, incarnation);
    assertEquals(
        List.of(
            refusal.toString(),
            "configuration %d %d <%s>".formatted(nonce, incarnation, text),
            accepted.toString(),
            "learner heartbeat %d".formatted(incarnation)),
        answers(0));
  }

  @Property
  void eachSessionFindsItsReceiptAmongThoseOfOthers(
      @ForAll @IntRange(max = ReceiptMessage.MAXIMUM_RECEIPTS) int count, @ForAll long steps) {
    long first = steps & Long.MAX_VALUE;
    ReceiptMessage message = new ReceiptMessage().add(99, 1).clear();
    for (int i = 0; i < count; i++) {
      message.add(100 + i, Math.max(0, first - i));
    }
    assertEquals(count, message.count());
    assertTrue(message.offer(publication) > 0);
    for (int i = 0; i < count; i++) {
      assertEquals(List.of("taken " + Math.max(0, first - i)), answers(100 + i));
    }
    assertEquals(List.of(), answers(-1));
    assertEquals(List.of(), answers(100 + count));
  }

  /** So that one that speaks another version can be told so, and can understand it. */
  @Property
  void helloAndRefusalAreUnderstoodInAnyVersion(
      @ForAll @IntRange(max = 0xffff) int version, @ForAll long number) {
    Answers.Refusal refusal = new Answers.Refusal(number, 0, RefusalKind.REQUEST, "too old");
    new Requests().offerHello(publication, number, "dqn", "");
    new Answers("").offerRefusal(publication, refusal);
    List<byte[]> messages = publication.messages();
    messages.forEach(
        message -> {
          message[VERSION_OFFSET] = (byte) version;
          message[VERSION_OFFSET + 1] = (byte) (version >> 8);
        });
    Received received = new Received();
    UnreliablePublication.deliver(
        messages.get(0), (b, offset, n, id) -> new RequestReader(received).read(b, offset, n));
    UnreliablePublication.deliver(
        messages.get(1), (b, offset, n, id) -> new AnswerReader(0, received).read(b, offset, n));
    assertEquals(
        List.of("hello %d %d <dqn> <>".formatted(number, version), refusal.toString()),
        received.messages);
  }

  /** Their bytes are a promise to all other versions. */
  @Test
  void theLayoutOfHelloAndRefusalNeverChanges() {
    new Requests().offerHello(publication, 0x0102030405060708L, "ab", "c");
    new Answers("")
        .offerRefusal(publication, new Answers.Refusal(7, 9, RefusalKind.RUN_OVER, "de"));
    assertEquals(
        "16 0 6 0 -125 27 3 0  8 7 6 5 4 3 2 1  2 0 0 0 1 0 0 0  97 98 99",
        bytes(publication.messages().get(0)));
    assertEquals(
        "24 0 7 0 -125 27 3 0  7 0 0 0 0 0 0 0  9 0 0 0 0 0 0 0  4 0 0 0 2 0 0 0  100 101",
        bytes(publication.messages().get(1)));
  }

  private static String bytes(byte[] message) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < message.length; i++) {
      text.append(i == 0 ? "" : i % 8 == 0 ? "  " : " ").append(message[i]);
    }
    return text.toString();
  }

  @Test
  void aLongReasonIsCutToWhatFits() {
    new Answers("")
        .offerRefusal(
            publication, new Answers.Refusal(1, 0, RefusalKind.REQUEST, "x".repeat(10_000)));
    String received = answers(0).get(0);
    assertTrue(received.contains("x".repeat(2048)) && !received.contains("x".repeat(2049)));
  }

  @Test
  void aNameOfALengthThatNoNameHasIsRefused() {
    new Requests().offerHello(publication, 1, "x".repeat(2000), "");
    assertTrue(requests().get(0).contains("x".repeat(1024)));
    byte[] message = Arrays.copyOf(publication.messages().get(0), 5000);
    ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putInt(16, 5000 - 24);
    UnreliablePublication.deliver(
        message,
        (b, offset, n, id) ->
            assertEquals(
                "a request with a name of 4976 bytes arrived; names have 0 to 1024",
                assertThrows(
                        WireException.class,
                        () -> new RequestReader(new Received()).read(b, offset, n))
                    .getMessage()));
  }

  @Test
  void aKindOfRefusalThatALaterVersionAddedIsARefusal() {
    new Answers("").offerRefusal(publication, new Answers.Refusal(1, 0, RefusalKind.FAULT, ""));
    publication.messages().get(0)[8 + 16] = 99;
    assertTrue(answers(0).get(0).contains("kind=REQUEST"));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("aä€: \n{}_Z9").ofMaxLength(300);
  }

  private List<String> requests() {
    Received received = new Received();
    RequestReader reader = new RequestReader(received);
    publication.deliver((buffer, offset, length, id) -> reader.read(buffer, offset, length));
    return received.messages;
  }

  private List<String> answers(long session) {
    Received received = new Received();
    AnswerReader reader = new AnswerReader(session, received);
    publication.deliver((buffer, offset, length, id) -> reader.read(buffer, offset, length));
    return received.messages;
  }
}
