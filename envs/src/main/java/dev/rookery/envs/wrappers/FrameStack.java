package dev.rookery.envs.wrappers;

import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.settings.Setting;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A wrapper that joins the last {@code n} observations to one, the newest last. Images {@code
 * [height, width, channels]} are stacked along the channels, {@code [height, width, n · channels]};
 * any other box gets a new leading dimension, {@code [n, …]}. At the start of an episode the first
 * observation is repeated {@code n} times.
 */
public final class FrameStack extends ObservationWrapper {

  private static final String NAME = "frame-stack";

  private final int frames;
  private final BoxSpace space;
  private final byte[] frame;
  private final byte[] history;
  private final Observation stacked;

  /** How many bytes of one frame lie together in the history: a pixel's channels, or all. */
  private final int chunk;

  /**
   * Wraps an environment to observe its last {@code frames} observations, at least 1.
   *
   * @throws dev.rookery.settings.SettingsException if the observations are not a box
   */
  public FrameStack(Environment inner, int frames) {
    super(inner);
    if (frames < 1) {
      throw new IllegalArgumentException("a stack has at least 1 frame, not " + frames);
    }
    BoxSpace single = box(inner, NAME);
    boolean image = single.shape().size() == 3;
    int together = image ? single.shape().get(2) : single.size();
    this.frames = frames;
    chunk = together * single.dataType().bytes();
    space = stackedSpace(single, frames, image, together);
    frame = new byte[single.byteSize()];
    raw.wrap(ByteBuffer.wrap(frame).order(ByteOrder.nativeOrder()), 0);
    history = new byte[space.byteSize()];
    stacked = new Observation(space);
    stacked.wrap(ByteBuffer.wrap(history).order(ByteOrder.nativeOrder()), 0);
  }

  @Override
  public Space observationSpace() {
    return space;
  }

  @Override
  void observeFirst(Observation observation) {
    for (int i = 0; i < frames; i++) {
      putFrame(i);
    }
    observation.set(stacked);
  }

  @Override
  void observe(Observation observation) {
    // Every older chunk moves one place down; what crosses into a neighbour is overwritten next.
    System.arraycopy(history, chunk, history, 0, history.length - chunk);
    putFrame(frames - 1);
    observation.set(stacked);
  }

  private void putFrame(int place) {
    for (int from = 0, to = place * chunk; from < frame.length; from += chunk) {
      System.arraycopy(frame, from, history, to, chunk);
      to += frames * chunk;
    }
  }

  private static BoxSpace stackedSpace(BoxSpace single, int frames, boolean image, int together) {
    double[] low = new double[frames * single.size()];
    double[] high = new double[low.length];
    for (int i = 0; i < low.length; i++) {
      int source = i / (frames * together) * together + i % together;
      low[i] = single.low(source);
      high[i] = single.high(source);
    }
    List<Integer> shape = new ArrayList<>(single.shape());
    if (image) {
      shape.set(2, frames * together);
    } else {
      shape.add(0, frames);
    }
    return BoxSpace.of(single.dataType(), shape, low, high);
  }

  /** The settings of {@link FrameStack}. */
  @SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
  public record Settings(
      @Setting(value = "How many observations are seen together.", min = 1, max = 1000)
          int frames) {}

  /** Provides the wrapper {@code frame-stack}. */
  public static final class Provider extends WrapperProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          NAME,
          "observes the last few observations together",
          new Settings(4),
          (inner, settings) -> new FrameStack(inner, settings.frames()));
    }
  }
}
