package dev.rookery.envs.box2d;

import dev.rookery.environment.Environment;
import dev.rookery.testkit.environment.EnvironmentContract;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every variant of the lander keeps the contract of environments. */
@ParameterizedClass(name = "{0}")
@EnumSource
class LunarLanderContractTest extends EnvironmentContract {

  enum Variant {
    DISCRETE,
    CONTINUOUS,
    WIND
  }

  @Parameter private Variant variant;

  @Override
  protected Environment create() {
    LunarLanderSettings settings = LunarLanderSettings.defaults();
    return switch (variant) {
      case DISCRETE -> new LunarLander.Provider().create(settings);
      case CONTINUOUS -> new LunarLanderContinuous.Provider().create(settings);
      case WIND ->
          new LunarLander.Provider().create(new LunarLanderSettings(-10, true, 15, 1.5, 1000));
    };
  }

  /**
   * JBox2D's arrays of contacts grow with a world's first ones, and it calls {@link
   * StrictMath#sin}, which allocates on newer JDKs; {@link LunarLanderTest} holds the rest.
   */
  @Override
  protected boolean isAllocationFree() {
    return false;
  }
}
