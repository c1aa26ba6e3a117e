package dev.rookery.runtime.wire;

import dev.rookery.internal.DirectBuffers;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Keeps a copy of every message that it takes, and takes none while it is told to refuse. */
final class UnreliablePublication implements Publication {

  private final List<byte[]> messages = new ArrayList<>();
  private final BooleanSupplier refuses;
  private long position;

  UnreliablePublication(BooleanSupplier refuses) {
    this.refuses = refuses;
  }

  /** Takes everything. */
  UnreliablePublication() {
    this(() -> false);
  }

  @Override
  public long offer(ByteBuffer buffer, int offset, int length) {
    if (refuses.getAsBoolean()) {
      return BACK_PRESSURED;
    }
    byte[] copy = new byte[length];
    buffer.get(offset, copy);
    messages.add(copy);
    position += length;
    return position;
  }

  /** The messages so far, in order. */
  List<byte[]> messages() {
    return messages;
  }

  /** Hands over all messages so far, each in a direct buffer with other bytes around it. */
  void deliver(MessageHandler handler) {
    messages.forEach(message -> deliver(message, handler));
  }

  static void deliver(byte[] message, MessageHandler handler) {
    int before = 16;
    ByteBuffer buffer = DirectBuffers.allocate(before + message.length + 16);
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0x5a);
    }
    buffer.put(before, message).clear();
    handler.onMessage(buffer, before, message.length, 0);
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public long publisherId() {
    return 0;
  }

  @Override
  public String stream() {
    return "unreliable";
  }

  @Override
  public void close() {}
}
