package {{package}}

import dev.rookery.testkit.settings.SettingsContract

class {{Name}}ConfigTest : SettingsContract<{{Name}}Config>() {

  override fun defaults() = {{Name}}Config.defaults()
}
