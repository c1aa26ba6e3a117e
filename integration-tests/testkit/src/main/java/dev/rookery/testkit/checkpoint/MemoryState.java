package dev.rookery.testkit.checkpoint;

import dev.rookery.checkpoint.CheckpointException;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** A checkpoint in memory: what was written can be read back. */
public final class MemoryState implements StateWriter, StateReader {

  private final Map<String, byte[]> values;
  private final String prefix;

  /** Makes an empty checkpoint. */
  public MemoryState() {
    this(new HashMap<>(), "");
  }

  private MemoryState(Map<String, byte[]> values, String prefix) {
    this.values = values;
    this.prefix = prefix;
  }

  @Override
  public void putLong(String name, long value) {
    put(name, ByteBuffer.allocate(Long.BYTES).putLong(0, value).array());
  }

  @Override
  public void putDouble(String name, double value) {
    putLong(name, Double.doubleToRawLongBits(value));
  }

  @Override
  public void putBytes(String name, ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(bytes.position(), copy);
    put(name, copy);
  }

  @Override
  public long getLong(String name) {
    return ByteBuffer.wrap(get(name)).getLong(0);
  }

  @Override
  public double getDouble(String name) {
    return Double.longBitsToDouble(getLong(name));
  }

  @Override
  public void getBytes(String name, ByteBuffer target) {
    byte[] bytes = get(name);
    if (bytes.length != target.remaining()) {
      throw new CheckpointException("%s has %s bytes".formatted(name, bytes.length));
    }
    target.put(target.position(), bytes);
  }

  @Override
  public boolean has(String name) {
    return values.containsKey(prefix + name);
  }

  @Override
  public MemoryState child(String name) {
    return new MemoryState(values, prefix + name + "/");
  }

  private void put(String name, byte[] value) {
    if (values.put(prefix + name, value) != null) {
      throw new IllegalStateException("%s is written twice".formatted(prefix + name));
    }
  }

  private byte[] get(String name) {
    byte[] value = values.get(prefix + name);
    if (value == null) {
      throw new CheckpointException("no value " + prefix + name);
    }
    return value;
  }
}
