package dev.rookery.runtime.roles;

import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.wire.ParameterMessage;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Subscription;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The receiving end of the parameter stream: hands over snapshots that are newer than the last. */
final class ParameterReceiver implements MessageHandler, AutoCloseable {

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

  /** Takes what has arrived; returns how many messages that was. */
  int poll() {
    return subscription.poll(this, 4);
  }

  /** Whether anybody can send parameters. */
  boolean isConnected() {
    return subscription.isConnected();
  }

  /** The version last handed over; 0 before the first. */
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
