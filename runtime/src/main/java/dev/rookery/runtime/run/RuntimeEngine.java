package dev.rookery.runtime.run;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.algorithm.Device;
import dev.rookery.environment.SerialVectorEnvironment;
import dev.rookery.parameters.ParameterSnapshot;
import dev.rookery.runtime.agent.PolicyAgent;
import dev.rookery.runtime.checkpoint.CheckpointFile;
import dev.rookery.runtime.config.ConfigFile;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.membership.AddressFile;
import dev.rookery.runtime.plugins.EnvironmentFactory;
import dev.rookery.runtime.plugins.PluginKind;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.process.JvmCheck;
import dev.rookery.training.ActorRun;
import dev.rookery.training.Agent;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.TrainingConfig;
import dev.rookery.training.TrainingEngine;
import dev.rookery.training.TrainingRun;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportProvider;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains in this process: the engine behind {@link dev.rookery.training.Training}. */
public final class RuntimeEngine implements TrainingEngine {

  private static final Logger LOG = LoggerFactory.getLogger(RuntimeEngine.class);
  private static final Path RUNS = Path.of("runs");

  /** For {@link java.util.ServiceLoader}. */
  public RuntimeEngine() {}

  @Override
  public TrainingRun start(Order given) {
    JvmCheck.memoryAccess();
    JvmCheck.workingDirectory();
    Plugins plugins =
        plugins(Stream.concat(given.plugins().stream(), given.sinks().stream()).toList());
    ResolvedConfig resolved = ResolvedConfig.of(given.config(), plugins);
    Order order = Continuation.of(given, resolved.config(), plugins);
    // What does not go together is refused before there is anything on the disk.
    ActorPlacement placement = ActorPlacement.of(order, resolved);
    AlgorithmContext context = context(resolved, new Device(resolved.config().run().actorDevice()));
    Algorithm algorithm = resolved.algorithm().apply(context);
    List<AutoCloseable> opened = new ArrayList<>(List.of(algorithm));
    OwnParts own = new OwnParts(order.sinks(), order.replay(), order.exploration());
    try {
      own.check(algorithm, resolved.config().algorithm().name());
      Optional<ParameterSnapshot> first =
          order.resume().isPresent()
              ? Optional.empty() // Its checkpoint has later parameters.
              : StartingParameters.of(resolved, context, algorithm, plugins);
      Transport transport =
          GuardedTransport.of(resolved.transport().create(resolved.transportSettings()));
      opened.add(0, transport);
      placement.check(transport, resolved.config().transport().name());
      RunDirectory directory = directory(order, resolved.config());
      opened.add(directory::abandon);
      RunParts parts = wire(new RunModule(resolved, algorithm, transport, directory, own));
      opened.add(0, parts.metrics());
      Run run = prepare(order, parts, placement, first);
      run.start();
      return run;
    } catch (RuntimeException | Error e) {
      CloseHelper.quietCloseAll(opened);
      throw e;
    }
  }

  private static Plugins plugins(List<?> own) {
    Plugins plugins = Plugins.find().with(own);
    plugins.problems().forEach(LOG::warn);
    return plugins;
  }

  /** The algorithm of a run, which acts where the run says. */
  static Algorithm algorithm(ResolvedConfig resolved) {
    return algorithm(resolved, new Device(resolved.config().run().actorDevice()));
  }

  /** The algorithm of a run, acting elsewhere. */
  static Algorithm algorithm(ResolvedConfig resolved, Device acting) {
    return resolved.algorithm().apply(context(resolved, acting));
  }

  /**
   * What the algorithm is told of a run: the spaces are those of an environment that is made only
   * to be asked for them. It belongs to the run like every other that the factory makes, and is
   * closed at once.
   */
  static AlgorithmContext context(ResolvedConfig resolved, Device acting) {
    EnvironmentFactory environments = resolved.environments();
    try (SerialVectorEnvironment sample =
        new SerialVectorEnvironment(environments.name(), environments.copies(1), 0)) {
      return new AlgorithmContext(
          environments.name(),
          ConfigFile.formatEnvironment(resolved.config()),
          sample.observationSpace(),
          sample.actionSpace(),
          sample.hasLegalActions(),
          resolved.config().run().seed(),
          acting);
    }
  }

  @Override
  public ActorRun join(JoinOrder order) {
    JvmCheck.memoryAccess();
    Plugins plugins = plugins(order.plugins());
    TransportProvider provider = plugins.get(PluginKind.TRANSPORT, order.transport().name());
    Record settings = plugins.settings(PluginKind.TRANSPORT, order.transport());
    Supplier<Record> current =
        order
            .addressFile()
            .map(AddressFile::new)
            .<Supplier<Record>>map(file -> () -> at(file.address(), order, plugins))
            .orElse(() -> settings);
    RemoteActors actors =
        new RemoteActors(
            order, plugins, () -> provider.join(current.get()), SystemNanoClock.INSTANCE);
    actors.start();
    return actors;
  }

  /** The settings of the transport with another address. */
  private static Record at(String address, JoinOrder order, Plugins plugins) {
    Map<String, Object> settings = new LinkedHashMap<>(order.transport().settings());
    settings.put("address", address);
    return plugins.settings(
        PluginKind.TRANSPORT, new NamedSettings(order.transport().name(), settings));
  }

  @Override
  public Agent agent(Path policy) {
    JvmCheck.memoryAccess();
    return PolicyAgent.load(policy);
  }

  @Override
  public TrainingConfig readConfig(Path runDirectory) {
    return ConfigFile.read(RunDirectory.configIn(runDirectory)).toConfig();
  }

  private static RunDirectory directory(Order order, TrainingConfig config) {
    if (order.resume().isPresent()) {
      return RunDirectory.open(order.resume().get(), order.resumeIfPresent());
    }
    return order
        .runDirectory()
        .map(order.resumeIfPresent() ? RunDirectory::beginAnew : RunDirectory::create)
        .orElseGet(
            () ->
                RunDirectory.createBelow(
                    RUNS,
                    config.algorithm().name(),
                    config.environment().name(),
                    config.run().seed(),
                    LocalDateTime.now(ZoneId.systemDefault())));
  }

  private static Run prepare(
      Order order, RunParts parts, ActorPlacement placement, Optional<ParameterSnapshot> first) {
    RunEvents events = new RunEvents();
    order.listeners().forEach(events::subscribe);
    if (order.resume().isEmpty()) {
      return new Run(parts, placement, RunStart.with(first), events);
    }
    try (CheckpointFile checkpoint = parts.checkpoints().loadLatest()) {
      return new Run(parts, placement, RunStart.resumed(checkpoint.state()), events);
    }
  }

  /** Guice wraps what a part throws; people are to see the part's own message. */
  static RunParts wire(RunModule module) {
    try {
      return Guice.createInjector(module).getInstance(RunParts.class);
    } catch (RuntimeException | Error e) {
      module.closeAfter(e);
      if ((e instanceof CreationException || e instanceof ProvisionException)
          && e.getCause() instanceof RookeryException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
