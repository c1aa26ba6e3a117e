package dev.rookery.runtime.roles;

import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.wire.ParameterMessage;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Subscription;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Receives snapshots of parameters, and passes on those that are newer than the last. */
final class ParameterReceiver implements MessageHandler, AutoCloseable {

  private static final int MESSAGES_PER_POLL = 4;

  private final ParameterLayout layout;
  private final Subscription subscription;
  private final Consumer<ParameterSnapshot> receiver;
  private long version;

  ParameterReceiver(
      ParameterLayout layout, Subscription subscription, Consumer<ParameterSnapshot> receiver) {
    this.layout = layout;
    this.subscription = subscription;
    this.receiver = receiver;
  }

  /** Receives the messages that have arrived; returns how many there were. */
  int poll() {
    return subscription.poll(this, MESSAGES_PER_POLL);
  }

  /** Whether the learner's parameters can arrive. */
  boolean isConnected() {
    return subscription.isConnected();
  }

  /** The version last passed on; 0 before the first. */
  long version() {
    return version;
  }

  @Override
  public void onMessage(ByteBuffer buffer, int offset, int length, long publisherId) {
    ParameterSnapshot snapshot = ParameterMessage.read(layout, buffer, offset, length);
    if (snapshot.version() > version) {
      version = snapshot.version();
      receiver.accept(snapshot);
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
