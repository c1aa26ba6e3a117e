package dev.rookery.training;

import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.environment.VectorEnvironment;
import dev.rookery.environment.VectorEnvironmentFactory;
import java.util.Optional;
import java.util.function.Supplier;

/** An environment that a program makes itself. */
record OwnEnvironment(
    String name,
    Supplier<? extends Environment> factory,
    Optional<VectorEnvironmentFactory> together)
    implements EnvironmentProvider {

  OwnEnvironment(String name, Supplier<? extends Environment> factory) {
    this(name, factory, Optional.empty());
  }

  @Override
  public String description() {
    return "an environment of the program's own";
  }

  @Override
  public Environment create(Record settings) {
    return factory.get();
  }

  @Override
  public Optional<VectorEnvironment> createVector(Record settings, int count, long seed) {
    return together.map(many -> many.create(count, seed));
  }
}
