package dev.rookery.benchmarks;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.core.engine.TorchEngine;
import dev.rookery.core.returns.TransitionSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.experience.SampleBatch;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The baseline of {@link LearnerBenchmark}: the same update with DJL's own {@code Trainer},
 * optimizer, gradient collector and tensor operations, on batches from the same replay.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init")
public class DjlTrainerBenchmark {

  /** Plain DQN, or double DQN with gradients clipped by their norm. */
  @Param({"plain", "double-clipped"})
  public String variant;

  private final SplittableRandom random = new SplittableRandom(1);
  private final int rows = ReferenceNetwork.BATCH;
  private Algorithm algorithm;
  private ReplayBuffer replay;
  private SampleBatch batch;
  private Model model;
  private Model targetModel;
  private Trainer trainer;
  private Trainer target;
  private boolean twofold;
  private long steps;

  /** Fills replay and makes the networks. */
  @Setup
  public void open() {
    TorchEngine.newManager().close(); // starts the engine with the same settings
    twofold = variant.equals("double-clipped");
    algorithm = ReferenceNetwork.algorithm(ReferenceNetwork.config());
    replay = (ReplayBuffer) algorithm.createStore();
    CartPoleRows.fill(replay, 20_000);
    batch = new SampleBatch(replay.schema(), rows);
    model = model();
    targetModel = model();
    trainer = trainer(model);
    target = trainer(targetModel);
  }

  private static Model model() {
    Model model = Model.newInstance("dqn", "PyTorch");
    model.setBlock(DjlUpdate.dense(ReferenceNetwork.ACTIONS));
    return model;
  }

  private Trainer trainer(Model of) {
    Adam.Builder adam =
        Optimizer.adam()
            .optLearningRateTracker(Tracker.fixed((float) ReferenceNetwork.LEARNING_RATE));
    if (twofold) {
      adam.optClipGrad(10);
    }
    Trainer made =
        of.newTrainer(new DefaultTrainingConfig(Loss.l2Loss()).optOptimizer(adam.build()));
    made.initialize(new Shape(rows, ReferenceNetwork.OBSERVATION));
    return made;
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    trainer.close();
    target.close();
    model.close();
    targetModel.close();
    replay.close();
    algorithm.close();
  }

  /** Makes one update. */
  @Benchmark
  public float update() {
    replay.sample(batch, random);
    if (steps++ % ReferenceNetwork.TARGET_UPDATE_INTERVAL == 0) {
      DjlUpdate.copyParameters(model, targetModel);
    }
    try (NDManager manager = trainer.getManager().newSubManager()) {
      Shape observations = new Shape(rows, ReferenceNetwork.OBSERVATION);
      NDArray observation = tensor(manager, TransitionSchema.OBSERVATION, observations);
      NDArray next = tensor(manager, TransitionSchema.NEXT_OBSERVATION, observations);
      NDArray reward = tensor(manager, TransitionSchema.REWARD, new Shape(rows));
      NDArray discount = tensor(manager, TransitionSchema.DISCOUNT, new Shape(rows));
      int[] taken = new int[rows];
      batch.column(TransitionSchema.ACTION).asIntBuffer().get(taken);
      NDArray actions = manager.create(taken).toType(DataType.INT64, false);
      NDArray values = target.evaluate(new NDList(next)).singletonOrThrow();
      NDArray best =
          twofold
              ? values
                  .gather(
                      trainer.evaluate(new NDList(next)).singletonOrThrow().argMax(1).expandDims(1),
                      1)
                  .squeeze(1)
              : values.max(new int[] {1});
      NDArray goal = reward.add(discount.mul(best)).stopGradient();
      float loss;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDArray q = trainer.forward(new NDList(observation)).singletonOrThrow();
        NDArray chosen = q.gather(actions.expandDims(1), 1).squeeze(1);
        NDArray huber = DjlUpdate.huber(goal.sub(chosen)).mean();
        collector.backward(huber);
        loss = huber.getFloat();
      }
      trainer.step();
      return loss;
    }
  }

  private NDArray tensor(NDManager manager, String column, Shape shape) {
    return DjlUpdate.floats(manager, batch, column).reshape(shape);
  }
}
