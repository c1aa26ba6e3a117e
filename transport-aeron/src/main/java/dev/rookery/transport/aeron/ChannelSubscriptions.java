package dev.rookery.transport.aeron;

import io.aeron.Aeron;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.exceptions.RegistrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.status.CountersReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aeron's subscriptions, one for each channel, behind one {@link AeronSubscription}. A member that
 * was cut off, because it took no messages for long, closes them and subscribes again, because the
 * driver does not let it continue. Used by one thread at a time.
 */
final class ChannelSubscriptions {

  private static final int RECEIVED_TYPE = io.aeron.AeronCounters.DRIVER_RECEIVER_HWM_TYPE_ID;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Logger LOGGER = LoggerFactory.getLogger(ChannelSubscriptions.class);

  private final Aeron aeron;
  private final Channels channels;
  private final int streamId;
  private final int windowBytes;
  private final List<Subscription> subscriptions = new ArrayList<>();

  /** Subscriptions that were requested, and which the driver has not made yet. */
  private final List<Long> asked = new ArrayList<>();

  private volatile boolean cutOff;

  /** Whether the driver refused to subscribe again, and when. */
  private boolean refused;

  private long refusedAt;

  /**
   * Subscribes to nothing yet.
   *
   * @param windowBytes how many bytes may be on the way to this process
   */
  ChannelSubscriptions(Aeron aeron, Channels channels, int streamId, int windowBytes) {
    this.aeron = aeron;
    this.channels = channels;
    this.streamId = streamId;
    this.windowBytes = windowBytes;
  }

  /** Requests all subscriptions, whose images are reported to {@code publishers}. */
  void ask(Publishers publishers) {
    for (String channel : channels.subscriptions()) {
      asked.add(aeron.asyncAddSubscription(channel, streamId, publishers, publishers));
    }
  }

  /**
   * Whether all subscriptions that were requested are made.
   *
   * @throws RegistrationException if the driver refuses
   */
  boolean isComplete() {
    while (!asked.isEmpty()) {
      Subscription subscription = aeron.getSubscription(asked.get(0));
      if (subscription == null) {
        return false;
      }
      asked.remove(0);
      subscriptions.add(subscription);
    }
    return true;
  }

  /** Makes the next poll subscribe again. */
  void cutOff() {
    cutOff = true;
  }

  /**
   * Handles the loss of a publisher's image: this member was cut off, or the publisher has ended or
   * died. A publisher that died is received again without a new subscription, which would lose the
   * messages of others that are on the way.
   */
  void gone(Image image) {
    if (channels.cutsOff() && !image.isEndOfStream() && !image.subscription().isClosed()) {
      cutOff();
    }
  }

  /** Subscribes again if cut off, repeatedly, because a host name may be unknown for a while. */
  void poll(Publishers publishers) {
    if (cutOff && (!refused || System.nanoTime() - refusedAt > RETRY_NANOS)) {
      close();
      cutOff = false;
      ask(publishers);
    }
    if (!asked.isEmpty()) {
      try {
        refused &= !isComplete();
      } catch (RegistrationException e) {
        refuse(e);
      }
    }
  }

  private void refuse(RegistrationException refusal) {
    if (!refused) {
      LOGGER.warn(
          "Aeron refused to subscribe again: {}. It is tried every second until it works.",
          refusal.getMessage());
    }
    refused = true;
    refusedAt = System.nanoTime();
    close();
    cutOff();
  }

  /** Whether so much data waits here that a publisher of another process may be held back. */
  boolean isFull() {
    CountersReader counters = aeron.countersReader();
    for (Subscription subscription : subscriptions) {
      for (Image image : subscription.images()) {
        int id = counters.findByTypeIdAndRegistrationId(RECEIVED_TYPE, image.correlationId());
        if (id != CountersReader.NULL_COUNTER_ID
            && counters.getCounterValue(id) - image.position() > fullBytes(image)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * How many waiting bytes may hold a publisher back: the receiver reports room only after a
   * quarter of the window, and the next packet needs room too.
   */
  private int fullBytes(Image image) {
    int window = Math.min(windowBytes, image.termBufferLength() / 2);
    return window - window / 4 - image.mtuLength();
  }

  /** Closes all subscriptions, and cancels those that were requested. */
  void close() {
    subscriptions.forEach(Subscription::close);
    subscriptions.clear();
    asked.forEach(aeron::asyncRemoveSubscription);
    asked.clear();
  }
}
