package dev.rookery.transport.aeron;

import dev.rookery.RookeryException;
import dev.rookery.transport.Publication;
import dev.rookery.transport.PublisherListener;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportException;
import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.exceptions.RegistrationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams over Aeron: through shared memory of one machine, or over UDP. The creator and every
 * member are connected in both directions. Publishers and subscribers find each other some
 * milliseconds after {@link #publish} or {@link #subscribe} has returned.
 *
 * <p>A subscriber holds back the publishers that it is connected with once half a term is on the
 * way. A member that takes no message for {@code memberTimeoutSeconds} is cut off from the
 * creator's publishers, and connected again when it takes messages.
 *
 * <p>Thread-safe. Threads: Aeron's client, the {@link SenderThread}, and the media driver's two if
 * it is embedded; all back off while there is nothing to do, and none keeps the JVM from ending.
 */
public final class AeronTransport implements Transport {

  /** How long a close waits until messages that were taken are sent. */
  private static final long LINGER_NANOS = 1_000_000_000L;

  /** Aeron reserves types from 1,000 on for applications. */
  private static final int COUNTER_TYPE = 7_043;

  private static final long PAUSE_NANOS = 100_000;
  private static final Logger LOGGER = LoggerFactory.getLogger(AeronTransport.class);

  private final AeronTransportSettings settings;
  private final Map<String, Object> invitation;
  private final DriverHandle driver;
  private final Aeron aeron;
  private final Channels channels;
  private final Health health;
  private final boolean creator;
  private final SenderThread senderThread;
  private final StreamIds streamIds = new StreamIds();
  private final CopyOnWriteArrayList<AeronPublication> publications = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<AeronSubscription> subscriptions =
      new CopyOnWriteArrayList<>();

  /** How many users Aeron's memory has: this until it is closed, and each subscription. */
  private final AtomicInteger users = new AtomicInteger(1);

  /** Guards the joining and leaving of streams. */
  private final Object lock = new Object();

  private boolean closed;

  /** Whether a publication had a subscriber when it was closed. */
  private volatile boolean connected;

  /** When the sender thread last called {@link #watch}. */
  private long watched = System.nanoTime();

  private AeronTransport(
      AeronTransportSettings settings,
      Map<String, Object> invitation,
      DriverHandle driver,
      Health health,
      boolean creator) {
    this.settings = settings;
    this.invitation = invitation;
    this.driver = driver;
    this.health = health;
    this.creator = creator;
    aeron = driver.connect(settings, health, this::awaitUnused);
    channels =
        creator
            ? Channels.ofCreator(settings)
            : Channels.ofMember(settings, aeron.nextCorrelationId());
    senderThread = new SenderThread(this);
    try {
      holdAddress();
    } catch (RuntimeException | Error e) {
      aeron.close();
      throw e;
    }
    senderThread.start();
  }

  /** Opens the creator's port before there is any stream, so that no other creator gets it. */
  private void holdAddress() {
    if (creator && isUdp()) {
      String channel = channels.subscriptions().get(0);
      long registration = aeron.asyncAddSubscription(channel, streamIds.of(""));
      await("", registration, aeron::getSubscription);
    }
  }

  /**
   * Creates a transport that others may join.
   *
   * @throws RookeryException if it cannot start; the message says what to do
   */
  public static AeronTransport create(AeronTransportSettings settings) {
    return open(settings, true, MediaDrivers.Customizer.NONE);
  }

  /**
   * Joins the transport of another process.
   *
   * @throws TransportException if there is no media driver to join yet
   * @throws RookeryException if it cannot start; the message says what to do
   */
  public static AeronTransport join(AeronTransportSettings settings) {
    return open(settings, false, MediaDrivers.Customizer.NONE);
  }

  static AeronTransport open(
      AeronTransportSettings asked, boolean creator, MediaDrivers.Customizer customizer) {
    AeronTransportSettings settings = Sockets.withWindow(asked);
    boolean interrupted = Thread.interrupted(); // or files could not be opened
    try {
      DriverHandle driver = DriverHandle.open(settings, creator, customizer);
      try {
        return new AeronTransport(
            settings, driver.invitation(asked), driver, new Health(driver), creator);
      } catch (RuntimeException | Error e) {
        driver.close();
        throw e;
      }
    } finally {
      restore(interrupted);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws TransportException if the media driver is dead or does not answer
   * @throws RookeryException if the transport is closed, or there is no memory for the stream
   */
  @Override
  public Publication publish(String stream) {
    return publish(stream, 0);
  }

  /**
   * {@inheritDoc} So it is if the message fits into a window that sockets have the memory for, and
   * there is room for the terms.
   *
   * @throws TransportException if the media driver is dead or does not answer
   * @throws RookeryException if the transport is closed, or there is no memory for the stream
   */
  @Override
  public Publication publish(String stream, long messageBytes) {
    synchronized (lock) {
      int id = join(stream);
      String channel = channels.publication(driver.termBytes(settings, messageBytes));
      ExclusivePublication made =
          await(
              stream,
              aeron.asyncAddExclusivePublication(channel, id),
              aeron::getExclusivePublication);
      AeronPublication publication = new AeronPublication(this, stream, made, settings);
      publications.add(publication);
      return publication;
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws TransportException if the media driver is dead or does not answer
   * @throws RookeryException if the transport is closed
   */
  @Override
  public Subscription subscribe(String stream, PublisherListener listener) {
    synchronized (lock) {
      int id = join(stream);
      ChannelSubscriptions links =
          new ChannelSubscriptions(aeron, channels, id, settings.windowBytes());
      AeronSubscription subscription =
          new AeronSubscription(this, stream, listener, links, settings.maximumMessageBytes());
      users.incrementAndGet();
      try {
        awaitDutyCycle(stream);
        links.ask(subscription.changes());
        await(stream, 0, ignored -> links.isComplete() ? links : null);
      } catch (RuntimeException | Error e) {
        subscription.close();
        throw e;
      }
      subscriptions.add(subscription);
      return subscription;
    }
  }

  /**
   * Makes the driver find the positions of publishers, so that a subscriber does not receive
   * messages that were offered before. The driver does so only after it has handled its commands.
   */
  private void awaitDutyCycle(String stream) {
    long registration = aeron.asyncAddCounter(COUNTER_TYPE, "rookery");
    await(stream, registration, aeron::getCounter).close();
  }

  private int join(String stream) {
    if (closed) {
      throw new RookeryException(
          "stream '%s' cannot be joined: the transport is closed".formatted(stream));
    }
    check();
    return streamIds.of(stream);
  }

  /** Waits for the driver's answer; Aeron's own wait would not survive an interrupt. */
  private <T> T await(String stream, long registration, LongFunction<@Nullable T> answer) {
    long deadline = System.nanoTime() + Math.round(1e9 * settings.livenessSeconds());
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted(); // or files could not be mapped
        T made = answer.apply(registration);
        if (made != null) {
          return made;
        }
        check();
        if (System.nanoTime() - deadline > 0) {
          throw health.broken("it did not answer for %s s".formatted(settings.livenessSeconds()));
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (RegistrationException e) {
      throw driver.refused(stream, settings, e);
    } finally {
      restore(interrupted);
    }
  }

  @Override
  public Optional<Map<String, Object>> invitation() {
    return Optional.of(invitation);
  }

  @Override
  public String address() {
    return driver.address(settings);
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      publications.forEach(AeronPublication::closeNow);
      subscriptions.forEach(AeronSubscription::closeNow);
    }
    boolean interrupted = Thread.interrupted(); // or threads would not be waited for
    try {
      awaitSent();
      senderThread.close();
      publications.forEach(AeronPublication::release);
      awaitDrained();
      freed();
    } finally {
      restore(interrupted);
    }
  }

  /** Over UDP, the driver of this process must send the messages that were taken before it ends. */
  private void awaitDrained() {
    if (!connected || health.isBroken() || !driver.isEmbedded() || !isUdp()) {
      return;
    }
    if (creator) {
      DriverDrain.awaitSent(aeron.countersReader());
    } else {
      DriverDrain.awaitConfirmed(aeron.countersReader());
    }
  }

  private boolean isUdp() {
    return settings.channel() == AeronTransportSettings.Channel.UDP;
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void close(AeronPublication publication) {
    synchronized (lock) {
      publication.closeNow();
      if (!publication.isPending()) {
        publications.remove(publication);
      }
    }
  }

  void close(AeronSubscription subscription) {
    synchronized (lock) {
      subscription.closeNow();
      subscriptions.remove(subscription);
    }
  }

  /** Waits for a limited time until all messages that were taken are sent. */
  private void awaitSent() {
    long deadline = System.nanoTime() + LINGER_NANOS;
    while (publications.stream().anyMatch(AeronPublication::isPending)
        && !health.isBroken()
        && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** A publication that has a subscriber is closed. */
  void closedConnected() {
    connected = true;
  }

  /** Ends one use of Aeron's memory; the last one closes everything. */
  void freed() {
    if (users.decrementAndGet() == 0) {
      boolean interrupted = Thread.interrupted(); // or Aeron would not wait for its threads
      try {
        aeron.close();
      } catch (RuntimeException e) {
        LOGGER.warn("Closing Aeron's client: {}", e.getMessage(), e);
      } finally {
        driver.close();
        restore(interrupted);
      }
    }
  }

  /** Throws if the transport is broken. */
  void check() {
    health.check();
  }

  /** Marks the transport as broken, for a reason that only a publication or subscription sees. */
  TransportException broken(String reason) {
    return health.broken(reason);
  }

  /** Handles an error of a thread of the transport. */
  void onError(Throwable error) {
    health.onError(error);
  }

  /** All publications, and those that are closed but have something left to send. */
  List<AeronPublication> publications() {
    return publications;
  }

  void wakeSender() {
    senderThread.wake();
  }

  /** Checks the driver, and removes publications that have ended; called ten times a second. */
  void watch(long now) {
    health.watch();
    publications.removeIf(AeronPublication::isReleased);
    if (!creator && isUdp()) {
      long timeout = Math.round(1e9 * settings.memberTimeoutSeconds());
      boolean stopped = now - watched > timeout; // the whole process: the creator has left it out
      for (AeronSubscription subscription : subscriptions) {
        if (stopped) {
          subscription.cutOff(true);
        } else {
          subscription.cutOffIfUnpolled(now, timeout);
        }
      }
    }
    watched = now;
  }

  /** Waits until no thread reads Aeron's memory, before Aeron itself unmaps it. */
  private void awaitUnused() {
    health.onClientClosed();
    long deadline = System.nanoTime() + Math.round(1e9 * settings.livenessSeconds());
    for (AeronPublication publication : publications) {
      publication.awaitOffer();
    }
    while (subscriptions.stream().anyMatch(AeronSubscription::isOccupied)
        && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
