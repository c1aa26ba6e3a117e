package dev.rookery.runtime.run;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.metrics.MetricsSink;
import dev.rookery.runtime.Opened;
import dev.rookery.runtime.checkpoint.CheckpointDirectory;
import dev.rookery.runtime.config.ResolvedConfig;
import dev.rookery.runtime.metrics.EpisodeStatistics;
import dev.rookery.runtime.metrics.EvaluationFile;
import dev.rookery.runtime.metrics.MetricsHub;
import dev.rookery.runtime.plugins.EnvironmentFactory;
import dev.rookery.training.RunSettings;
import dev.rookery.training.TrainingConfig;
import dev.rookery.transport.Transport;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** Wires the parts of one run from its configuration. */
final class RunModule extends AbstractModule {

  private final ResolvedConfig resolved;
  private final Algorithm algorithm;
  private final Transport transport;
  private final RunDirectory directory;
  private final OwnParts own;
  private final Opened opened = new Opened();

  /**
   * The parts of a run.
   *
   * @param own what the program brings besides what the configuration names
   */
  RunModule(
      ResolvedConfig resolved,
      Algorithm algorithm,
      Transport transport,
      RunDirectory directory,
      OwnParts own) {
    this.resolved = resolved;
    this.algorithm = algorithm;
    this.transport = transport;
    this.directory = directory;
    this.own = own;
  }

  @Override
  protected void configure() {
    bind(TrainingConfig.class).toInstance(resolved.config());
    bind(RunSettings.class).toInstance(resolved.config().run());
    bind(EnvironmentFactory.class).toInstance(resolved.environments());
    bind(Algorithm.class).toInstance(algorithm);
    bind(Transport.class).toInstance(transport);
    bind(RunDirectory.class).toInstance(directory);
    bind(NanoClock.class).toInstance(SystemNanoClock.INSTANCE);
    bind(RunParts.Incarnation.class)
        .toInstance(new RunParts.Incarnation(new SecureRandom().nextLong()));
    bind(OwnParts.class).toInstance(own);
    bind(EpisodeStatistics.class).in(Singleton.class);
  }

  /** Closes the parts that were made, if others could not be. */
  void closeAfter(Throwable cause) {
    opened.closeAfter(cause);
  }

  @Provides
  @Singleton
  MetricsHub metrics(RunSettings settings) {
    Map<String, MetricsSink> made = new LinkedHashMap<>();
    Stream.concat(resolved.sinks().stream(), own.sinks().stream())
        .distinct()
        .forEach(sink -> made.put(sink.name(), opened.add(sink.create(directory.path()))));
    return new MetricsHub(made, settings.metricsInterval());
  }

  @Provides
  @Singleton
  EvaluationFile evaluations() {
    return new EvaluationFile(directory.path());
  }

  @Provides
  @Singleton
  CheckpointDirectory checkpoints(RunSettings settings) {
    return new CheckpointDirectory(directory.checkpoints(), settings.checkpointsKept());
  }
}
