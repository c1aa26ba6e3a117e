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
 * observation is repeated {@code n} times. Of observations with named parts one part is stacked,
 * and the others stay as they are.
 */
public final class FrameStack extends ObservationWrapper {

  private static final String NAME = "frame-stack";

  private final int frames;
  private final Space space;
  private final byte[] frame;
  private final byte[] history;
  private final Observation newest;
  private final Observation stacked;

  /** How many bytes of one frame lie together in the history: a pixel's channels, or all. */
  private final int chunk;

  /**
   * Wraps an environment to observe its last {@code frames} observations, at least 1.
   *
   * @throws dev.rookery.settings.SettingsException if the observations are not a box
   */
  public FrameStack(Environment inner, int frames) {
    this(inner, frames, "");
  }

  /**
   * Wraps an environment to observe one part of its last {@code frames} observations, at least 1.
   *
   * @param part its name; empty where observations have no named parts
   * @throws dev.rookery.settings.SettingsException if there is no such part, or it is not a box
   */
  public FrameStack(Environment inner, int frames, String part) {
    super(inner, NAME, part);
    if (frames < 1) {
      throw new IllegalArgumentException("a stack has at least 1 frame, not " + frames);
    }
    BoxSpace single = rawSpace;
    boolean image = single.shape().size() == 3;
    int together = image ? single.shape().get(2) : single.size();
    this.frames = frames;
    chunk = together * single.dataType().bytes();
    BoxSpace several = stackedSpace(single, frames, image, together);
    space = with(several);
    frame = new byte[single.byteSize()];
    newest = new Observation(single);
    newest.wrap(ByteBuffer.wrap(frame).order(ByteOrder.nativeOrder()), 0);
    history = new byte[several.byteSize()];
    stacked = new Observation(several);
    stacked.wrap(ByteBuffer.wrap(history).order(ByteOrder.nativeOrder()), 0);
  }

  @Override
  public Space observationSpace() {
    return space;
  }

  @Override
  void observeFirst(Observation changed) {
    newest.set(raw);
    for (int i = 0; i < frames; i++) {
      putFrame(i);
    }
    changed.set(stacked);
  }

  @Override
  void observe(Observation changed) {
    newest.set(raw);
    // Every older chunk moves one place down; what crosses into a neighbour is overwritten next.
    System.arraycopy(history, chunk, history, 0, history.length - chunk);
    putFrame(frames - 1);
    changed.set(stacked);
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
      @Setting(value = "How many observations are seen together.", min = 1, max = 1000) int frames,
      String part)
      implements PartSettings {}

  /** Provides the wrapper {@code frame-stack}. */
  public static final class Provider extends WrapperProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          NAME,
          "observes the last few observations together",
          new Settings(4, ""),
          (inner, settings) -> new FrameStack(inner, settings.frames(), settings.part()));
    }
  }
}
