package {{package}}

import dev.rookery.testkit.settings.SettingsContract

class {{Name}}SettingsTest : SettingsContract<{{Name}}Settings>() {

  override fun defaults() = {{Name}}Settings()
}
