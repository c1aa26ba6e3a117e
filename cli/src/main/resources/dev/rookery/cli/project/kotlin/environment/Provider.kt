package {{package}}

import dev.rookery.environment.Environment
import dev.rookery.environment.EnvironmentProvider
import java.util.OptionalDouble

/** Offers the environment; META-INF/services names this class. */
class {{Name}}Provider : EnvironmentProvider {

  override fun name() = "{{name}}"

  override fun description() = "walk along a line to the target"

  override fun defaultSettings(): Record = {{Name}}Settings()

  override fun create(settings: Record): Environment = {{Name}}(settings as {{Name}}Settings)

  /** The best policy has a mean return of 0.69 with the default settings. */
  override fun rewardThreshold(): OptionalDouble = OptionalDouble.of(0.6)
}
