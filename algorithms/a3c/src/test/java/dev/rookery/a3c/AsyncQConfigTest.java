package dev.rookery.a3c;

import dev.rookery.testkit.settings.SettingsContract;

class AsyncQConfigTest extends SettingsContract<AsyncQConfig> {

  @Override
  protected AsyncQConfig defaults() {
    return AsyncQConfig.defaults();
  }
}
