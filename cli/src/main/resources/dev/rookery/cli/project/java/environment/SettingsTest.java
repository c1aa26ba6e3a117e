package {{package}};

import dev.rookery.testkit.settings.SettingsContract;

class {{Name}}SettingsTest extends SettingsContract<{{Name}}Settings> {

  @Override
  protected {{Name}}Settings defaults() {
    return {{Name}}Settings.defaults();
  }
}
