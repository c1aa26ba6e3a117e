package dev.rookery.runtime.run;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rookery.algorithm.Algorithm;
import dev.rookery.metrics.MetricsSink;
import dev.rookery.metrics.MetricsSinkProvider;
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
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/** Wires the parts of one run from its configuration. */
final class RunModule extends AbstractModule {

  private final ResolvedConfig resolved;
  private final Algorithm algorithm;
  private final Transport transport;
  private final RunDirectory directory;
  private final Opened opened = new Opened();

  RunModule(
      ResolvedConfig resolved, Algorithm algorithm, Transport transport, RunDirectory directory) {
    this.resolved = resolved;
    this.algorithm = algorithm;
    this.transport = transport;
    this.directory = directory;
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
    bind(EpisodeStatistics.class).in(Singleton.class);
  }

  /** Closes the parts that were made, if others could not be. */
  void closeAfter(Throwable cause) {
    opened.closeAfter(cause);
  }

  @Provides
  @Singleton
  MetricsHub metrics(RunSettings settings) {
    Map<String, MetricsSink> sinks = new LinkedHashMap<>();
    for (MetricsSinkProvider sink : resolved.sinks()) {
      sinks.put(sink.name(), opened.add(sink.create(directory.path())));
    }
    return new MetricsHub(sinks, settings.metricsInterval());
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
