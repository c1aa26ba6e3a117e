package dev.rookery.envs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionSampler;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.Step;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A seed means the same episodes on every machine and JDK, and in every version of Rookery. */
class SeededEpisodesTest {

  @ParameterizedTest
  @CsvSource({
    "Acrobot-v1, 20b0f44",
    "Blackjack-v1, 7e12b06e",
    "CartPole-v1, 944ce153",
    "CliffWalkingSlippery-v1, 54f2cbfe",
    "FrozenLake8x8-v1, aa1076bd",
    "MinAtar/Asterix-v0, bd54d1a8",
    "MinAtar/Breakout-v0, f33e1aef",
    "MinAtar/Freeway-v0, ac679fa1",
    "MinAtar/Seaquest-v0, 5e3850e2",
    "MinAtar/SpaceInvaders-v0, d19a9324",
    "MountainCar-v0, 1a5e8449",
    "MountainCarContinuous-v0, d2f8b45e",
    "Pendulum-v1, 4b36daab",
    "Taxi-v4, ba362599"
  })
  void aThousandStepsHaveThisChecksum(String name, String checksum) {
    assertEquals(checksum, Long.toHexString(checksum(name)));
  }

  private static long checksum(String name) {
    EnvironmentProvider provider = RegisteredEnvironmentsTest.provider(name);
    CRC32 crc = new CRC32();
    ByteBuffer number = ByteBuffer.allocate(Double.BYTES);
    ActionSampler actions = new ActionSampler(1);
    try (Environment environment = provider.create(provider.defaultSettings())) {
      Action action = new Action(environment.actionSpace());
      Step step = Step.of(environment.observationSpace());
      long episode = 0;
      environment.reset(episode, step.observation());
      for (int t = 0; t < 1000; t++) {
        actions.sample(action);
        step.clear();
        environment.step(action, step);
        for (int i = 0; i < step.observation().size(); i++) {
          crc.update(number.clear().putDouble(step.observation().getFloat(i)).flip());
        }
        crc.update(number.clear().putDouble(step.reward()).flip());
        if (step.ended()) {
          environment.reset(++episode, step.observation());
        }
      }
    }
    return crc.getValue();
  }
}
