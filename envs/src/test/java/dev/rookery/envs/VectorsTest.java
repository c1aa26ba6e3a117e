package dev.rookery.envs;

import dev.rookery.environment.Environment;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.environment.VectorEnvironment;
import dev.rookery.envs.classic.CartPole;
import dev.rookery.envs.probe.ProbeLegalActions;
import dev.rookery.testkit.environment.VectorEnvironmentContract;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;

/** Environments that are stepped together, with and without legal actions. */
class VectorsTest {

  private static VectorEnvironment together(
      Supplier<Environment> environment, int count, long seed) {
    return new SerialVectorEnvironment(
        "Test-v0", Stream.generate(environment).limit(count).toList(), seed);
  }

  @Nested
  class CartPoles extends VectorEnvironmentContract {
    @Override
    protected VectorEnvironment create(int count, long seed) {
      return together(() -> new CartPole(CartPole.Settings.defaults()), count, seed);
    }
  }

  @Nested
  class WithLegalActions extends VectorEnvironmentContract {
    @Override
    protected VectorEnvironment create(int count, long seed) {
      return together(
          () -> new ProbeLegalActions(new ProbeLegalActions.Settings(4, 5, true)), count, seed);
    }
  }
}
