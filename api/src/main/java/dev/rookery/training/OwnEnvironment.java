package dev.rookery.training;

import dev.rookery.environment.Environment;
import dev.rookery.environment.EnvironmentProvider;
import java.util.function.Supplier;

/** An environment that a program makes itself. */
record OwnEnvironment(String name, Supplier<? extends Environment> factory)
    implements EnvironmentProvider {

  @Override
  public String description() {
    return "an environment of the program's own";
  }

  @Override
  public Environment create(Record settings) {
    return factory.get();
  }
}
