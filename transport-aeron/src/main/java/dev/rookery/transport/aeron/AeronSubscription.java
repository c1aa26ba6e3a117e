package dev.rookery.transport.aeron;

import dev.rookery.internal.PollGate;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads the images of all publishers in turn. */
final class AeronSubscription implements Subscription {

  private static final ImageReader[] NONE = {};

  private final AeronTransport transport;
  private final String stream;
  private final PublisherListener listener;
  private final int longestMessage;
  private final Publishers publishers = new Publishers();
  private final PollGate gate = new PollGate();
  private final ChannelSubscriptions links;

  /** Of the thread that is inside the gate. */
  private ImageReader[] readers = NONE;

  /** The publisher that is read first by the next poll. */
  private int turn;

  /** How often it was polled; only the polling thread counts. */
  private final AtomicInteger polls = new AtomicInteger();

  private int seenPolls;
  private long seenNanos = System.nanoTime();

  AeronSubscription(
      AeronTransport transport,
      String stream,
      PublisherListener listener,
      ChannelSubscriptions links,
      int longestMessage) {
    this.transport = transport;
    this.links = links;
    this.stream = stream;
    this.listener = listener;
    this.longestMessage = longestMessage;
  }

  /** Where Aeron is to tell of images. */
  Publishers changes() {
    return publishers;
  }

  /**
   * {@inheritDoc}
   *
   * <p>An exception of the listener is treated as one of the handler. After {@link #close}, no
   * message is passed on any more, except the one whose handler is running.
   *
   * @throws IllegalStateException if another poll is running
   */
  @Override
  public int poll(MessageHandler handler, int limit) {
    if (!gate.enter()) {
      return 0;
    }
    try {
      transport.check();
      polls.lazySet(polls.getPlain() + 1);
      links.poll(publishers);
      if (publishers.hasChanged()) {
        change();
      }
      return pollInTurn(handler, limit);
    } finally {
      if (gate.exit()) {
        free();
      }
    }
  }

  private void change() {
    Publishers.Change change;
    while (!gate.isClosed() && (change = publishers.next()) != null) {
      if (change.gone()) {
        remove(change);
        links.gone(change.image());
        listener.onDisconnected(change.image().sessionId());
      } else {
        ImageReader reader = new ImageReader(change.image(), stream, gate, longestMessage);
        readers = Arrays.copyOf(readers, readers.length + 1);
        readers[readers.length - 1] = reader;
        listener.onConnected(reader.publisherId());
      }
    }
  }

  private void remove(Publishers.Change change) {
    List<ImageReader> left = new ArrayList<>();
    for (ImageReader reader : readers) {
      if (reader.image() == change.image()) {
        reader.free();
      } else {
        left.add(reader);
      }
    }
    readers = left.toArray(NONE);
  }

  private int pollInTurn(MessageHandler handler, int limit) {
    ImageReader[] all = readers;
    int polled = 0;
    int next = turn;
    for (int i = 0; i < all.length && polled < limit && !gate.isClosed(); i++) {
      next = next < all.length ? next : 0;
      ImageReader reader = all[next];
      turn = ++next; // before any handler may throw
      polled += reader.poll(handler, limit - polled);
    }
    return polled;
  }

  @Override
  public int publishers() {
    if (gate.isClosed()) {
      return 0;
    }
    transport.check();
    return publishers.count();
  }

  @Override
  public String stream() {
    return stream;
  }

  @Override
  public void close() {
    transport.close(this);
  }

  /** Ends polling. Memory is freed now, or when a running poll ends. */
  void closeNow() {
    if (gate.close()) {
      free();
    }
  }

  /** Whether a thread may be reading Aeron's memory. */
  boolean isOccupied() {
    return gate.isOccupied();
  }

  /**
   * Leaves the publishers that are held back because no thread polls. Called by the sender thread.
   *
   * @param now the time, of {@link System#nanoTime()}
   * @param timeoutNanos how long data may fill the window without a poll
   */
  void cutOffIfUnpolled(long now, long timeoutNanos) {
    int polledNow = polls.get();
    if (polledNow != seenPolls) {
      seenPolls = polledNow;
      seenNanos = now;
    } else if (now - seenNanos > timeoutNanos) {
      cutOff(false);
    }
  }

  /**
   * Leaves all publishers; the next poll joins them again. Not while a handler runs.
   *
   * @param always also if no publisher may be held back
   */
  void cutOff(boolean always) {
    if (gate.enterBetweenPolls()) {
      try {
        if (always || links.isFull()) {
          links.cutOff();
          links.close();
        }
      } finally {
        if (gate.exit()) {
          free();
        }
      }
    }
  }

  private void free() {
    links.close();
    for (ImageReader reader : readers) {
      reader.free();
    }
    readers = NONE;
    transport.freed();
  }
}
