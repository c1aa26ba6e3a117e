package dev.rookery.envs.wrappers;

import dev.rookery.DataType;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.settings.Setting;

/**
 * Subtracts the running mean from every number of an observation, divides by the running standard
 * deviation, and clips; float32. The shape stays.
 *
 * <p>The statistics run over everything observed so far, so an episode depends on earlier ones. By
 * default each copy of the environment has its own.
 */
public final class NormalizeObservation extends ObservationWrapper {

  private static final String NAME = "normalize-observation";

  private final BoxSpace space;
  private final ObservationStatistics statistics;
  private final Settings settings;

  /** With statistics of its own. */
  public NormalizeObservation(Environment inner, Settings settings) {
    this(inner, settings, new ObservationStatistics(inner.observationSpace().size()));
  }

  /**
   * With statistics that others may share.
   *
   * @throws dev.rookery.settings.SettingsException if the observations are not a box
   * @throws IllegalArgumentException if the statistics are of another size
   */
  public NormalizeObservation(
      Environment inner, Settings settings, ObservationStatistics statistics) {
    super(inner);
    BoxSpace box = box(inner, NAME);
    if (statistics.size() != box.size()) {
      throw new IllegalArgumentException(
          "statistics of %s numbers for observations of %s"
              .formatted(statistics.size(), box.size()));
    }
    this.settings = settings;
    this.statistics = statistics;
    space = BoxSpace.uniform(DataType.FLOAT32, -settings.clip(), settings.clip(), box.shape());
  }

  /** What the normalisation goes by. */
  public ObservationStatistics statistics() {
    return statistics;
  }

  @Override
  public Space observationSpace() {
    return space;
  }

  @Override
  void observeFirst(Observation observation) {
    observe(observation);
  }

  @Override
  void observe(Observation observation) {
    statistics.add(raw);
    for (int i = 0; i < statistics.size(); i++) {
      double deviation = Math.sqrt(statistics.variance(i) + settings.epsilon());
      double value = (raw.getFloat(i) - statistics.mean(i)) / deviation;
      observation.set(i, Math.max(-settings.clip(), Math.min(settings.clip(), value)));
    }
  }

  /**
   * What users set.
   *
   * @param epsilon added to the variance
   * @param clip the largest magnitude
   */
  public record Settings(
      @Setting(value = "Added to the variance, against division by 0.", min = 0, aboveMin = true)
          double epsilon,
      @Setting(
              value = "The largest magnitude of a normalised number; infinity: no clipping.",
              min = 0,
              aboveMin = true)
          double clip) {

    /** The defaults: 1e-8, and ten standard deviations. */
    public static Settings defaults() {
      return new Settings(1e-8, 10);
    }
  }

  /** Offers {@code normalize-observation}. */
  public static final class Provider extends WrapperProvider<Settings> {

    /** For the service loader. */
    public Provider() {
      super(
          NAME,
          "subtracts the running mean of observations and divides by their standard deviation",
          Settings.defaults(),
          NormalizeObservation::new);
    }
  }
}
