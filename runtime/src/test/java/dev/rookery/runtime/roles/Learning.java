package dev.rookery.runtime.roles;

import dev.rookery.algorithm.Pacing;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.experience.ExperienceSchema;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.membership.JoinClient;
import dev.rookery.runtime.membership.RunDescription;
import dev.rookery.runtime.roles.Numbers.ListStore;
import dev.rookery.runtime.roles.Numbers.NumberingActor;
import dev.rookery.runtime.wire.AnswerReader;
import dev.rookery.runtime.wire.Answers;
import dev.rookery.runtime.wire.ExperienceBlocks;
import dev.rookery.runtime.wire.Requests;
import dev.rookery.training.RunSettings;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.local.LocalTransport;
import dev.rookery.transport.local.LocalTransportSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A learner whose actors are elsewhere, on a transport that stands for several processes, and a
 * clock that only moves as tests or waiting actors move it.
 */
final class Learning implements AutoCloseable {

  static final int BLOCK_ROWS = 2;
  static final String CONFIGURATION = "algorithm: numbers\nenvironment: Length\n";

  final ManualClock clock = new ManualClock();
  final LocalTransport transport;
  final RunSettings settings;
  final ListStore store;
  final List<String> reports = new ArrayList<>();
  LearnerRole learner;
  private ListStore currentStore;
  private long nonces = 1000;

  Learning(int actors, int ringBytes) {
    this(actors, ringBytes, 0);
  }

  /** The run starts so many processes of actors; 0: they are started by others. */
  Learning(int actors, int ringBytes, int actorProcesses) {
    transport = new LocalTransport(new LocalTransportSettings(ringBytes, 0));
    settings =
        RunSettings.defaults()
            .with("actors", actors)
            .with("actorProcesses", actorProcesses)
            .with("blockRows", BLOCK_ROWS)
            .with("maximumLead", 8)
            .with("publishInterval", 1_000_000)
            .with("timeoutSeconds", 60);
    store = new ListStore(actors);
    currentStore = store;
    learner = learner(5);
  }

  Learning(int actors) {
    this(actors, 1 << 18);
  }

  private LearnerRole learner(long incarnation) {
    LearnerRole role =
        new LearnerRole(
            settings,
            new RunDescription("numbers", "Length", CONFIGURATION, incarnation),
            new CountingLearner(currentStore),
            currentStore,
            new Pacing.Free(),
            Numbers.LAYOUT,
            transport,
            clock,
            new Listener());
    role.onStart();
    return role;
  }

  /** The learner dies, and another takes its place. */
  ListStore restart(long incarnation) {
    learner.onClose();
    currentStore = new ListStore(settings.actors());
    learner = learner(incarnation);
    return currentStore;
  }

  private final class Listener implements LearnerRole.Listener {
    @Override
    public void onCycle(LearnerRole role) {}

    @Override
    public void onEnd(LearnerRole role) {}

    @Override
    public void onEpisode(int actorId, double episodeReturn, double learnerReturn, int length) {
      reports.add("episode of actor %d: %s".formatted(actorId, episodeReturn));
    }

    @Override
    public void onMeasurement(int actorId, String name, double value) {
      if (!name.contains("/")) {
        throw new IllegalArgumentException("the metric '%s' needs a slash".formatted(name));
      }
      reports.add("%s of actor %d".formatted(name, actorId));
    }
  }

  /** While the actor waits the learner works and time passes. */
  JoinClient joinClient(double waitSeconds) {
    return new JoinClient(
        transport,
        () -> {
          learner.doWork();
          clock.advanceSeconds(0.25);
          return clock.nanoTime();
        },
        () -> nonces++,
        waitSeconds,
        () -> false);
  }

  JoinClient.Configuration configuration() {
    try (JoinClient joinClient = joinClient(30)) {
      return joinClient.configuration("numbers", "Length").orElseThrow();
    }
  }

  ActorSession join(int actorId) {
    try (JoinClient joinClient = joinClient(30)) {
      return joinClient
          .join(
              joinClient.configuration("", "").orElseThrow(),
              actorId,
              Numbers.SCHEMA.layoutHash(),
              Numbers.LAYOUT.layoutHash())
          .orElseThrow();
    }
  }

  ActorSession joinAny() {
    return join(Requests.ANY_ACTOR);
  }

  /** An actor of one environment. */
  ActorRole actor(ActorSession session, NumberingActor numbering) {
    return new ActorRole(
        session,
        settings,
        new SerialVectorEnvironment("Length", List.of(new LengthEnvironment(seed -> 5)), 1),
        numbering,
        Numbers.SCHEMA,
        Numbers.LAYOUT,
        Numbers.IN_BLOCKS,
        transport,
        clock);
  }

  /** Learner and actor take turns. */
  void work(int cycles, ActorRole... actors) {
    for (int i = 0; i < cycles; i++) {
      for (ActorRole actor : actors) {
        actor.doWork();
      }
      learner.doWork();
      clock.advanceSeconds(0.01);
    }
  }

  /** A session's blocks, to be sent by hand. */
  ExperienceBlocks blocks(ActorSession session, ExperienceSchema schema) {
    return new ExperienceBlocks(schema, BLOCK_ROWS, session.actorId(), session.id());
  }

  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    learner.report(metrics::put);
    return metrics;
  }

  double metric(String name) {
    return metrics().getOrDefault(name, Double.NaN);
  }

  /** All answers that have arrived, as text; receipts are those of the session. */
  static List<String> answers(Subscription subscription, long session) {
    List<String> answers = new ArrayList<>();
    AnswerReader reader =
        new AnswerReader(
            session,
            new AnswerReader.Listener() {
              @Override
              public void onConfiguration(long nonce, long incarnation, String text) {
                answers.add("configuration for %d".formatted(nonce));
              }

              @Override
              public void onJoinAccepted(Answers.JoinAccepted accepted) {
                answers.add("actor %d for %d".formatted(accepted.actorId(), accepted.nonce()));
              }

              @Override
              public void onRefusal(Answers.Refusal refusal) {
                answers.add("%s: %s".formatted(refusal.kind(), refusal.reason()));
              }

              @Override
              public void onReceipt(long steps) {
                answers.add("taken %d".formatted(steps));
              }
            });
    while (subscription.poll((b, offset, length, id) -> reader.read(b, offset, length), 100) > 0) {}
    return answers;
  }

  /** Sends rows of a session by hand, from number {@code first} on, as one block. */
  static void send(ExperienceBlocks blocks, Publication publication, int actorId, int first) {
    int row = blocks.beginRow();
    blocks.buffer().putInt(row, actorId).putInt(row + 4, first);
    blocks.endRow();
    blocks.addEnvironmentSteps(1);
    blocks.sendAll(publication);
  }

  @Override
  public void close() {
    transport.close();
  }
}
