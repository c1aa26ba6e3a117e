package dev.rookery.endtoend.process;

import static dev.rookery.endtoend.process.CommandResult.FAILED;
import static dev.rookery.endtoend.process.CommandResult.USAGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.dqn.DqnConfig;
import dev.rookery.environment.Action;
import dev.rookery.environment.Environment;
import dev.rookery.environment.Observation;
import dev.rookery.environment.Space;
import dev.rookery.environment.Step;
import dev.rookery.runtime.wire.AnswerReader;
import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.RequestReader;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.training.ActorRun;
import dev.rookery.training.StopCondition;
import dev.rookery.training.Training;
import dev.rookery.training.TrainingRun;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mistakes of people who bring actors to a run, or lead another where one is, and messages of
 * strangers: each gets an answer, and the run, of this process, goes on.
 */
@Timeout(300)
class JoinBadInputTest {

  private static final long NONCE = 42;
  private static final long LIMIT_NANOS = Duration.ofSeconds(60).toNanos();

  @TempDir static Path directory;
  private static final String ADDRESS = Ports.freeAddress();
  private static final Map<String, Object> UDP = Map.of("channel", "udp", "address", ADDRESS);
  private static RunFiles files;
  private static TrainingRun run;
  private static ActorRun actor;

  /** A walk along a line, seen so many times over. Its jar has the same. */
  private static final String WALK =
      """
      package walk;

      import dev.rookery.environment.*;

      public final class Walk implements Environment {
        private int position;

        public Space observationSpace() {
          return Space.box(-9, 9, SIZE);
        }

        public Space actionSpace() {
          return Space.discrete(2);
        }

        public void reset(long seed, Observation observation) {
          position = 0;
          see(observation);
        }

        public void step(Action action, Step step) {
          position += action.asInt() == 1 ? 1 : -1;
          see(step.observation());
          step.reward(1);
          step.terminated(Math.abs(position) == 9);
        }

        private void see(Observation observation) {
          for (int i = 0; i < SIZE; i++) {
            observation.set(i, position);
          }
        }

        public static final class Provider implements EnvironmentProvider {
          public String name() {
            return "Walk-v0";
          }

          public String description() {
            return "walk the line";
          }

          public Environment create(Record settings) {
            return new Walk();
          }
        }
      }
      """;

  /** The same, of size 4. */
  private static final class Walk implements Environment {

    private static final int SIZE = 4;

    private int position;

    @Override
    public Space observationSpace() {
      return Space.box(-9, 9, SIZE);
    }

    @Override
    public Space actionSpace() {
      return Space.discrete(2);
    }

    @Override
    public void reset(long seed, Observation observation) {
      position = 0;
      see(observation);
    }

    @Override
    public void step(Action action, Step step) {
      position += action.asInt() == 1 ? 1 : -1;
      see(step.observation());
      step.reward(1);
      step.terminated(Math.abs(position) == 9);
    }

    private void see(Observation observation) {
      for (int i = 0; i < SIZE; i++) {
        observation.set(i, position);
      }
    }
  }

  @BeforeAll
  static void start() throws Exception {
    files = new RunFiles(directory.resolve("run"));
    run =
        Training.builder()
            .environment("Walk-v0", Walk::new)
            .algorithm(DqnConfig.defaults().withHiddenLayers(List.of(16)).withLearningStarts(64))
            .transport("aeron", UDP)
            .remoteActors()
            .stopWhen(StopCondition.steps(2_000_000_000).overEpisodes(2))
            .set("evaluationInterval", 5000)
            .set("metricsInterval", 1000)
            .runDirectory(files.directory())
            .start();
    actor = Training.join().transport("aeron", UDP).environment("Walk-v0", Walk::new).start();
    await("an actor", () -> actor.joined() == 1);
  }

  @AfterAll
  static void end() {
    actor.close();
    run.close();
  }

  @AfterEach
  void theRunGoesOn() throws Exception {
    long steps = run.progress().environmentSteps();
    await("steps", () -> run.progress().environmentSteps() > steps + 1000);
    assertEquals(1, actor.sessions());
  }

  private static void await(String what, BooleanSupplier condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertFalse(run.await(Duration.ofMillis(10)), () -> "the run ended before there was " + what);
      assertTrue(System.nanoTime() - start < LIMIT_NANOS, () -> "there was no " + what);
    }
  }

  private static CommandResult actor(String more) {
    return InProcess.run("actor --quiet --wait 8 --connect " + ADDRESS + more);
  }

  @Test
  void actorsThatExpectAnotherRunAreToldWhatItIs() {
    String learner = "the learner at aeron:udp " + ADDRESS + " refuses this actor: ";
    actor(" --algorithm ape-x").refused(USAGE, learner + "it trains dqn, not ape-x");
    actor(" --environment Taxi-v4")
        .refused(USAGE, learner + "it trains on Walk-v0, not on Taxi-v4");
  }

  @Test
  void anActorWithoutThePluginIsToldWhatIsMissing() {
    actor("").refused(USAGE, "the run's environment 'Walk-v0' is not installed here: known are ");
  }

  @Test
  void anActorWithAnotherVersionOfThePluginIsRefused() throws IOException {
    walk("other", 5, " --actor-id 0")
        .refused(
            USAGE,
            "the learner at aeron:udp %s refuses this actor: this actor's rows differ from the"
                    .formatted(ADDRESS)
                + " learner's, though it has its settings: use the same plugins and environments"
                + " everywhere");
  }

  @Test
  void moreActorsThanTheRunHasAreRefused() throws IOException {
    walk("same", Walk.SIZE, "")
        .refused(
            1, // It may be tried again.
            "the learner at aeron:udp %s had no slot for this actor within 8 s: all 1 actors of the run are connected"
                .formatted(ADDRESS));
    walk("same-too", Walk.SIZE, " --actor-id 1")
        .refused(
            USAGE,
            "the learner at aeron:udp %s refuses this actor: there is no actor 1, the run's actors are 0 to 0"
                .formatted(ADDRESS));
  }

  /** An actor with a plugin jar of that environment. */
  private static CommandResult walk(String jars, int size, String more) throws IOException {
    Path plugins = Files.createDirectory(directory.resolve(jars));
    PluginJar.write(
        plugins.resolve("walk.jar"),
        "walk.Walk",
        WALK.replace("SIZE", Integer.toString(size)),
        "walk.Walk$Provider");
    return InProcess.runWithPlugins(plugins, "actor --quiet --wait 8 --connect " + ADDRESS + more);
  }

  @Test
  void aSecondLearnerAtTheAddressIsRefused() throws Exception {
    learner(ADDRESS)
        .refused(
            FAILED, "UDP port %s of localhost cannot be used (".formatted(ADDRESS.split(":")[1]));
    String other = Ports.freeAddress();
    int control = Integer.parseInt(other.split(":")[1]) + 1;
    try (DatagramSocket taken = new DatagramSocket(null)) {
      taken.bind(new InetSocketAddress(InetAddress.getByName("localhost"), control));
      learner(other)
          .refused(FAILED, "UDP port %d of localhost cannot be used (".formatted(control));
    }
  }

  private static CommandResult learner(String address) {
    Path second = directory.resolve("second");
    CommandResult result =
        InProcess.run(
            "learner --quiet -a dqn -e CartPole-v1 --listen", address, "--run-directory", second);
    assertFalse(Files.exists(second));
    return result;
  }

  @Test
  void anActorOfAnotherProtocolIsToldBothVersions() {
    AtomicReference<String> reason = new AtomicReference<>();
    AnswerReader reader =
        new AnswerReader(
            0,
            new AnswerReader.Listener() {
              @Override
              public void onRefusal(Answers.Refusal refusal) {
                if (refusal.nonce() == NONCE) {
                  reason.set(refusal.reason());
                }
              }
            });
    try (Stranger stranger = new Stranger(ADDRESS);
        Subscription answers = stranger.transport().subscribe(Streams.ANSWERS);
        Publication requests = stranger.transport().publish(Streams.REQUESTS)) {
      Waiting.until("a connection", () -> requests.isConnected() && answers.isConnected());
      Waiting.until("room", () -> Stranger.offerHello(requests, NONCE, 9) >= 0);
      Waiting.until(
          "a refusal",
          () -> {
            answers.poll((buffer, at, length, from) -> reader.read(buffer, at, length), 10);
            return reason.get() != null;
          });
    }
    assertEquals(
        "it speaks protocol version %d, and this actor 9: run the same Rookery everywhere"
            .formatted(RequestReader.PROTOCOL_VERSION),
        reason.get());
  }

  @Test
  void nonsenseOfStrangersIsCounted() throws Exception {
    try (Stranger stranger = new Stranger(ADDRESS)) {
      for (String stream : new String[] {"experience", "reports", "requests"}) {
        double before = damaged();
        stranger.sendNonsense(stream, 300);
        await(stream + " to be counted", () -> damaged() >= before + 300 / 2);
      }
    }
  }

  /** The evaluator, of the learner's own process, listens there too. */
  @Test
  void nonsenseAmongParametersIsPassedOver() throws Exception {
    try (Stranger stranger = new Stranger(ADDRESS)) {
      stranger.sendNonsense(Streams.PARAMETERS, 300);
      stranger.announceTooMuch(Streams.PARAMETERS);
    }
    long steps = run.progress().environmentSteps();
    await(
        "an evaluation",
        () ->
            files.metrics().stream()
                .anyMatch(
                    row -> row.environmentSteps() > steps && row.has("evaluation/return_mean")));
  }

  @Test
  void absurdLengthsAndForeignPacketsDoNoHarm() throws Exception {
    int port = Integer.parseInt(ADDRESS.split(":")[1]);
    try (Stranger stranger = new Stranger(ADDRESS)) {
      for (String stream : new String[] {"experience", "reports", "requests"}) {
        double before = damaged();
        stranger.announceTooMuch(stream);
        await(stream + " to be counted", () -> damaged() >= before + 4);
      }
      stranger.sendPackets(port, 300);
      stranger.sendPackets(port + 1, 300);
    }
  }

  private static double damaged() {
    List<RunFiles.Row> rows = files.metrics();
    return rows.get(rows.size() - 1).values().get("actors/damaged_messages");
  }

  @Test
  void whereNoLearnerIsTheErrorSaysWhereAndHowLong() {
    String nowhere = Ports.freeAddress();
    InProcess.run("actor --quiet --wait 1.5 --connect", nowhere)
        .refused(FAILED, "no learner answered at aeron:udp %s within 2 s: ".formatted(nowhere));
  }

  @Test
  void addressesThatAreNoneAreRefused() {
    String form = "transport.address must be host:port, for example localhost:7043 or [::1]:7043";
    for (String wrong : new String[] {"learner", ":7043", "::1:7043", "a b:7043", "a|b:7043"}) {
      learner(wrong).refused(USAGE, "transport aeron: " + form);
      InProcess.run("actor --quiet --connect", wrong).refused(USAGE, "transport aeron: " + form);
    }
    for (String wrong : new String[] {"localhost:", "localhost:0", "localhost:65535", "a:7O43"}) {
      learner(wrong)
          .refused(USAGE, "transport aeron: the port of transport.address must be from 1 to 65534");
      InProcess.run("actor --quiet --connect", wrong)
          .refused(USAGE, "transport aeron: the port of transport.address must be from 1 to 65534");
    }
    learner("nowhere.invalid:7043")
        .refused(USAGE, "host 'nowhere.invalid' of transport.address is not known");
    InProcess.run("actor --quiet --connect nowhere.invalid:7043")
        .refused(USAGE, "host 'nowhere.invalid' of transport.address is not known");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void directoriesOfTheTransportThatWillNotDoAreNamed() throws IOException {
    String train =
        "train --quiet -a dqn -e CartPole-v1 --transport aeron --set transport.directory=";
    InProcess.run(train + "/proc/rookery")
        .refused(USAGE, "directory /proc/rookery for Aeron's files cannot be written (");
    Path full = Files.createDirectory(directory.resolve("full"));
    Files.writeString(full.resolve("thesis.tex"), "");
    InProcess.run(train + full).refused(USAGE, full + " holds other files: ");
    InProcess.run("actor --quiet --wait 1 --set transport.channel=ipc")
        .refused(USAGE, "to join over ipc, transport.directory must be the creator's");
    InProcess.run(
            "actor --quiet --wait 1 --set transport.channel=ipc --set transport.directory=" + full)
        .refused(FAILED, "waited 1 s: no Aeron media driver runs in " + full);
  }
}
