package dev.rookery.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.rookery.RookeryException;
import dev.rookery.core.file.Problems;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;

/**
 * Tensors over the buffers that one input comes in. Callers hand over the same few buffers again
 * and again, so each buffer gets its tensor once; a buffer that is not direct is copied.
 */
final class BufferTensors {

  private static final int CAPACITY = 8;

  private final OnnxSession session;
  private final String input;
  private final int bytes;
  private final ByteBuffer[] buffers = new ByteBuffer[CAPACITY];
  private final OnnxTensor[] tensors = new OnnxTensor[CAPACITY];
  private final ByteBuffer staging;
  private int next;

  BufferTensors(OnnxSession session, String input) {
    this.session = session;
    this.input = input;
    bytes = session.inputBytes(input);
    staging = DirectBuffers.allocate(bytes);
  }

  /** The tensor over the start of {@code buffer}. */
  @SuppressWarnings("ReferenceEquality") // the same memory, not the same content
  OnnxTensor of(ByteBuffer buffer) {
    for (int i = 0; i < CAPACITY; i++) {
      if (buffers[i] == buffer) {
        return tensors[i];
      }
    }
    if (buffer.capacity() < bytes) {
      throw new IllegalArgumentException(
          "%s of %s bytes in a buffer of %s".formatted(input, bytes, buffer.capacity()));
    }
    if (!buffer.isDirect()) {
      staging.put(0, buffer.duplicate().clear(), 0, bytes);
      return of(staging);
    }
    try {
      OnnxTensor tensor = session.inputTensor(input, buffer);
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
