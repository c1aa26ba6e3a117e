package dev.rookery.envs.example;

import dev.rookery.environment.Environment;
import dev.rookery.testkit.environment.EnvironmentContract;

class CorridorTest extends EnvironmentContract {
  @Override
  protected Environment create() {
    return new Corridor();
  }
}
