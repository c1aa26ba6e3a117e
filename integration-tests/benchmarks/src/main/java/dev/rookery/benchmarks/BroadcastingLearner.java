package dev.rookery.benchmarks;

import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.Learner;
import dev.rookery.algorithm.LearnerStep;
import dev.rookery.algorithm.Pacing;
import dev.rookery.checkpoint.StateReader;
import dev.rookery.checkpoint.StateWriter;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.metrics.MetricsRecorder;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.membership.RunDescription;
import dev.rookery.runtime.roles.LearnerRole;
import dev.rookery.settings.Settings;
import dev.rookery.training.RunSettings;
import dev.rookery.transport.Transport;
import dev.rookery.transport.aeron.AeronTransportProvider;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;

/** The learner's role over Aeron, with a learner that only ever gives away the same parameters. */
final class BroadcastingLearner implements AutoCloseable, Learner, LearnerRole.Listener {

  private static final long TIMEOUT_NANOS = 30_000_000_000L;

  private final RunSettings settings;
  private final ParameterSnapshot parameters;
  private final Transport transport;
  private final LearnerRole role;
  private boolean stepping;
  private long steps;
  private boolean closing;

  BroadcastingLearner(Algorithm algorithm, String channel, int actors) {
    settings = RunSettings.defaults().with("actors", actors).with("publishInterval", 1);
    parameters = ReferenceNetwork.parameters(algorithm);
    AeronTransportProvider provider = new AeronTransportProvider();
    transport =
        provider.create(Settings.with(provider.defaultSettings(), Map.of("channel", channel)));
    ExperienceStore store = algorithm.createStore();
    role =
        new LearnerRole(
            settings,
            new RunDescription("dqn", "CartPole-v1", "", 1),
            this,
            store,
            new Pacing.Free(),
            algorithm.parameterLayout(),
            transport,
            SystemNanoClock.INSTANCE,
            this);
    role.onStart();
  }

  RunSettings settings() {
    return settings;
  }

  /** Settings with which actors join. */
  Map<String, Object> invitation() {
    return transport.invitation().orElseThrow();
  }

  ActorSession openSession(int actorId) {
    return role.openSession(actorId);
  }

  /** Publishes the parameters under a new version, and returns that. */
  long publish() {
    stepping = true;
    role.doWork();
    return role.version();
  }

  /** Takes experience and answers, as a learner does, until a condition holds. */
  void await(BooleanSupplier condition, IdleStrategy idle) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > TIMEOUT_NANOS) {
        throw new IllegalStateException("the actors do not act with the latest parameters");
      }
      idle.idle(role.doWork());
    }
  }

  @Override
  public void startFrom(ParameterSnapshot first) {
    throw new UnsupportedOperationException("the parameters are always the same");
  }

  @Override
  public LearnerStep step() {
    boolean stepped = stepping;
    steps += stepped ? 1 : 0;
    stepping = false;
    return stepped ? LearnerStep.UPDATED : LearnerStep.IDLE;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void copyParameters(ByteBuffer target) {
    target.put(parameters.values().duplicate());
  }

  @Override
  public void report(MetricsRecorder metrics) {}

  @Override
  public void save(StateWriter state) {}

  @Override
  public void load(StateReader state) {}

  @Override
  public void onCycle(LearnerRole learner) {}

  @Override
  public void onEnd(LearnerRole learner) {}

  @Override
  public void onEpisode(int actorId, double episodeReturn, double learnerReturn, int length) {}

  @Override
  public void onMeasurement(int actorId, String name, double value) {}

  @Override
  public void close() {
    if (!closing) {
      closing = true; // the role closes its learner, which is this
      role.onClose();
      transport.close();
    }
  }
}
