package dev.rookery.testkit.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.DataType;
import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.ActorContext;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.algorithm.Policy;
import dev.rookery.environment.Action;
import dev.rookery.environment.ActionSampler;
import dev.rookery.environment.BoxSpace;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.ReplayBuffer;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.testkit.checkpoint.MemoryState;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An algorithm with its replay and its learner, and rows to learn from. Rows have the columns of
 * transitions: {@code observation}, {@code action}, {@code reward}, {@code discount} and {@code
 * next_observation}, or the columns of their named parts; what else there is gets the number 1.
 * Owns all three. Not thread-safe.
 */
public final class LearnerBench implements AutoCloseable {

  private static final String OBSERVATION = "observation";
  private static final String NEXT_OBSERVATION = "next_observation";
  private static final String ACTION = "action";
  private static final String REWARD = "reward";
  private static final String DISCOUNT = "discount";

  private final Algorithm algorithm;
  private final ReplayBuffer replay;
  private final Learner learner;

  /** On the processor, in a run of 500,000 steps. */
  public LearnerBench(Algorithm algorithm) {
    this(algorithm, new LearnerContext(1, 8, 500_000, 1, Device.CPU));
  }

  /** In another run, or on another device. */
  public LearnerBench(Algorithm algorithm, LearnerContext run) {
    this(algorithm, run, (ReplayBuffer) algorithm.createStore());
  }

  /** With another replay than the algorithm's, which is closed with the bench. */
  LearnerBench(Algorithm algorithm, LearnerContext run, ReplayBuffer replay) {
    this.algorithm = algorithm;
    this.replay = replay;
    learner = algorithm.createLearner(run, replay);
  }

  /** The algorithm under test. */
  public Algorithm algorithm() {
    return algorithm;
  }

  /** Its replay. */
  public ReplayBuffer replay() {
    return replay;
  }

  /** Its learner. */
  public Learner learner() {
    return learner;
  }

  /**
   * Adds a row whose observations are 0 but for the first number of the first one.
   *
   * @param observation that number, for spaces of float32
   * @param action the first number of the action
   */
  public void insert(double observation, double action, double reward, double discount) {
    ExperienceSchema schema = replay.schema();
    ByteBuffer row = row();
    if (observation != 0) {
      row.putFloat(
          schema.offsetOf(schema.columnsOf(OBSERVATION).get(0).name()), (float) observation);
    }
    Column column = schema.columns().get(schema.indexOf(ACTION));
    if (column.dataType() == DataType.INT32) {
      row.putInt(schema.offsetOf(ACTION), (int) action);
    } else {
      row.putFloat(schema.offsetOf(ACTION), (float) action);
    }
    insert(row, reward, discount);
  }

  private void insert(ByteBuffer row, double reward, double discount) {
    ExperienceSchema schema = replay.schema();
    row.putFloat(schema.offsetOf(REWARD), (float) reward);
    row.putFloat(schema.offsetOf(DISCOUNT), (float) discount);
    replay.insert(row, 0, 1);
  }

  /** A row of 0, but for columns of one float32 that transitions do not have. */
  private ByteBuffer row() {
    ExperienceSchema schema = replay.schema();
    ByteBuffer row = DirectBuffers.allocate(schema.rowBytes());
    for (Column column : schema.columns()) {
      if (column.dataType() == DataType.FLOAT32 && column.shape().isEmpty()) {
        row.putFloat(schema.offsetOf(column.name()), 1);
      }
    }
    return row;
  }

  /**
   * Adds 256 rows of a bandit: whatever is observed, action 0 brings 1, action 1 brings 3, and the
   * episode ends.
   */
  public void insertBandit() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 256; i++) {
      int action = random.nextInt(2);
      insert(random.nextDouble(-1, 1), action, action == 0 ? 1 : 3, 0);
    }
  }

  /**
   * Adds random rows: elements of the spaces, rewards from -1 to 1, discounts of 0.9, and 0 in each
   * fifth row.
   */
  public void insertRandomly(int count, Space observations, Space actions) {
    SplittableRandom random = new SplittableRandom(7);
    ActionSampler sampler = new ActionSampler(7);
    ExperienceSchema schema = replay.schema();
    for (int i = 0; i < count; i++) {
      ByteBuffer row = row();
      for (String name : List.of(OBSERVATION, NEXT_OBSERVATION)) {
        for (SpacePart part : observations.parts()) {
          Action numbers = new Action(part.space());
          numbers.wrap(row, schema.offsetOf(part.nameIn(name)));
          if (part.space() instanceof BoxSpace box && box.dataType() == DataType.UINT8) {
            for (int k = 0; k < box.size(); k++) {
              numbers.set(k, random.nextInt((int) box.high(k) + 1));
            }
          } else {
            sampler.sample(numbers);
          }
        }
      }
      Action action = new Action(actions);
      action.wrap(row, schema.offsetOf(ACTION));
      sampler.sample(action);
      insert(row, random.nextDouble(-1, 1), i % 5 == 0 ? 0 : 0.9);
    }
  }

  /**
   * Asserts that the values of {@link #insertBandit} are learned in 2,000 updates: the lowest and
   * the highest predicted one of the last 100.
   *
   * @param tolerance of both
   */
  public void assertLearnsBandit(double tolerance) {
    insertBandit();
    step(1900);
    report();
    step(100);
    Map<String, Double> end = report();
    assertEquals(1, end.getOrDefault("learner/q_lowest", Double.NaN), tolerance, end.toString());
    assertEquals(3, end.getOrDefault("learner/q_highest", Double.NaN), tolerance, end.toString());
  }

  /** Makes so many updates. */
  public void step(int updates) {
    for (int i = 0; i < updates; i++) {
      assertEquals(LearnerStep.UPDATED, learner.step());
    }
  }

  /** What the learner reports, since the last time. */
  public Map<String, Double> report() {
    Map<String, Double> values = new HashMap<>();
    learner.report(values::put);
    return values;
  }

  /** What the learner publishes now. */
  public float[] parameters() {
    float[] values = new float[algorithm.parameterLayout().size()];
    snapshot().values().asFloatBuffer().get(values);
    return values;
  }

  /** What the learner publishes now, for policies and actors. */
  public ParameterSnapshot snapshot() {
    ByteBuffer values = DirectBuffers.allocate(algorithm.parameterLayout().size(), Float.BYTES);
    learner.copyParameters(values);
    return new ParameterSnapshot(1, 0, 1, algorithm.parameterLayout().layoutHash(), values.flip());
  }

  /** What the greedy policy does with the parameters that the learner publishes now. */
  public ByteBuffer act(VectorStep observed, Space actions) {
    ByteBuffer chosen = DirectBuffers.allocate(observed.count(), actions.byteSize());
    try (Policy policy = algorithm.createPolicy(observed.count())) {
      policy.update(snapshot());
      policy.act(observed, chosen);
    }
    return chosen;
  }

  /** What an actor does, exploring, with the parameters that the learner publishes now. */
  public ByteBuffer explore(VectorStep observed, Space actions) {
    ByteBuffer chosen = DirectBuffers.allocate(observed.count(), actions.byteSize());
    ActorContext context = new ActorContext(0, 1, observed.count(), 500_000, 1);
    try (Actor actor = algorithm.createActor(context)) {
      actor.update(snapshot());
      actor.act(observed, chosen, 0);
    }
    return chosen;
  }

  /** Learner and replay as a checkpoint keeps them. */
  public MemoryState save() {
    MemoryState state = new MemoryState();
    learner.save(state.child("learner"));
    replay.save(state.child("replay"));
    return state;
  }

  /** Goes on from a checkpoint. */
  public void load(MemoryState state) {
    learner.load(state.child("learner"));
    replay.load(state.child("replay"));
  }

  @Override
  public void close() {
    learner.close();
    replay.close();
    algorithm.close();
  }
}
