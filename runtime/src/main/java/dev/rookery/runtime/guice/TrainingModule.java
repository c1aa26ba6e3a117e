package dev.rookery.runtime.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.EnvironmentWrapperProvider;
import dev.rookery.metrics.MetricsSinkProvider;
import dev.rookery.transport.TransportProvider;

/**
 * Installs training into an application's injector, which then has {@link TrainingRuns}. Nothing
 * starts before {@link TrainingRuns#start()} is called, in any stage of Guice.
 *
 * <p>Other modules contribute parts of the application's own by the static methods of this class;
 * each run gets all of them:
 *
 * <pre>{@code
 * protected void configure() {
 *   install(new TrainingModule());
 *   TrainingModule.setups(binder()).addBinding().to(WarehouseTraining.class);
 *   TrainingModule.sinks(binder()).addBinding().to(DatabaseSinkProvider.class);
 * }
 * }</pre>
 *
 * <p>It may be installed several times in one injector.
 */
public final class TrainingModule extends AbstractModule {

  static final TypeLiteral<AlgorithmProvider<?>> ALGORITHM = new TypeLiteral<>() {};

  /** Without any part of the application's own. */
  public TrainingModule() {}

  @Override
  protected void configure() {
    setups(binder());
    environments(binder());
    wrappers(binder());
    algorithms(binder());
    transports(binder());
    sinks(binder());
    bind(TrainingRuns.class);
  }

  /** What runs are. Setups are applied in the order of their bindings. */
  public static Multibinder<TrainingSetup> setups(Binder binder) {
    return Multibinder.newSetBinder(binder, TrainingSetup.class);
  }

  /** Environments that runs may name. */
  public static Multibinder<EnvironmentProvider> environments(Binder binder) {
    return Multibinder.newSetBinder(binder, EnvironmentProvider.class);
  }

  /** Wrappers that runs may name. */
  public static Multibinder<EnvironmentWrapperProvider> wrappers(Binder binder) {
    return Multibinder.newSetBinder(binder, EnvironmentWrapperProvider.class);
  }

  /** Algorithms that runs may name. */
  public static Multibinder<AlgorithmProvider<?>> algorithms(Binder binder) {
    return Multibinder.newSetBinder(binder, ALGORITHM);
  }

  /** Transports that runs may name. */
  public static Multibinder<TransportProvider> transports(Binder binder) {
    return Multibinder.newSetBinder(binder, TransportProvider.class);
  }

  /** Metrics sinks that every run writes to. */
  public static Multibinder<MetricsSinkProvider> sinks(Binder binder) {
    return Multibinder.newSetBinder(binder, MetricsSinkProvider.class);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrainingModule;
  }

  @Override
  public int hashCode() {
    return TrainingModule.class.hashCode();
  }
}
