package dev.rookery.testkit.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmConfig;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.algorithm.Device;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerContext;
import dev.rookery.algorithm.Policy;
import dev.rookery.environment.Action;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.training.Agent;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingReport;
import dev.rookery.training.TrainingRun;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds of every algorithm in real runs, as a test class to extend: in lockstep the seed
 * decides the policy, byte for byte, whatever the transport; and the exported policy acts as the
 * algorithm's own policy does with the same parameters.
 *
 * <p>Runs need {@code rookery-runtime} and the {@link #transports()} on the test's class path,
 * besides the test kit.
 *
 * <pre>{@code
 * class MyRunsTest extends RunContract<MyConfig> {
 *   @Override
 *   protected AlgorithmProvider<MyConfig> provider() {
 *     return new MyProvider();
 *   }
 *
 *   @Override
 *   protected MyConfig settings() {
 *     return MyConfig.defaults().withHiddenLayers(List.of(16)).withLearningStarts(100);
 *   }
 * }
 * }</pre>
 *
 * @param <C> the algorithm's settings
 */
@Timeout(300)
public abstract class RunContract<C extends Record & AlgorithmConfig> {

  private static final int ACTORS = 2;
  private static final int ENVIRONMENTS = 4;
  private static final long SEED = 1;
  private static final int SHOWN = 500;

  /** A constant of the network, such as a deviation, stays a sensible one. */
  private static final double PERTURBATION = 0.1;

  private static final float TOLERANCE = 1e-5f;

  /** The directory of the runs. */
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  protected Path directory;

  /** What makes the algorithm. */
  protected abstract AlgorithmProvider<C> provider();

  /**
   * Settings with which it makes updates within {@link #steps()}, eight environments together: a
   * small network, and learning that starts early.
   */
  protected abstract C settings();

  /** The actions that it takes; three discrete ones unless overridden. */
  protected Space actions() {
    return Space.discrete(3);
  }

  /** Environment steps of a run; 1,000 unless overridden. */
  protected int steps() {
    return 1_000;
  }

  /**
   * The transports that must not matter, the first one for reference; {@code local}, and {@code
   * aeron} through shared memory, unless overridden.
   */
  protected List<NamedSettings> transports() {
    return List.of(NamedSettings.of("local"), new NamedSettings("aeron", Map.of("channel", "ipc")));
  }

  @Test
  public void theSameSeedGivesTheSamePolicy() throws Exception {
    byte[] first = lockstep("first", transports().get(0), SEED);
    assertArrayEquals(
        first,
        lockstep("again", transports().get(0), SEED),
        "the same seed gave another policy the second time: is something random not seeded?");
    assertFalse(
        Arrays.equals(first, lockstep("other", transports().get(0), ~SEED)),
        "another seed gave the same policy: is the seed of the context used?");
  }

  @Test
  public void theTransportDoesNotMatter() throws Exception {
    byte[] reference = lockstep("reference", transports().get(0), SEED);
    for (NamedSettings transport : transports().subList(1, transports().size())) {
      assertArrayEquals(
          reference,
          lockstep(transport.name(), transport, SEED),
          () ->
              "%s gave another policy than %s: does something reach the learner past its store, or is memory kept that belongs to the transport?"
                  .formatted(transport, transports().get(0)));
    }
  }

  /** Trains in lockstep; returns the exported policy. */
  private byte[] lockstep(String name, NamedSettings transport, long seed) throws Exception {
    Path runDirectory = directory.resolve(name);
    try (TrainingRun run =
        training()
            .environment(RunTask.NAME, () -> new RunTask(actions()))
            .transport(transport.name(), transport.settings())
            .actors(ACTORS)
            .environmentsPerActor(ENVIRONMENTS)
            .seed(seed)
            .lockstep(true)
            .stopWhen(StopCondition.steps(steps()).overEpisodes(2))
            .runDirectory(runDirectory)
            .start()) {
      TrainingReport report = run.await();
      assertTrue(
          report.learnerSteps() > 0,
          () -> "no update in %s steps: choose other settings".formatted(steps()));
      return Files.readAllBytes(runDirectory.resolve("policy.onnx"));
    }
  }

  /** The algorithm is handed over as an object, unless a services file names it already. */
  private Training.Builder training() {
    return isNamed()
        ? Training.builder().algorithm(settings())
        : Training.builder().algorithm(provider(), settings());
  }

  private boolean isNamed() {
    Class<?> own = provider().getClass();
    for (AlgorithmProvider<?> found : ServiceLoader.load(AlgorithmProvider.class)) {
      if (own.isInstance(found)) {
        return true;
      }
    }
    return false;
  }

  @Test
  public void theExportedPolicyActsAsItsOwn() {
    AlgorithmContext context =
        new AlgorithmContext(RunTask.NAME, RunTask.OBSERVATIONS, actions(), SEED);
    Path file = directory.resolve("policy.onnx");
    try (Algorithm algorithm = provider().create(settings(), context);
        Policy policy = algorithm.createPolicy(1)) {
      ParameterSnapshot parameters = parameters(algorithm);
      algorithm.exportPolicy(parameters, file);
      policy.update(parameters);
      assertSameActions(policy, file);
    }
  }

  private void assertSameActions(Policy policy, Path file) {
    SplittableRandom random = new SplittableRandom(SEED);
    VectorStep step = new VectorStep(1, RunTask.OBSERVATIONS);
    ByteBuffer memory = DirectBuffers.allocate(1, actions().byteSize());
    Action own = new Action(actions());
    own.wrap(memory, 0);
    try (Agent served = Training.agent(file)) {
      for (int i = 0; i < SHOWN; i++) {
        double[] shown = random.doubles(RunTask.NUMBERS, -1, 1).toArray();
        step.observation(0).setAll(shown);
        served.observation().setAll(shown);
        policy.act(step, memory);
        Action exported = served.begin();
        for (int n = 0; n < own.size(); n++) {
          assertEquals(
              own.getFloat(n),
              exported.getFloat(n),
              TOLERANCE,
              () ->
                  "the exported policy acts otherwise on %s: does exportPolicy write what createPolicy computes, with the parameters that it is given?"
                      .formatted(Arrays.toString(shown)));
        }
        served.abandon();
      }
    }
  }

  /** Those of a new learner, moved a little, so that no two actions are equally good. */
  private ParameterSnapshot parameters(Algorithm algorithm) {
    ByteBuffer values = DirectBuffers.allocate(algorithm.parameterLayout().size(), Float.BYTES);
    try (ExperienceStore store = algorithm.createStore();
        Learner learner =
            algorithm.createLearner(
                new LearnerContext(ACTORS, ENVIRONMENTS, steps(), SEED, Device.CPU), store)) {
      learner.copyParameters(values);
    }
    SplittableRandom random = new SplittableRandom(SEED);
    values.flip();
    for (int i = 0; i < values.limit(); i += Float.BYTES) {
      values.putFloat(
          i, values.getFloat(i) + (float) random.nextDouble(-PERTURBATION, PERTURBATION));
    }
    return new ParameterSnapshot(1, 0, 0, algorithm.parameterLayout().layoutHash(), values);
  }
}
