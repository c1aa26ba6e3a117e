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
 * Aeron's subscriptions behind one of ours. A member that was cut off, because it took nothing for
 * long, closes them and joins anew; the driver would keep it out otherwise. Used by one thread at a
 * time.
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

  /** What was asked for and not yet answered. */
  private final List<Long> asked = new ArrayList<>();

  private volatile boolean cutOff;

  /** Whether the driver did not let it join anew, and when. */
  private boolean refused;

  private long refusedAt;

  /**
   * Joins nothing yet.
   *
   * @param windowBytes how much may be underway to here
   */
  ChannelSubscriptions(Aeron aeron, Channels channels, int streamId, int windowBytes) {
    this.aeron = aeron;
    this.channels = channels;
    this.streamId = streamId;
    this.windowBytes = windowBytes;
  }

  /** Asks for all subscriptions; images will be told to {@code publishers}. */
  void ask(Publishers publishers) {
    for (String channel : channels.subscriptions()) {
      asked.add(aeron.asyncAddSubscription(channel, streamId, publishers, publishers));
    }
  }

  /**
   * Whether all that was asked for is there.
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

  /** All are to be joined anew by the next poll. */
  void cutOff() {
    cutOff = true;
  }

  /**
   * A publisher's image is gone: because this was cut off, or the publisher has ended or died. Who
   * died is heard again without joining anew, and by that others' messages underway would be lost.
   */
  void gone(Image image) {
    if (channels.cutsOff() && !image.isEndOfStream() && !image.subscription().isClosed()) {
      cutOff();
    }
  }

  /** Joins anew if cut off, as often as it takes: a name may be unknown for a while. */
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
      LOGGER.warn("Aeron: joining anew is tried until it works: {}", refusal.getMessage());
    }
    refused = true;
    refusedAt = System.nanoTime();
    close();
    cutOff();
  }

  /** Whether a publisher of another process may be held back by what waits here. */
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
   * More than this waits where a publisher is held back: up to a quarter of the window that was
   * read is not told yet, and the next packet needs room too.
   */
  private int fullBytes(Image image) {
    int window = Math.min(windowBytes, image.termBufferLength() / 2);
    return window - window / 4 - image.mtuLength();
  }

  /** Closes what there is; what was asked for is closed too. */
  void close() {
    subscriptions.forEach(Subscription::close);
    subscriptions.clear();
    asked.forEach(aeron::asyncRemoveSubscription);
    asked.clear();
  }
}
