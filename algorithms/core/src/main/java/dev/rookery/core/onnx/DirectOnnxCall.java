package dev.rookery.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls ONNX Runtime's native method itself.
 *
 * <p>Why: the public method makes four arrays, two maps, a list and a result of each call, about
 * half a kilobyte of garbage for a network of three layers; an actor calls it at every step. All of
 * that is the same each time, so it is made once here. What is left is the array of flags that the
 * native method returns: 24 bytes.
 *
 * <p>The price is that this knows something private. So it is used only with the versions of ONNX
 * Runtime that it was tested with, and where the method is found as expected; {@link OnnxCall#of}
 * takes the public method otherwise.
 */
final class DirectOnnxCall implements OnnxCall {

  private static final String TESTED_VERSION = "1.29.0";

  private static final @Nullable MethodHandle RUN = findRun();
  private static final @Nullable MethodHandle HANDLE = findHandle();

  private final OrtSession session;
  private final long api;
  private final long sessionHandle;
  private final long allocator;
  private final String[] inputNames;
  private final long[] inputHandles;
  private final String[] outputNames;
  private final OnnxValue[] outputs;
  private final long[] outputHandles;

  DirectOnnxCall(
      OrtSession session, String[] inputNames, String[] outputNames, OnnxTensor[] outputs) {
    this.session = session;
    this.inputNames = inputNames;
    this.outputNames = outputNames;
    this.outputs = outputs;
    inputHandles = new long[inputNames.length];
    outputHandles = new long[outputs.length];
    try {
      api = field(Class.forName("ai.onnxruntime.OnnxRuntime"), "ortApiHandle").getLong(null);
      sessionHandle = field(OrtSession.class, "nativeHandle").getLong(session);
      Object allocatorObject = field(OrtSession.class, "allocator").get(session);
      allocator = field(allocatorObject.getClass(), "handle").getLong(allocatorObject);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("ONNX Runtime has changed", e);
    }
    for (int i = 0; i < outputs.length; i++) {
      outputHandles[i] = handle(outputs[i]);
    }
  }

  static boolean isSupported() {
    return RUN != null && HANDLE != null;
  }

  @Override
  public void run(OnnxTensor[] inputs) throws OrtException {
    for (int i = 0; i < inputs.length; i++) {
      inputHandles[i] = handle(inputs[i]);
    }
    MethodHandle run = Objects.requireNonNull(RUN);
    try {
      boolean[] unused =
          (boolean[])
              run.invokeExact(
                  session,
                  api,
                  sessionHandle,
                  allocator,
                  inputNames,
                  inputHandles,
                  (long) inputHandles.length,
                  outputNames,
                  (long) outputHandles.length,
                  outputs,
                  outputHandles,
                  0L);
    } catch (OrtException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static long handle(OnnxTensor tensor) {
    MethodHandle handle = Objects.requireNonNull(HANDLE);
    try {
      return (long) handle.invokeExact((OnnxTensorLike) tensor);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable MethodHandle findRun() {
    if (!OnnxRuntime.environment().getVersion().equals(TESTED_VERSION)) {
      return null;
    }
    try {
      Method run =
          OrtSession.class.getDeclaredMethod(
              "run",
              long.class,
              long.class,
              long.class,
              String[].class,
              long[].class,
              long.class,
              String[].class,
              long.class,
              OnnxValue[].class,
              long[].class,
              long.class);
      run.setAccessible(true);
      return MethodHandles.lookup().unreflect(run);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private static @Nullable MethodHandle findHandle() {
    try {
      return MethodHandles.lookup().unreflectGetter(field(OnnxTensorLike.class, "nativeHandle"));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
