package dev.rookery.envs.box2d;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes the environment that Gymnasium's options ask for. */
final class GoldenSettings {

  private static final Set<String> OPTIONS =
      Set.of("continuous", "gravity", "enable_wind", "wind_power", "turbulence_power");

  private GoldenSettings() {}

  /** The environment without its time limit, with this random generator in every episode. */
  static LunarLanderDynamics open(JsonNode options, RandomGenerator random) {
    options
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!OPTIONS.contains(name)) {
                throw new AssertionError("unknown option " + name);
              }
            });
    LunarLanderSettings usual = LunarLanderSettings.defaults();
    LunarLanderSettings settings =
        new LunarLanderSettings(
            options.path("gravity").asDouble(usual.gravity()),
            options.path("enable_wind").asBoolean(usual.enableWind()),
            options.path("wind_power").asDouble(usual.windPower()),
            options.path("turbulence_power").asDouble(usual.turbulencePower()),
            usual.maxEpisodeSteps());
    return options.path("continuous").asBoolean()
        ? new LunarLanderContinuous(settings, seed -> random)
        : new LunarLander(settings, seed -> random);
  }
}
