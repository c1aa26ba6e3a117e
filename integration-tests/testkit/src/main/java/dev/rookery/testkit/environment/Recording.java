package dev.rookery.testkit.environment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.environment.Action;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.ActionSampler;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.SpacePart;
import dev.rookery.environment.Step;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Drives an environment with random legal actions and writes down all that it says. */
final class Recording {

  private final Environment environment;
  private final byte[] memory;
  private final List<SpacePart> parts;
  private final Observation observation;
  private final Step step;
  private final Action action;
  private final ActionSampler sampler;
  private final @Nullable ActionMask mask;
  private final byte rubbish;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final byte[] outcome = new byte[Double.BYTES + 2];
  private long episode;
  private int steps;
  private int askings = 1;
  private BiConsumer<Observation, String> check = (seen, where) -> {};

  /** The observation's memory is filled with {@code rubbish} before it is written. */
  Recording(Environment environment, long actionSeed, byte rubbish) {
    this.environment = environment;
    this.rubbish = rubbish;
    memory = new byte[environment.observationSpace().byteSize()];
    parts = environment.observationSpace().parts();
    observation = new Observation(environment.observationSpace());
    observation.wrap(ByteBuffer.wrap(memory).order(ByteOrder.nativeOrder()), 0);
    step = new Step(observation);
    action = new Action(environment.actionSpace());
    sampler = new ActionSampler(actionSeed);
    mask = environment.hasLegalActions() ? new ActionMask(environment.actionSpace()) : null;
  }

  /** Checks every observation; the second argument says where it was seen. */
  void checkWith(BiConsumer<Observation, String> newCheck) {
    check = newCheck;
  }

  /** Asks so many times after each step which actions are legal; once unless this is called. */
  void askForLegalActions(int times) {
    askings = times;
  }

  /** Several episodes, the first of {@code seed}; returns all that was written down. */
  byte[] run(long seed, int steps) {
    start(seed);
    for (int i = 0; i < steps; i++) {
      step();
    }
    return log();
  }

  /** Starts an episode, and forgets what was written down. */
  void start(long seed) {
    log.reset();
    episode = seed;
    steps = 0;
    reset();
  }

  /** Takes one step, and starts the next episode where it ended one. */
  void step() {
    if (mask == null) {
      sampler.sample(action);
    } else {
      sampler.sample(action, mask);
    }
    Arrays.fill(memory, rubbish);
    step.clear();
    environment.step(action, step);
    check.accept(
        observation, "after step %s, in the episode of seed %s".formatted(steps++, episode));
    assertTrue(Double.isFinite(step.reward()), "reward " + step.reward());
    ByteBuffer.wrap(outcome)
        .putDouble(step.reward())
        .put((byte) (step.terminated() ? 1 : 0))
        .put((byte) (step.truncated() ? 1 : 0));
    logObservation();
    log.writeBytes(outcome);
    if (!step.terminated()) {
      askLegalActions();
    }
    if (step.ended()) {
      episode++;
      reset();
    }
  }

  /** Observations, rewards, flags and masks of legal actions since the start. */
  byte[] log() {
    return log.toByteArray();
  }

  private void reset() {
    Arrays.fill(memory, rubbish);
    environment.reset(episode, observation);
    check.accept(observation, "after reset with seed " + episode);
    logObservation();
    askLegalActions();
  }

  /** What lies between named parts is nobody's to write. */
  private void logObservation() {
    for (SpacePart part : parts) {
      log.write(memory, part.offset(), part.space().byteSize());
    }
  }

  private void askLegalActions() {
    if (mask != null) {
      for (int i = 0; i < askings; i++) {
        mask.setAll(false);
        environment.legalActions(mask);
      }
      for (int choice = 0; choice < mask.choices(); choice++) {
        assertTrue(
            mask.legalCount(choice) > 0,
            "no legal alternative of choice %s after %s steps, in the episode of seed %s"
                .formatted(choice, steps, episode));
      }
      for (int i = 0; i < mask.size(); i++) {
        log.write(mask.isLegal(i) ? 1 : 0);
      }
    }
  }
}
