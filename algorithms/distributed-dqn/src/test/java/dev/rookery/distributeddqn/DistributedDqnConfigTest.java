package dev.rookery.distributeddqn;

import dev.rookery.testkit.settings.SettingsContract;

class DistributedDqnConfigTest extends SettingsContract<DistributedDqnConfig> {

  @Override
  protected DistributedDqnConfig defaults() {
    return DistributedDqnConfig.defaults();
  }
}
