package {{package}};

import dev.rookery.testkit.settings.SettingsContract;

class {{Name}}ConfigTest extends SettingsContract<{{Name}}Config> {

  @Override
  protected {{Name}}Config defaults() {
    return {{Name}}Config.defaults();
  }
}
