package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input gets one line that says what is wrong, and the status that says whose fault it is. */
class ErrorsTest {

  private static final String[] DQN = {"-a", "dqn", "-e", "CartPole-v1"};

  @TempDir Path directory;

  @Test
  void wrongCommandsAndOptionsNameTheClosest() {
    usage("say what to do: train, learner, actor, evaluate", "");
    usage("Unmatched argument at index 0: 'trian'; did you mean 'train'?", "trian");
    usage(
        "Unknown options: '--algoritm', 'dqn'; did you mean '--algorithm'?",
        "train",
        "--algoritm",
        "dqn");
    usage("Missing required parameter: 'NAME'", "describe");
    usage("Missing required parameter: 'POLICY'", "evaluate");
    usage("Missing required parameter: 'RUN'", "plot");
    usage("Missing required parameter for option '--seed'", "train", "--seed");
    usage("Invalid value for option '--episodes'", "evaluate", "x.onnx", "--episodes", "many");
  }

  @Test
  void wrongNamesGiveTheClosestAndTheKnownOnes() {
    usage(
        "unknown algorithm 'dqnn'; did you mean 'dqn'? Known: ",
        "train",
        "-a",
        "dqnn",
        "-e",
        "CartPole-v1");
    usage(
        "unknown environment 'CartPole'; did you mean 'CartPole-v1'?",
        "train",
        "-a",
        "dqn",
        "-e",
        "CartPole");
    usage("unknown transport 'locl'; did you mean 'local'?", train("--transport", "locl"));
    usage(
        "--wrap time-limits: unknown wrapper 'time-limits'; did you mean 'time-limit'?",
        train("--wrap", "time-limits"));
    usage(
        "--set run.metrics=csw: unknown metrics sink 'csw'; did you mean 'csv'?",
        train("--set", "run.metrics=csw"));
    usage("unknown name 'CartPol'; did you mean 'CartPole-v1'?", "describe", "CartPol");
    usage("unknown environment 'X'", "describe", "dqn", "--environment", "X");
  }

  @Test
  void whatIsMissingIsNamedWithTheChoices() {
    usage("no environment is named: choose one of ", "train", "-a", "dqn");
    usage("no algorithm is named: choose one of ", "train", "-e", "CartPole-v1");
  }

  @Test
  void wrongSettingsSayWhichAndWhatWouldBeRight() {
    usage("--steps: setting 'steps' must be an integer, not 'soon'", train("--steps", "soon"));
    usage("--steps: setting 'steps' must be at least 1, not 0", train("--steps", "0"));
    usage(
        "--actors: setting 'actors' must be at least 1, at most 4096, not -1",
        train("--actors", "-1"));
    usage(
        "--stop-at-return: setting 'stopAtReturn' must be a number, not 'high'",
        train("--stop-at-return", "high"));
    usage(
        "--set learnRate=1: algorithm dqn: unknown setting 'learnRate'; did you mean 'learningRate'?",
        train("--set", "learnRate=1"));
    usage(
        "--set batchSize=x: algorithm dqn: setting 'batchSize' must be an integer, not 'x'",
        train("--set", "batchSize=x"));
    usage(
        "--set environment.colour=red: environment CartPole-v1: unknown setting 'colour'",
        train("--set", "environment.colour=red"));
    usage(
        "--set runn.seed=1: unknown section 'runn'; did you mean 'run'?",
        train("--set", "runn.seed=1"));
    usage("--set needs key=value, not 'seed'", train("--set", "seed"));
    usage(
        "--wrap time-limit:x=1: wrapper time-limit: unknown setting 'x'",
        train("--wrap", "time-limit:x=1"));
    usage("--wrap needs key=value, not '7'", train("--wrap", "time-limit:7"));
  }

  @Test
  void configurationFilesAreComplainedOfWithLineAndColumn() throws IOException {
    Path file = directory.resolve("run.yaml");
    usage("there is no configuration file " + file, train("--config", file.toString()));
    Files.writeString(file, "run:\n  stepps: 3\n");
    usage(
        file + ":2:11: unknown setting 'stepps'; did you mean 'steps'?",
        train("--config", file.toString()));
    Files.writeString(file, "run: [\n");
    usage(file + ":2:1: this is not YAML: ", train("--config", file.toString()));
  }

  @Test
  void aResumedRunKeepsWhatItWasStartedWith() {
    usage("--seed cannot go with --resume", "train", "--resume", "x", "--seed", "1");
    usage("--algorithm cannot go with --resume", "train", "--resume", "x", "-a", "dqn");
    usage(
        "--set algorithm.learningRate cannot go with --resume",
        "train",
        "--resume",
        "x",
        "--set",
        "learningRate=1");
    usage(
        "--set run.seed cannot go with --resume", "train", "--resume", "x", "--set", "run.seed=2");
    usage("--start-from cannot go with --resume", "train", "--resume", "x", "--start-from", "y");
    usage(
        "--set run.startFrom cannot go with --resume",
        "train",
        "--resume",
        "x",
        "--set",
        "run.startFrom=y");
    usage("x is not a run directory", "train", "--resume", "x");
  }

  @Test
  void whatARunCannotStartFromIsRefused() {
    usage(
        "cannot start from nowhere: cannot read the policy nowhere",
        train("--start-from", "nowhere"));
    usage(
        "cannot start from %s: %s is not a run directory".formatted(directory, directory),
        train("--start-from", directory.toString()));
  }

  @Test
  void actorsThatCannotBeWhereTheyShouldAreRefused() {
    usage(
        "actors 1 are too few for actorProcesses 2: each process needs at least one",
        train("--transport", "aeron", "--actor-processes", "2", "--actors", "1"));
    usage(
        "--actor-processes: setting 'actorProcesses' must be an integer, not 'all'",
        train("--actor-processes", "all"));
    usage("lockstep runs everything on one thread", train("--actor-processes", "2", "--lockstep"));
    usage(
        "transport 'local' does not reach other processes, where the actors are to be: choose one"
            + " that does, for example aeron",
        train("--actor-processes", "2"));
    usage(
        "lockstep runs everything on one thread",
        "learner",
        "-a",
        "dqn",
        "-e",
        "CartPole-v1",
        "--lockstep");
    usage(
        "--set run.seed: the learner says what the run is; only the transport's settings matter",
        "actor",
        "--set",
        "run.seed=1");
    usage(
        "--wait must be above 0 and at most 1e9 seconds, or forever, not 0",
        "actor",
        "--wait",
        "0");
    usage(
        "--wait must be above 0 and at most 1e9 seconds, or forever, not x",
        "actor",
        "--wait",
        "x");
    usage(
        "--connect and --address-file both say where the learner is: leave out one of them",
        "actor",
        "--connect",
        "localhost:7043",
        "--address-file",
        "address");
    usage("actors must be at least 1, not 0", "actor", "--actors", "0");
    usage("unknown transport 'aaron'; did you mean 'aeron'?", "actor", "--transport", "aaron");
    usage("transport 'local' does not reach other processes", "actor", "--transport", "local");
  }

  @Test
  void runDirectoriesThatCannotBeWrittenAreNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    usage("cannot write to the run directory " + file, train("--run-directory", file.toString()));
  }

  @Test
  void policiesThatCannotBeUsedAreNamed() throws IOException {
    Path file = directory.resolve("policy.onnx");
    fails("cannot read the policy " + file, "evaluate", file.toString());
    Files.writeString(file, "no model");
    fails(file + " is damaged or no ONNX file", "evaluate", file.toString());
    usage("--episodes must be at least 1", "evaluate", file.toString(), "--episodes", "0");
    usage(
        "--set algorithm.batchSize: only the environment's settings matter here",
        "evaluate",
        file.toString(),
        "--set",
        "batchSize=1");
  }

  @Test
  void pictureSizesAreChecked() {
    usage(
        "a picture of 10 × 10 is too small: at least 400 × 300",
        "plot",
        directory.toString(),
        "--size",
        "10x10");
    for (String size : new String[] {"10", "axb", "1x2x3"}) {
      usage("--size must be WIDTHxHEIGHT", "plot", directory.toString(), "--size", size);
    }
  }

  @Test
  void verboseAddsTheStackTrace() {
    Cli.Result result = Cli.run("describe", "nobody", "--verbose");
    assertEquals(2, result.status());
    assertTrue(result.err().contains("\tat dev.rookery."), result.err());
  }

  private static String[] train(String... more) {
    String[] args = new String[DQN.length + more.length + 1];
    args[0] = "train";
    System.arraycopy(DQN, 0, args, 1, DQN.length);
    System.arraycopy(more, 0, args, DQN.length + 1, more.length);
    return args;
  }

  private static void usage(String beginning, String... args) {
    check(2, beginning, args);
  }

  private static void fails(String beginning, String... args) {
    check(1, beginning, args);
  }

  private static void check(int status, String beginning, String... args) {
    Cli.Result result = args.length == 1 && args[0].isEmpty() ? Cli.run() : Cli.run(args);
    assertTrue(result.err().startsWith("rookery: " + beginning), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertEquals("", result.out());
    assertEquals(status, result.status());
  }
}
