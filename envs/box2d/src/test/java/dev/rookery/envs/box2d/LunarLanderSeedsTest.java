package dev.rookery.envs.box2d;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionSampler;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Step;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** A seed means the same episodes on every machine and JDK, and in every version of Rookery. */
class LunarLanderSeedsTest {

  @Test
  void discrete() {
    assertEquals("8d97e8dd", checksum(new LunarLander(LunarLanderSettings.defaults())));
  }

  @Test
  void continuous() {
    assertEquals("6cf32756", checksum(new LunarLanderContinuous(LunarLanderSettings.defaults())));
  }

  @Test
  void wind() {
    LunarLanderSettings settings = new LunarLanderSettings(-10, true, 15, 1.5, 1000);
    assertEquals("11f826fc", checksum(new LunarLander(settings)));
  }

  /** Of twenty episodes, every other one flown by the heuristic controller. */
  private static String checksum(Environment environment) {
    CRC32 crc = new CRC32();
    ByteBuffer number = ByteBuffer.allocate(Double.BYTES);
    ActionSampler sampler = new ActionSampler(1);
    Action action = new Action(environment.actionSpace());
    Step step = Step.of(environment.observationSpace());
    for (int episode = 0; episode < 20; episode++) {
      environment.reset(episode, step.observation());
      step.clear();
      while (!step.ended()) {
        if (episode % 2 == 0) {
          HeuristicPilot.act(step.observation(), action);
        } else {
          sampler.sample(action);
        }
        step.clear();
        environment.step(action, step);
        for (int i = 0; i < step.observation().size(); i++) {
          crc.update(number.clear().putDouble(step.observation().getFloat(i)).flip());
        }
        crc.update(number.clear().putDouble(step.reward()).flip());
      }
    }
    return Long.toHexString(crc.getValue());
  }
}
