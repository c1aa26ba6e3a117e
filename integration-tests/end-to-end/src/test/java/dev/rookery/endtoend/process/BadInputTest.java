package dev.rookery.endtoend.process;

import static dev.rookery.endtoend.process.CommandResult.FAILED;
import static dev.rookery.endtoend.process.CommandResult.USAGE;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mistakes that need more than the command line alone to be found; its own tests have the others.
 */
@Timeout(300)
class BadInputTest {

  private static final String TRAIN = "train --algorithm dqn --quiet --steps 64 --environment ";

  @TempDir static Path directory;
  private static Path policy;

  @BeforeAll
  static void makeAPolicy() {
    Path run = directory.resolve("run");
    InProcess.run(TRAIN + "ProbeIdentity-v0 --lockstep --run-directory", run).succeeded();
    policy = run.resolve("policy.onnx");
  }

  @Test
  void anEnvironmentThatTheAlgorithmCannotActInIsRefusedBeforeAnythingIsWritten() {
    Path run = directory.resolve("continuous");
    for (String environment : new String[] {"Pendulum-v1", "MountainCarContinuous-v0"}) {
      InProcess.run(TRAIN + environment + " --run-directory", run)
          .refused(USAGE, "dqn needs discrete actions, but those of %s are".formatted(environment));
    }
    assertFalse(Files.exists(run));
  }

  @Test
  void howToGoOnIsCheckedBeforeAnythingIsWritten() {
    InProcess.run(TRAIN + "CartPole-v1 --resume-if-present")
        .refused(USAGE, "--resume-if-present needs --run-directory, which says where the run is");
    for (String status : new String[] {"-1", "256", "1", "2", "3", "4"}) {
      InProcess.run(TRAIN + "CartPole-v1 --stopped-status " + status)
          .refused(
              USAGE,
              "--stopped-status must be from 0 to 255, and none of [1, 2, 3, 4], which say"
                  + " something else; not "
                  + status);
    }
  }

  @Test
  void configurationsAreComplainedOfWithTheirPosition() throws IOException {
    Path file = directory.resolve("run.yaml");
    complaint(
        file,
        "algorithm: dqn\nenviroment: Taxi-v4\n",
        ":2:1: unknown key 'enviroment'; did you mean 'environment'?");
    complaint(
        file,
        "algorithm: {name: dqn, seting: 1}\n",
        ":1:24: unknown key 'seting'; did you mean 'settings'?");
    complaint(file, "run: {seed: much}\n", ":1:13: setting 'seed' must be an integer, not 'much'");
    complaint(file, "run: {actors: 0}\n", ":1:15: setting 'actors' must be at least 1");
    complaint(
        file, "run: {metrics: [cvs]}\n", ":1:16: unknown metrics sink 'cvs'; did you mean 'csv'?");
    complaint(
        file, "transport: lokal\n", ":1:12: unknown transport 'lokal'; did you mean 'local'?");
    complaint(
        file,
        "wrappers: [frame-stak]\n",
        ":1:12: unknown wrapper 'frame-stak'; did you mean 'frame-stack'?");
    complaint(file, "run:\n\tseed: 1\n", ":2:1: this is not YAML: ");
  }

  private static void complaint(Path file, String yaml, String message) throws IOException {
    Files.writeString(file, yaml);
    InProcess.run(TRAIN + "CartPole-v1 --config", file).refused(USAGE, file + message);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDirectoryThatNobodyCanWriteIsRefused() {
    InProcess.run(TRAIN + "CartPole-v1 --run-directory /proc/rookery")
        .refused(USAGE, "cannot write to the run directory /proc/rookery (");
  }

  @Test
  void policiesThatAreDamagedOrNoneAreRefused() throws IOException {
    Path file = directory.resolve("other.onnx");
    byte[] whole = Files.readAllBytes(policy);
    for (int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      InProcess.run("evaluate", file).refused(FAILED, file + " is ");
    }
    Files.write(file, identityModel());
    InProcess.run("evaluate", file)
        .refused(FAILED, file + " is not a policy that Rookery exported: its metadata has no ");
  }

  /** A model that ONNX Runtime likes, but of nobody's policy. */
  private static byte[] identityModel() {
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
    model.addOpsetImportBuilder().setVersion(17);
    TypeProto.Builder type = TypeProto.newBuilder();
    type.getTensorTypeBuilder()
        .setElemType(TensorProto.DataType.FLOAT.getNumber())
        .getShapeBuilder();
    model.getGraphBuilder().setName("identity");
    model.getGraphBuilder().addNodeBuilder().setOpType("Identity").addInput("x").addOutput("y");
    model.getGraphBuilder().addInputBuilder().setName("x").setType(type);
    model.getGraphBuilder().addOutputBuilder().setName("y").setType(type);
    return model.build().toByteArray();
  }

  @Test
  void aPolicyIsRefusedWhereItDoesNotFit() {
    for (String environment : new String[] {"CartPole-v1", "Taxi-v4", "Pendulum-v1"}) {
      InProcess.run("evaluate", policy, "--environment", environment)
          .refused(
              FAILED,
              "the policy does not fit the environment %s: it was learned in ProbeIdentity-v0"
                  .formatted(environment));
    }
  }
}
