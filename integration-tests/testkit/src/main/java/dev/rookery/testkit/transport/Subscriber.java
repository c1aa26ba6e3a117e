package dev.rookery.testkit.transport;

import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;

/** A subscription whose messages go to an {@link Inbox}. */
final class Subscriber {

  private final Inbox inbox = new Inbox();
  private final Subscription subscription;

  Subscriber(Transport transport, String stream) {
    subscription = transport.subscribe(stream, inbox);
  }

  Subscription subscription() {
    return subscription;
  }

  Inbox inbox() {
    return inbox;
  }

  int poll() {
    return subscription.poll(inbox, 10);
  }
}
