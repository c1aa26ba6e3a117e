package dev.rookery.envs;

import static dev.rookery.envs.RegisteredEnvironmentsTest.provider;
import static dev.rookery.envs.RegisteredEnvironmentsTest.wrapper;

import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.testkit.environment.EnvironmentContract;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrapped environments keep the contract too. */
@ParameterizedClass(name = "{0} around {1}")
@CsvSource({
  "action-repeat, CartPole-v1",
  "action-repeat, ProbeLegalActions-v0",
  "frame-stack, CartPole-v1",
  "frame-stack, MinAtar/SpaceInvaders-v1",
  "frame-stack, ProbeLegalActions-v0",
  "rescale-observation, Pendulum-v1",
  "reward-clip, Pendulum-v1",
  "reward-scale, Taxi-v4",
  "time-limit, CliffWalkingSlippery-v1"
})
class WrappedEnvironmentsTest extends EnvironmentContract {

  @Parameter(0)
  private String wrapper;

  @Parameter(1)
  private String name;

  @Override
  protected Environment create() {
    EnvironmentProvider inner = provider(name);
    EnvironmentWrapperProvider outer = wrapper(wrapper);
    return outer.wrap(inner.create(inner.defaultSettings()), outer.defaultSettings());
  }
}
