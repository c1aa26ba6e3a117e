package dev.rookery.benchmarks;

import dev.rookery.algorithm.Actor;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.environment.Environment;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.experience.ExperienceStore;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.membership.ActorSession;
import dev.rookery.runtime.roles.ActorRole;
import dev.rookery.runtime.wire.ExperienceReader;
import dev.rookery.runtime.wire.ParameterMessage;
import dev.rookery.runtime.wire.ReceiptMessage;
import dev.rookery.runtime.wire.Streams;
import dev.rookery.training.RunSettings;
import dev.rookery.transport.MessageHandler;
import dev.rookery.transport.Publication;
import dev.rookery.transport.Subscription;
import dev.rookery.transport.Transport;
import dev.rookery.transport.local.LocalTransportProvider;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.SystemNanoClock;

/**
 * All that lies between an observation and a row in replay, on one thread: the actor role with 16
 * CartPoles, blocks over the local transport, replay at its other end. Only the actor varies.
 */
final class ActingLoop implements AutoCloseable {

  static final int ENVIRONMENTS = 16;

  private final Transport transport;
  private final ExperienceStore store;
  private final ActorRole role;
  private final Subscription experience;
  private final Subscription reports;
  private final MessageHandler onExperience;

  ActingLoop(Algorithm algorithm, Actor actor) {
    RunSettings settings =
        RunSettings.defaults().with("environmentsPerActor", ENVIRONMENTS).with("blockRows", 64);
    LocalTransportProvider provider = new LocalTransportProvider();
    transport = provider.create(provider.defaultSettings());
    store = algorithm.createStore();
    experience = transport.subscribe(Streams.EXPERIENCE);
    reports = transport.subscribe(Streams.REPORTS);
    ExperienceReader reader = new ExperienceReader(store.schema());
    Publication receipts = transport.publish(Streams.ANSWERS);
    ReceiptMessage receipt = new ReceiptMessage();
    onExperience =
        (buffer, offset, length, publisher) -> {
          store.insert(reader.wrap(buffer, offset, length));
          receipt.clear().add(reader.session(), reader.actorSteps()).offer(receipts);
        };
    Publication parameters = transport.publish(Streams.PARAMETERS);
    List<Environment> copies =
        Stream.generate(ReferenceNetwork::environment).limit(ENVIRONMENTS).toList();
    role =
        new ActorRole(
            new ActorSession(0, 1, 1, 0),
            settings,
            new SerialVectorEnvironment("CartPole-v1", copies, 1),
            actor,
            algorithm.experienceSchema(),
            algorithm.parameterLayout(),
            algorithm.pacing(),
            transport,
            SystemNanoClock.INSTANCE);
    ParameterSnapshot snapshot = ReferenceNetwork.parameters(algorithm);
    ParameterMessage message = new ParameterMessage(algorithm.parameterLayout());
    message.write(1, 0, 0, values -> values.put(snapshot.values()));
    message.offer(parameters);
  }

  /** Steps every environment once. */
  void step() {
    long before = role.environmentSteps();
    role.doWork();
    if (role.environmentSteps() == before) {
      throw new IllegalStateException("the actor did not step");
    }
    experience.poll(onExperience, 4);
    reports.poll((buffer, offset, length, publisher) -> {}, 64);
  }

  @Override
  public void close() {
    role.onClose();
    store.close();
    transport.close();
  }
}
