package dev.rookery.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import java.io.Serial;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;

/**
 * Keeps the memory of the constants in what is recorded. Of the number in {@code x.mul(2)} DJL
 * makes a tensor over a buffer of the JVM's, and closes it at once. The engine reads that memory
 * again when it runs backward, but nothing in the JVM refers to it any longer: a garbage collection
 * in between frees it, and gradients become those of whatever stands there then. Here the manager
 * of such a tensor holds the buffer until it is closed, as it holds the results.
 *
 * <p>DJL tells each new array to the {@link NDScope} of its thread, which this is the map of: it
 * contains nothing, so that a scope which ends closes nothing.
 */
final class RecordedConstants extends IdentityHashMap<NDArray, NDArray> {

  @Serial private static final long serialVersionUID = 1;

  private static final Field SCOPED = field(NDScope.class, "resources");
  private static final Field MEMORY = field(PtNDArray.class, "dataRef");

  private RecordedConstants() {
    super(1);
  }

  /** Keeps the constants that the calling thread makes until the scope is closed. */
  static NDScope keep() {
    NDScope scope = new NDScope();
    try {
      SCOPED.set(scope, new RecordedConstants());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return scope;
  }

  /** Told of a new array. */
  @Override
  public NDArray put(NDArray array, NDArray same) {
    try {
      if (array instanceof PtNDArray && MEMORY.get(array) instanceof ByteBuffer memory) {
        array.getManager().attachUncappedInternal("memory of " + array.getUid(), new Kept(memory));
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return array;
  }

  private record Kept(ByteBuffer memory) implements AutoCloseable {

    @Override
    public void close() {
      // The garbage collector frees it.
    }
  }

  private static Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(
          "this version of DJL has no %s in its %s: use the one that Rookery's pom names"
              .formatted(name, type.getSimpleName()),
          e);
    }
  }
}
