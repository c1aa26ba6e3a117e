package dev.rookery.impala;

import dev.rookery.testkit.settings.SettingsContract;

class AppoConfigTest extends SettingsContract<AppoConfig> {

  @Override
  protected AppoConfig defaults() {
    return AppoConfig.defaults();
  }
}
