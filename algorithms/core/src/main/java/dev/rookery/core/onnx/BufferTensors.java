package dev.rookery.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.rookery.RookeryException;
import dev.rookery.core.file.Problems;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;

/**
 * Tensors over the buffers that one input comes in, at the same place in each. Callers hand over
 * the same few buffers again and again, so each buffer gets its tensor once; a buffer that is not
 * direct is copied.
 */
final class BufferTensors {

  private static final int CAPACITY = 8;

  private final OnnxSession session;
  private final String input;
  private final int offset;
  private final int bytes;
  private final ByteBuffer[] buffers = new ByteBuffer[CAPACITY];
  private final OnnxTensor[] tensors = new OnnxTensor[CAPACITY];
  private final ByteBuffer staging;
  private int next;

  BufferTensors(OnnxSession session, String input) {
    this(session, input, 0);
  }

  /**
   * For an input in the middle of other data.
   *
   * @param offset where it starts in each buffer, in bytes
   */
  BufferTensors(OnnxSession session, String input, int offset) {
    this.session = session;
    this.input = input;
    this.offset = offset;
    bytes = session.inputBytes(input);
    staging = DirectBuffers.allocate(offset + bytes);
  }

  /** The tensor over its place in {@code buffer}. */
  @SuppressWarnings("ReferenceEquality") // the same memory, not the same content
  OnnxTensor of(ByteBuffer buffer) {
    for (int i = 0; i < CAPACITY; i++) {
      if (buffers[i] == buffer) {
        return tensors[i];
      }
    }
    if (buffer.capacity() < offset + bytes) {
      throw new IllegalArgumentException(
          "%s of %s bytes at %s in a buffer of %s"
              .formatted(input, bytes, offset, buffer.capacity()));
    }
    if (!buffer.isDirect()) {
      staging.put(offset, buffer.duplicate().clear(), offset, bytes);
      return of(staging);
    }
    try {
      OnnxTensor tensor = session.inputTensor(input, buffer.slice(offset, bytes));
      if (tensors[next] != null) {
        session.release(tensors[next]);
      }
      buffers[next] = buffer;
      tensors[next] = tensor;
      next = (next + 1) % CAPACITY;
      return tensor;
    } catch (OrtException e) {
      throw new RookeryException(
          "cannot make the tensor %s: %s".formatted(input, Problems.describe(e)), e);
    }
  }
}
