package dev.rookery.envs.wrappers;

import dev.rookery.DataType;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.settings.SettingsException;

/**
 * A wrapper that maps every number of an observation from its bounds to [-1, 1], as float32; a
 * number whose bounds are equal becomes 0. The shape stays. Of observations with named parts one
 * part is mapped, and the others stay as they are.
 */
public final class RescaleObservation extends ObservationWrapper {

  private static final String NAME = "rescale-observation";

  private final Space space;
  private final double[] middle;
  private final double[] factor;

  /**
   * Wraps an environment whose observations have finite bounds.
   *
   * @throws SettingsException if they have not
   */
  public RescaleObservation(Environment inner) {
    this(inner, "");
  }

  /**
   * Wraps an environment to map one part of its observations, which has finite bounds.
   *
   * @param part its name; empty where observations have no named parts
   * @throws SettingsException if there is no such part, or it has no finite bounds
   */
  public RescaleObservation(Environment inner, String part) {
    super(inner, NAME, part);
    BoxSpace bounds = rawSpace;
    middle = new double[bounds.size()];
    factor = new double[bounds.size()];
    for (int i = 0; i < bounds.size(); i++) {
      double halfWidth = bounds.high(i) / 2 - bounds.low(i) / 2;
      if (!Double.isFinite(halfWidth)) {
        throw new SettingsException(
            "the wrapper '%s' needs finite bounds, but number %s is from %s to %s"
                .formatted(NAME, i, bounds.low(i), bounds.high(i)));
      }
      middle[i] = bounds.low(i) + halfWidth;
      factor[i] = halfWidth == 0 ? 0 : 1 / halfWidth;
    }
    space = with(BoxSpace.uniform(DataType.FLOAT32, -1, 1, bounds.shape()));
  }

  @Override
  public Space observationSpace() {
    return space;
  }

  @Override
  void observeFirst(Observation changed) {
    observe(changed);
  }

  @Override
  void observe(Observation changed) {
    for (int i = 0; i < middle.length; i++) {
      changed.set(i, (raw.getFloat(i) - middle[i]) * factor[i]);
    }
  }

  /** The settings of {@link RescaleObservation}. */
  @SuppressWarnings("MissingJavadocParam") // Its @Setting says what it is.
  public record Settings(String part) implements PartSettings {}

  /** Provides the wrapper {@code rescale-observation}. */
  public static final class Provider extends WrapperProvider<Settings> {

    /** Makes the provider, for {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          NAME,
          "maps observations from their bounds to -1 to 1",
          new Settings(""),
          (inner, settings) -> new RescaleObservation(inner, settings.part()));
    }
  }
}
