package dev.rookery.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.testkit.transport.Inbox.Kind;
import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that publishers and subscribers notice each other as they come and go. */
interface MembershipContract extends TransportBench.User {

  @Test
  default void withoutASubscriberNothingIsTaken() {
    ByteBuffer message = TestMessages.random(1, 100);
    Publication publication = bench().publish("lonely");
    assertFalse(publication.isConnected());
    assertEquals(Publication.NOT_CONNECTED, publication.offer(message, 0, 100));
    assertEquals(0, publication.position());

    Subscriber subscriber = bench().subscribe("lonely");
    bench().connect(List.of(publication), List.of(subscriber));
    bench().send(publication, message, subscriber);
    bench().receive(subscriber, 1);

    subscriber.subscription().close();
    bench().await(() -> !publication.isConnected(), "the subscriber's leaving to be seen");
    assertEquals(Publication.NOT_CONNECTED, publication.offer(message, 0, 100));
    assertEquals(100, publication.position());
  }

  @Test
  default void aSubscriberAloneGetsNothing() {
    Subscriber subscriber = bench().subscribe("silent");
    assertFalse(subscriber.subscription().isConnected());
    assertEquals(0, subscriber.subscription().publishers());
    assertEquals(0, subscriber.poll());
    assertEquals(List.of(), subscriber.inbox().events());
  }

  @Test
  default void aPublisherIsAnnouncedBeforeItsFirstMessageAndMissedAfterItsLast() {
    TransportBench.Pair pair = bench().pair("life");
    Publication publication = pair.publication();
    Inbox inbox = pair.subscriber().inbox();
    List<Inbox.Event> expected = new ArrayList<>();
    expected.add(new Inbox.Event(Kind.CONNECTED, publication.publisherId(), 0, 0));
    for (int i = 0; i < 5; i++) {
      ByteBuffer message = TestMessages.random(i, i == 3 ? 20_000 : 50);
      bench().send(publication, message);
      expected.add(Inbox.message(publication.publisherId(), message));
    }
    publication.close(); // what was taken still arrives
    expected.add(new Inbox.Event(Kind.DISCONNECTED, publication.publisherId(), 0, 0));
    bench()
        .await(
            () -> {
              pair.subscriber().poll();
              return inbox.count(Kind.DISCONNECTED) == 1;
            },
            "the publisher to be missed");
    assertEquals(expected, inbox.events());
    assertEquals(0, pair.subscriber().subscription().publishers());
    assertFalse(pair.subscriber().subscription().isConnected());
  }

  @Test
  default void publishersAreCountedAndHaveIdsOfTheirOwn() {
    Subscriber subscriber = bench().subscribe("count");
    Publication first = bench().publish("count");
    bench().connect(List.of(first), List.of(subscriber));
    Publication second = bench().publish("count");
    bench().connect(List.of(first, second), List.of(subscriber));
    assertNotEquals(first.publisherId(), second.publisherId());
    first.close();
    bench().connect(List.of(second), List.of(subscriber));
    bench().send(second, TestMessages.random(1, 10), subscriber);
    bench().receive(subscriber, 1);
    assertEquals(2, subscriber.inbox().count(Kind.CONNECTED));
    assertEquals(1, subscriber.inbox().count(Kind.DISCONNECTED));
  }

  @Test
  default void aLateSubscriberGetsWhatIsOfferedAfterItJoined() {
    TransportBench.Pair pair = bench().pair("late");
    Publication publication = pair.publication();
    for (int i = 0; i < 10; i++) {
      bench().send(publication, TestMessages.random(i, 10), pair.subscriber());
    }
    bench().receive(pair.subscriber(), 10);
    Subscriber late = bench().subscribe("late");
    bench().connect(List.of(publication), List.of(late));
    List<Inbox.Event> expected = new ArrayList<>();
    for (int i = 10; i < 20; i++) {
      ByteBuffer message = TestMessages.random(i, 10);
      bench().send(publication, message, pair.subscriber(), late);
      expected.add(Inbox.message(publication.publisherId(), message));
    }
    bench().receive(late, 10);
    bench().receive(pair.subscriber(), 20);
    assertEquals(expected, late.inbox().messages());
    assertEquals(expected, pair.subscriber().inbox().messages().subList(10, 20));
  }

  @Test
  default void aSubscriberThatLeavesHoldsNobodyBack() {
    TransportBench.Pair pair = bench().pair("leaving");
    Publication publication = pair.publication();
    Subscriber idle = bench().subscribe("leaving");
    bench().connect(List.of(publication), List.of(pair.subscriber(), idle));
    ByteBuffer message = TestMessages.random(1, 1_000);
    int[] sent = new int[1];
    bench()
        .await(
            () -> {
              pair.subscriber().poll();
              long result = publication.offer(message, 0, 1_000);
              sent[0] += result >= 0 ? 1 : 0;
              return result == Publication.BACK_PRESSURED;
            },
            "the idle subscriber to hold back");
    idle.subscription().close();
    for (int i = 0; i < 100; i++) {
      bench().send(publication, message, pair.subscriber());
    }
    bench().receive(pair.subscriber(), sent[0] + 100);
    assertEquals(sent[0] + 100, pair.subscriber().inbox().messages().size());
    assertTrue(publication.isConnected());
  }
}
