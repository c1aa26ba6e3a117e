package dev.rookery.envs.text;

import dev.rookery.environment.Environment;
import dev.rookery.settings.Settings;
import dev.rookery.testkit.environment.EnvironmentContract;
import java.util.Map;

/** Taxi that says which actions are legal. */
class TaxiActionMaskTest extends EnvironmentContract {

  @Override
  protected Environment create() {
    return new Taxi(Settings.with(Taxi.Settings.defaults(), Map.of("actionMask", true)));
  }
}
