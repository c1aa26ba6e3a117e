package dev.rookery.a3c;

import dev.rookery.testkit.settings.SettingsContract;

class A3cConfigTest extends SettingsContract<A3cConfig> {

  @Override
  protected A3cConfig defaults() {
    return A3cConfig.defaults();
  }
}
