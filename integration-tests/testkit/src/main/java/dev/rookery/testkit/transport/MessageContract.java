package dev.rookery.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tests that messages arrive whole, in order and once, at every subscriber of their stream. */
interface MessageContract extends TransportBench.User {

  @Test
  default void messagesOfEveryBoundaryLengthArriveWholeAndInOrder() {
    Set<Integer> lengths = new TreeSet<>(Set.of(0, 1, 2, 3));
    for (int power = 2; power <= 24; power++) {
      lengths.addAll(List.of((1 << power) - 1, 1 << power, (1 << power) + 1));
    }
    for (int boundary : bench().limits().boundaries()) {
      lengths.addAll(List.of(boundary - 1, boundary, boundary + 1));
    }
    lengths.removeIf(length -> length > bench().limits().largestMessage());
    checkLengths(new ArrayList<>(lengths));
  }

  @Test
  default void messagesOfRandomLengthsArriveWholeAndInOrder() {
    SplittableRandom random = new SplittableRandom(11);
    int maximum = Math.min(2_000_000, bench().limits().largestMessage());
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      lengths.add(TestMessages.randomLength(random, 0, maximum));
    }
    checkLengths(lengths);
  }

  @Test
  default void theLargestMessageArrivesWholeAndMoreThanOnce() {
    int largest = bench().limits().largestMessage();
    checkLengths(List.of(100, largest, 100, largest, 0));
  }

  @Test
  default void messagesMayBeLongerOrShorterThanWasSaid() {
    int largest = bench().limits().largestMessage();
    List<Integer> lengths = List.of(100, largest, largest / 2, 0, largest);
    for (long said : new long[] {1, largest / 2, largest, Long.MAX_VALUE}) {
      String stream = "said-" + said;
      checkLengths(bench().pair(bench().publish(stream, said), stream), lengths);
    }
  }

  private void checkLengths(List<Integer> lengths) {
    checkLengths(bench().pair("lengths"), lengths);
  }

  private void checkLengths(TransportBench.Pair pair, List<Integer> lengths) {
    List<Inbox.Event> sent = new ArrayList<>();
    long bytes = 0;
    for (int length : lengths) {
      ByteBuffer message = TestMessages.random(sent.size(), length);
      bytes += length;
      assertEquals(bytes, bench().send(pair.publication(), message, pair.subscriber()));
      assertEquals(bytes, pair.publication().position());
      sent.add(Inbox.message(pair.publication().publisherId(), message));
    }
    bench().receive(pair.subscriber(), sent.size());
    assertEquals(sent, pair.subscriber().inbox().messages());
  }

  @Test
  default void aBufferOfAnyKindIsTakenLeftAsItIsAndFreeAtOnce() {
    TransportBench.Pair pair = bench().pair("buffers");
    byte[] content = {9, 1, 2, 3, 4, 9};
    ByteBuffer direct = ByteBuffer.allocateDirect(6).put(0, content);
    ByteBuffer native4 = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
    ByteBuffer expected = native4.put(0, content, 1, 4);
    List<ByteBuffer> buffers =
        List.of(
            ByteBuffer.wrap(content.clone()),
            ByteBuffer.wrap(content.clone()).order(ByteOrder.LITTLE_ENDIAN),
            ByteBuffer.wrap(new byte[] {7, 7, 9, 1, 2, 3, 4, 9, 7}, 2, 6).slice(),
            ByteBuffer.wrap(content.clone()).position(6),
            ByteBuffer.wrap(content.clone()).limit(2).position(1),
            ByteBuffer.wrap(content.clone()).asReadOnlyBuffer(),
            direct.asReadOnlyBuffer(),
            direct.limit(0));
    for (ByteBuffer buffer : buffers) {
      int position = buffer.position();
      int limit = buffer.limit();
      int before = pair.subscriber().inbox().messages().size();
      bench().await(() -> pair.publication().offer(buffer, 1, 4) >= 0, "a message to be taken");
      if (!buffer.isReadOnly()) {
        buffer.duplicate().clear().put(0, new byte[6]);
      }
      assertEquals(position, buffer.position());
      assertEquals(limit, buffer.limit());
      bench().receive(pair.subscriber(), before + 1);
      assertEquals(
          Inbox.message(pair.publication().publisherId(), expected),
          pair.subscriber().inbox().messages().get(before));
    }
  }

  @Test
  default void everySubscriberGetsEveryMessageOfEveryPublisher() {
    List<Publication> publications = new ArrayList<>();
    List<Subscriber> subscribers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      publications.add(bench().publish("many"));
      subscribers.add(bench().subscribe("many"));
    }
    bench().connect(publications, subscribers);
    SplittableRandom random = new SplittableRandom(12);
    List<Inbox.Event> sent = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Publication publication = publications.get(random.nextInt(3));
      ByteBuffer message =
          TestMessages.random(i, TestMessages.randomLength(random, 0, i % 50 == 0 ? 500_000 : 500));
      bench().send(publication, message, subscribers.toArray(Subscriber[]::new));
      sent.add(Inbox.message(publication.publisherId(), message));
    }
    bench().receive(subscribers, sent.size());
    for (Subscriber subscriber : subscribers) {
      assertEquals(sent.size(), subscriber.inbox().messages().size());
      for (Publication publication : publications) {
        long id = publication.publisherId();
        assertEquals(
            sent.stream().filter(event -> event.publisherId() == id).toList(),
            subscriber.inbox().messagesFrom(id));
      }
    }
  }

  @Test
  default void streamsDoNotMix() {
    TransportBench.Pair first = bench().pair("first");
    TransportBench.Pair second = bench().pair("second");
    for (int i = 0; i < 100; i++) {
      bench().send(first.publication(), TestMessages.random(i, 10), first.subscriber());
      bench().send(second.publication(), TestMessages.random(i, 20), second.subscriber());
    }
    bench().receive(first.subscriber(), 100);
    bench().receive(second.subscriber(), 100);
    assertTrue(first.subscriber().inbox().messages().stream().allMatch(m -> m.length() == 10));
    assertTrue(second.subscriber().inbox().messages().stream().allMatch(m -> m.length() == 20));
    assertEquals("first", first.publication().stream());
    assertEquals("first", first.subscriber().subscription().stream());
  }

  @Test
  default void aPollHandsOverAtMostItsLimit() {
    TransportBench.Pair pair = bench().pair("limit");
    Inbox inbox = pair.subscriber().inbox();
    for (int i = 0; i < 20; i++) {
      bench().send(pair.publication(), TestMessages.random(i, i));
    }
    assertEquals(0, pair.subscriber().subscription().poll(inbox, 0));
    assertEquals(0, inbox.messages().size());
    bench()
        .await(
            () -> {
              int before = inbox.messages().size();
              int polled = pair.subscriber().subscription().poll(inbox, 3);
              assertTrue(polled <= 3);
              assertEquals(before + polled, inbox.messages().size());
              return inbox.messages().size() == 20;
            },
            "20 messages");
  }

  @Test
  default void anExceptionOfAHandlerLeavesThePollAndLosesAndRepeatsNothing() {
    TransportBench.Pair pair = bench().pair("exceptions");
    List<ByteBuffer> messages = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      messages.add(TestMessages.random(i, i % 10 == 2 ? 1_000_000 : 100 * i));
    }
    Inbox inbox = pair.subscriber().inbox();
    IllegalStateException refusal = new IllegalStateException("every third message");
    MessageHandler refusing =
        (buffer, offset, length, publisherId) -> {
          inbox.onMessage(buffer, offset, length, publisherId);
          if (inbox.messages().size() % 3 == 0) {
            throw refusal;
          }
        };
    Deque<ByteBuffer> unsent = new ArrayDeque<>(messages);
    int[] refusals = new int[1];
    bench()
        .await(
            () -> {
              ByteBuffer next = unsent.peek();
              if (next != null && pair.publication().offer(next, 0, next.capacity()) >= 0) {
                unsent.remove();
                return false; // as many as possible are underway
              }
              try {
                pair.subscriber().subscription().poll(refusing, 7);
              } catch (IllegalStateException e) {
                assertSame(refusal, e);
                refusals[0]++;
              }
              return inbox.messages().size() == messages.size();
            },
            "all messages");
    long id = pair.publication().publisherId();
    assertEquals(messages.stream().map(m -> Inbox.message(id, m)).toList(), inbox.messages());
    assertEquals(messages.size() / 3, refusals[0]);
  }

  @Test
  default void aHandlerMayAnswerOnAnotherStream() {
    TransportBench.Pair requests = bench().pair("requests");
    TransportBench.Pair answers = bench().pair("answers");
    MessageHandler answering =
        (buffer, offset, length, publisherId) -> {
          long result = answers.publication().offer(buffer, offset, length);
          assertTrue(result >= 0, () -> Publication.describe(result));
        };
    for (int i = 0; i < 100; i++) {
      bench().send(requests.publication(), TestMessages.random(i, 50));
      bench()
          .await(() -> requests.subscriber().subscription().poll(answering, 10) > 0, "a request");
      bench().receive(answers.subscriber(), i + 1);
    }
    for (int i = 0; i < 100; i++) {
      assertEquals(
          Inbox.message(answers.publication().publisherId(), TestMessages.random(i, 50)),
          answers.subscriber().inbox().messages().get(i));
    }
  }
}
