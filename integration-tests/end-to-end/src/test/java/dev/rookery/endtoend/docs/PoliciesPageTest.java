package dev.rookery.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.rookery.core.onnx.OnnxPolicy;
import dev.rookery.endtoend.QValues;
import dev.rookery.endtoend.docs.MarkdownPage.CodeBlock;
import dev.rookery.environment.Space;
import dev.rookery.environment.VectorStep;
import dev.rookery.internal.DirectBuffers;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingRun;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/policies.md says of policy files, compared with one. */
@Timeout(300)
class PoliciesPageTest {

  private static final int OBSERVATION_SIZE = 4;

  @TempDir static Path directory;
  private static final MarkdownPage PAGE = MarkdownPage.of("docs/policies.md");
  private static Path file;

  @BeforeAll
  static void train() throws InterruptedException {
    Path run = directory.resolve("run");
    try (TrainingRun training =
        Training.builder()
            .environment("CartPole-v1")
            .algorithm("dqn", Map.of("learningStarts", 200))
            .lockstep(true)
            .stopWhen(StopCondition.steps(1000))
            .runDirectory(run)
            .start()) {
      training.await();
    }
    file = run.resolve("policy.onnx");
  }

  @Test
  void theProgramForBareOnnxRuntimeChoosesRookerysActions() throws Exception {
    CodeBlock program =
        PAGE.blocks().stream()
            .filter(block -> block.text().contains("class ServedPolicy"))
            .findFirst()
            .orElseThrow();
    Path classes = directory;
    assertEquals(Map.of(), JavaBlocks.compile(List.of(program), classes));
    Set<Long> chosen = new TreeSet<>();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      Class<?> type = loader.loadClass(JavaBlocks.className(program));
      Method act = type.getMethod("act", float[][].class);
      try (QValues values = new QValues(file);
          AutoCloseable served =
              (AutoCloseable) type.getConstructor(String.class).newInstance(file.toString())) {
        SplittableRandom random = new SplittableRandom(1);
        for (int batch : new int[] {1, 7, 64, 2000}) {
          float[][] observations = observations(batch, random);
          long[] actions = (long[]) act.invoke(served, (Object) observations);
          long[] expected = rookerysActions(observations);
          for (int k = 0; k < batch; k++) {
            chosen.add(actions[k]);
            assertTrue(actions[k] == expected[k] || isTie(values.of(observations[k])));
          }
        }
      }
    }
    assertEquals(Set.of(0L, 1L), chosen);
  }

  /** Whether two ways to add up may choose different actions. */
  private static boolean isTie(float[] qValues) {
    return Math.abs(qValues[0] - qValues[1]) < 1e-4f * (1 + Math.abs(qValues[0]));
  }

  private static float[][] observations(int batch, SplittableRandom random) {
    float[][] observations = new float[batch][OBSERVATION_SIZE];
    for (float[] observation : observations) {
      for (int i = 0; i < observation.length; i++) {
        observation[i] = (float) (random.nextDouble() * 2 - 1);
      }
    }
    return observations;
  }

  private static long[] rookerysActions(float[][] observations) {
    int batch = observations.length;
    VectorStep step = new VectorStep(batch, Space.box(-1, 1, OBSERVATION_SIZE));
    FloatBuffer input = step.observations().asFloatBuffer();
    for (float[] observation : observations) {
      input.put(observation);
    }
    ByteBuffer output = DirectBuffers.allocate(batch, Integer.BYTES);
    try (OnnxPolicy policy = OnnxPolicy.load(file, batch)) {
      policy.act(step, output);
    }
    long[] actions = new long[batch];
    for (int k = 0; k < batch; k++) {
      actions[k] = output.getInt(k * Integer.BYTES);
    }
    return actions;
  }

  @Test
  void everyInputOutputAndMetadataKeyIsExplained() throws OrtException {
    Set<String> explained = Set.copyOf(PAGE.inlineCode());
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
      Set<String> names = new TreeSet<>(session.getInputNames());
      names.addAll(session.getOutputNames());
      names.addAll(session.getMetadata().getCustomMetadata().keySet());
      assertTrue(explained.containsAll(names), () -> names + " in " + explained);
    }
  }
}
