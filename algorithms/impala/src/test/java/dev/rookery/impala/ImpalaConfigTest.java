package dev.rookery.impala;

import dev.rookery.testkit.settings.SettingsContract;

class ImpalaConfigTest extends SettingsContract<ImpalaConfig> {

  @Override
  protected ImpalaConfig defaults() {
    return ImpalaConfig.defaults();
  }
}
