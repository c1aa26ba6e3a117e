package dev.rookery.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.RookeryException;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.core.replay.StoredReplay;
import dev.rookery.core.replay.UniformReplayBuffer;
import dev.rookery.dqn.DqnConfig;
import dev.rookery.dqn.DqnProvider;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentWrapper;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.environment.Step;
import dev.rookery.experience.Column;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.experience.SampleBatch;
import dev.rookery.metrics.MetricsRecord;
import dev.rookery.metrics.MetricsSink;
import dev.rookery.metrics.MetricsSinkProvider;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingRun;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Parts that a program makes itself and hands to its run as objects, without a services file. */
@Timeout(120)
class OwnPartsTest {

  private static final DqnConfig SMALL =
      DqnConfig.defaults().withHiddenLayers(List.of(16)).withLearningStarts(64);

  @TempDir private Path folder;

  private Training.Builder builder() {
    return Training.builder()
        .environment("CartPole-v1")
        .algorithm(SMALL)
        .lockstep(true)
        .stopWhen(StopCondition.steps(400).overEpisodes(2))
        .set("metricsInterval", 100)
        .runDirectory(folder.resolve("run"));
  }

  /** DQN, by another name. */
  private static final class MyDqn implements AlgorithmProvider<DqnConfig> {

    private final DqnProvider dqn = new DqnProvider();
    private final List<DqnConfig> made = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
      return "my-dqn";
    }

    @Override
    public String description() {
      return "of this test";
    }

    @Override
    public DqnConfig defaultSettings() {
      return DqnConfig.defaults().withNStep(3);
    }

    @Override
    public Algorithm create(DqnConfig settings, AlgorithmContext context) {
      made.add(settings);
      return dqn.create(settings, context);
    }
  }

  @Test
  void anAlgorithmKeepsItsNameAndItsDefaultsAndIsFoundAgain() throws Exception {
    MyDqn mine = new MyDqn();
    try (TrainingRun run = builder().algorithm(mine, SMALL).start()) {
      assertTrue(run.await().learnerSteps() > 0);
    }
    assertEquals(3, mine.made.get(0).nStep());
    assertEquals(List.of(16), mine.made.get(0).hiddenLayers());
    Path directory = folder.resolve("run");
    assertTrue(
        assertThrows(SettingsException.class, () -> Training.resume(directory).start())
            .getMessage()
            .startsWith("unknown algorithm 'my-dqn'"));
    try (TrainingRun run = Training.resume(directory).provide(mine).set("steps", 500).start()) {
      assertTrue(run.await().environmentSteps() >= 500);
    }
  }

  @Test
  void anAlgorithmByNameHasItsDefaults() {
    assertEquals(Map.of(), builder().algorithm("ppo").config().algorithm().settings());
  }

  @Test
  void whatProcessesCannotMakeIsRefused() {
    assertEquals(
        "algorithm my-dqn is this program's own, which actor processes cannot make: offer it by an"
            + " AlgorithmProvider named in META-INF/services, or leave out actorProcesses",
        assertThrows(
                SettingsException.class,
                () ->
                    builder()
                        .lockstep(false)
                        .algorithm(new MyDqn(), SMALL)
                        .transport("aeron")
                        .actorProcesses(1)
                        .start())
            .getMessage());
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    assertTrue(
        assertThrows(RookeryException.class, () -> builder().provide(new DqnProvider()).start())
            .getMessage()
            .startsWith("two plugins of kind algorithm are named 'dqn'"));
  }

  @Test
  void aWrapperIsPutAroundTheEnvironment() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    EnvironmentWrapperProvider counting =
        new EnvironmentWrapperProvider() {
          @Override
          public String name() {
            return "counting";
          }

          @Override
          public String description() {
            return "counts steps";
          }

          @Override
          public Environment wrap(Environment inner, Record settings) {
            return new EnvironmentWrapper(inner) {
              @Override
              public void step(Action action, Step step) {
                steps.incrementAndGet();
                super.step(action, step);
              }
            };
          }
        };
    try (TrainingRun run = builder().provide(counting).wrapper("counting").start()) {
      run.await();
    }
    assertTrue(steps.get() >= 400, () -> steps + " steps");
  }

  /** Keeps the records that it gets. */
  private static final class Kept implements MetricsSinkProvider, MetricsSink {

    private final List<MetricsRecord> records = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    @Override
    public String name() {
      return "kept";
    }

    @Override
    public String description() {
      return "keeps records in memory";
    }

    @Override
    public MetricsSink create(Path runDirectory) {
      return this;
    }

    @Override
    public void write(MetricsRecord metrics) {
      records.add(metrics);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void aMetricsSinkGetsAllRecordsBesideThoseOfTheSettings() throws Exception {
    Kept kept = new Kept();
    try (TrainingRun run = builder().metrics(kept).start()) {
      run.await();
    }
    assertEquals(0, kept.records.get(0).environmentSteps());
    MetricsRecord last = kept.records.get(kept.records.size() - 1);
    assertEquals(400, last.environmentSteps());
    assertTrue(last.values().containsKey("evaluation/return_mean"), last::toString);
    assertTrue(kept.closed);
    assertTrue(folder.resolve("run/metrics.csv").toFile().exists());
  }

  /** Draws the newest rows alone. */
  private static final class Newest extends StoredReplay {

    private int draws;

    Newest(ExperienceSchema schema) {
      super(schema, 1000);
    }

    @Override
    protected void inserted(int firstSlot, int count) {}

    @Override
    protected void choose(int[] slots, SampleBatch batch, RandomGenerator random) {
      for (int i = 0; i < batch.size(); i++) {
        slots[i] = rows.slot(rows.inserted() - 1 - i % rows.size());
      }
      Arrays.fill(batch.probabilities(), 1f / batch.size());
      Arrays.fill(batch.weights(), 1);
      draws++;
    }

    @Override
    public void updatePriorities(long[] keys, float[] priorities, int count) {}
  }

  @Test
  void aReplayTakesThePlaceOfTheAlgorithms() throws Exception {
    List<Newest> made = new CopyOnWriteArrayList<>();
    try (TrainingRun run =
        builder()
            .replay(
                schema -> {
                  Newest newest = new Newest(schema);
                  made.add(newest);
                  return newest;
                })
            .start()) {
      assertTrue(run.await().learnerSteps() > 0);
      assertEquals(run.await().learnerSteps(), made.get(0).draws);
    }
    assertEquals(1, made.size());
  }

  @Test
  void aReplayThatDoesNotFitIsRefused() {
    assertEquals(
        "the algorithm learns at the pace Rounds[steps=256, maximumLag=0] and keeps no replay, so it"
            + " cannot have another one",
        refused(builder().algorithm("ppo").replay(Newest::new))
            .replaceFirst("steps=\\d+", "steps=256"));
    String other =
        refused(
            builder()
                .replay(
                    schema ->
                        new UniformReplayBuffer(
                            new ExperienceSchema(
                                List.of(Column.scalar("x", dev.rookery.DataType.FLOAT32))),
                            10)));
    assertTrue(other.startsWith("the replay has "), other);
    assertFalse(folder.resolve("run/policy.onnx").toFile().exists());
  }

  private static String refused(Training.Builder builder) {
    return String.valueOf(assertThrows(SettingsException.class, builder::start).getMessage());
  }
}
