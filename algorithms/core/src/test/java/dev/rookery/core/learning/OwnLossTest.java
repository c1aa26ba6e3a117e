package dev.rookery.core.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.loss.QLearning;
import dev.rookery.core.network.Initializers;
import dev.rookery.core.network.LinearHead;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.optimizer.Adam;
import dev.rookery.core.optimizer.GradientDescent;
import dev.rookery.core.replay.UniformReplayBuffer;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.core.schedule.Schedule;
import dev.rookery.environment.Space;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.internal.DirectBuffers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Losses written with the engine's operations, whose gradients the engine finds. */
@Timeout(120)
class OwnLossTest {

  private static final Space OBSERVATIONS = Space.box(-1, 1, 1);
  private static final Space ACTIONS = Space.discrete(2);
  private static final ExperienceSchema SCHEMA = TransitionSchema.of(OBSERVATIONS, ACTIONS);
  private static final int BATCH = 32;

  private static TrainableNetwork network(boolean trainable) {
    TrainableNetwork network =
        new TrainableNetwork(
            NetworkSpec.forObservations(OBSERVATIONS)
                .withHidden(List.of(16))
                .withHeads(new LinearHead("q_values", 2))
                .build(),
            trainable);
    network.arena().write(Initializers.uniform(network.arena().layout(), 1));
    return network;
  }

  /** A learner as a user might write it: half the squared TD error, by the engine. */
  private static final class OwnLossLearner extends ReplayLearner {

    private final TrainableNetwork online;
    private final TrainableNetwork target;
    private final LearnerTensors tensors;
    private final List<LearnerTensors.Input> columns;

    OwnLossLearner(TrainableNetwork online, TrainableNetwork target, ReplayBuffer replay) {
      super(
          replay,
          BATCH,
          new GradientDescent(
              online.arena(),
              new Adam(online.arena().size(), 1e-8),
              Schedule.constant(1e-2),
              Double.POSITIVE_INFINITY),
          online.arena(),
          target.arena(),
          new TargetUpdate(20, 1),
          0,
          Schedule.constant(1),
          3);
      this.online = online;
      this.target = target;
      tensors = new LearnerTensors(online.arena().memory());
      columns =
          SCHEMA.columns().stream().map(column -> tensors.column(batch, column.name())).toList();
    }

    @Override
    protected double gradients(float[] newPriorities) {
      try (LearnerTensors.Scratch scratch = tensors.begin()) {
        return TorchEngine.backward(
            () -> {
              // A pass without gradients in between does not end the recording.
              NDArray next = target.forward(column(4)).max(new int[] {1});
              NDArray wanted = column(2).add(column(3).mul(next));
              NDArray taken = column(1).reshape(BATCH).oneHot(2);
              NDArray q = online.forwardRecording(column(0)).mul(taken).sum(new int[] {1});
              NDArray error = q.sub(wanted);
              scratch.read(error.abs(), newPriorities);
              return error.square().mean().div(2);
            });
      }
    }

    private NDArray column(int index) {
      return columns.get(index).tensor();
    }

    @Override
    public void close() {
      tensors.close();
      online.close();
      target.close();
    }
  }

  /** Action 0 brings 1 and ends it all; action 1 brings 1 and goes on: it is worth 1 + 0.5 * 2. */
  private static void fill(ReplayBuffer replay) {
    SplittableRandom random = new SplittableRandom(5);
    ByteBuffer row = DirectBuffers.allocate(SCHEMA.rowBytes());
    for (int i = 0; i < 200; i++) {
      int action = i % 2;
      row.putFloat(SCHEMA.offset(0), (float) random.nextDouble(-1, 1));
      row.putInt(SCHEMA.offset(1), action);
      row.putFloat(SCHEMA.offset(2), 1);
      row.putFloat(SCHEMA.offset(3), action == 1 ? 0.5f : 0);
      row.putFloat(SCHEMA.offset(4), (float) random.nextDouble(-1, 1));
      replay.insert(row, 0, 1);
    }
  }

  private static boolean learns(CyclicBarrier start) throws Exception {
    try (ReplayBuffer replay = new UniformReplayBuffer(SCHEMA, 200);
        OwnLossLearner learner = new OwnLossLearner(network(true), network(false), replay)) {
      fill(replay);
      start.await(60, TimeUnit.SECONDS);
      for (int i = 0; i < 1500; i++) {
        assertEquals(LearnerStep.UPDATED, learner.step());
      }
      Map<String, Double> report = new HashMap<>();
      learner.report(report::put);
      learner.step();
      learner.report(report::put);
      assertEquals(0, report.get("learner/loss"), 0.01);
      try (NDManager manager = TorchEngine.newManager()) {
        float[] q = learner.online.forward(manager.zeros(new Shape(1, 1))).toFloatArray();
        assertEquals(1, q[0], 0.1);
        assertEquals(2, q[1], 0.1);
      }
      return true;
    }
  }

  @Test
  void aLearnerTrainsByALossOfItsOwnOnTwoThreadsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      CyclicBarrier start = new CyclicBarrier(2);
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        results.add(threads.submit(() -> learns(start)));
      }
      for (Future<Boolean> result : results) {
        assertTrue(result.get(120, TimeUnit.SECONDS));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theEnginesGradientIsThatOfTheSameLossWrittenByHand() {
    float[] x = {0.3f, -0.8f, 0.1f};
    int[] actions = {1, 0, 1};
    float[] wanted = {2, -1, 0.5f};
    try (TrainableNetwork network = network(true);
        NDManager manager = TorchEngine.newManager()) {
      NDArray input = manager.create(x).reshape(3, 1);
      NDArray output = network.forwardRecording(input);
      float[] byHand = new float[6];
      double expected =
          QLearning.huberLoss(
              output.toFloatArray(),
              actions,
              wanted,
              new float[] {1, 1, 1},
              Double.POSITIVE_INFINITY,
              2,
              byHand,
              new float[3]);
      TorchEngine.backward(output, manager.create(byHand).reshape(3, 2));
      float[] expectedGradients = new float[network.arena().size()];
      network.arena().takeGradients(expectedGradients);

      NDArray taken = manager.create(new float[] {0, 1, 1, 0, 0, 1}).reshape(3, 2);
      NDArray targets = manager.create(wanted);
      double loss =
          TorchEngine.backward(
              () ->
                  network
                      .forwardRecording(input)
                      .mul(taken)
                      .sum(new int[] {1})
                      .sub(targets)
                      .square()
                      .mean()
                      .div(2));
      float[] gradients = new float[network.arena().size()];
      network.arena().takeGradients(gradients);
      assertEquals(expected, loss, 1e-5);
      assertArrayEquals(expectedGradients, gradients, 1e-5f);
    }
  }

  /**
   * Both networks could be trained here. The target is weighed by what the online network thinks of
   * the next actions, so that a gradient would reach it through the selection too.
   */
  @Test
  void noGradientReachesTheTargetOrTheSelection() {
    try (TrainableNetwork online = network(true);
        TrainableNetwork target = network(true);
        NDManager manager = TorchEngine.newManager()) {
      NDArray x = manager.create(new float[] {0.3f, -0.8f, 0.1f}).reshape(3, 1);
      NDArray next = manager.create(new float[] {0.5f, 0.2f, -0.4f}).reshape(3, 1);
      float[] gradients =
          gradients(online, x, () -> targets(online.forward(next), target.forward(next)));
      float[] reached = new float[target.arena().size()];
      target.arena().takeGradients(reached);
      assertArrayEquals(new float[reached.length], reached);

      float[] constants = targets(online.forward(next), target.forward(next)).toFloatArray();
      assertArrayEquals(gradients(online, x, () -> manager.create(constants)), gradients, 1e-7f);

      // What is recorded does reach them: the test can fail.
      float[] leaking =
          gradients(
              online,
              x,
              () -> targets(online.forwardRecording(next), target.forwardRecording(next)));
      assertFalse(Arrays.equals(gradients, leaking));
      target.arena().takeGradients(reached);
      assertFalse(Arrays.equals(new float[reached.length], reached));
    }
  }

  private static NDArray targets(NDArray selection, NDArray values) {
    return selection.softmax(1).mul(values).sum(new int[] {1}).mul(0.9).add(1);
  }

  private static float[] gradients(TrainableNetwork online, NDArray x, Supplier<NDArray> targets) {
    TorchEngine.backward(
        () -> {
          NDArray wanted = targets.get();
          return online.forwardRecording(x).max(new int[] {1}).sub(wanted).square().mean();
        });
    float[] gradients = new float[online.arena().size()];
    online.arena().takeGradients(gradients);
    return gradients;
  }

  @Test
  void aLossThatNothingCanBeLearnedFromIsRefused() {
    try (TrainableNetwork network = network(true);
        NDManager manager = TorchEngine.newManager()) {
      NDArray input = manager.zeros(new Shape(3, 1));
      assertEquals(
          "a loss is one number, not an array of shape (3, 2): take its mean or its sum",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> TorchEngine.backward(() -> network.forwardRecording(input).square()))
              .getMessage());
      NDArray outside = network.forwardRecording(input);
      for (NDArray constant : List.of(network.forward(input), outside.square())) {
        IllegalStateException refused =
            assertThrows(
                IllegalStateException.class, () -> TorchEngine.backward(() -> constant.mean()));
        assertTrue(refused.getMessage().contains("does not depend on any parameter"));
      }
    }
  }
}
