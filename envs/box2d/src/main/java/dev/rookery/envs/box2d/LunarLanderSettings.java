package dev.rookery.envs.box2d;

import dev.rookery.envs.TimeLimited;
import dev.rookery.settings.Setting;

/** The settings of {@link LunarLander} and {@link LunarLanderContinuous}. */
@SuppressWarnings("MissingJavadocParam") // Each component's @Setting says what it is.
public record LunarLanderSettings(
    @Setting(
            value = "The acceleration of gravity, upwards, m/s²; above -12 and below 0.",
            min = -12,
            aboveMin = true,
            max = 0)
        double gravity,
    @Setting("Whether wind pushes and turns the lander until a leg touches the ground.")
        boolean enableWind,
    @Setting(
            value = "The largest force of the wind, N; 0 to 20 is sensible.",
            min = -1000,
            max = 1000)
        double windPower,
    @Setting(
            value = "The largest torque of the wind, N m; 0 to 2 is sensible.",
            min = -1000,
            max = 1000)
        double turbulencePower,
    int maxEpisodeSteps)
    implements TimeLimited {

  /**
   * Checks the gravity.
   *
   * @throws IllegalArgumentException if it is not above -12 and below 0
   */
  public LunarLanderSettings {
    if (!(-12 < gravity && gravity < 0)) {
      throw new IllegalArgumentException(
          "setting 'gravity' must be above -12 and below 0, not " + gravity);
    }
  }

  /** The settings of {@code LunarLander-v3} and {@code LunarLanderContinuous-v3}. */
  public static LunarLanderSettings defaults() {
    return new LunarLanderSettings(-10, false, 15, 1.5, 1000);
  }
}
