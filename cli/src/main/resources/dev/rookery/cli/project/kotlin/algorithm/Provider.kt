package {{package}}

import dev.rookery.algorithm.Algorithm
import dev.rookery.algorithm.AlgorithmContext
import dev.rookery.algorithm.AlgorithmProvider
import dev.rookery.core.value.Explorations
import dev.rookery.core.value.ValueAlgorithm

/** Offers the algorithm; META-INF/services names this class. */
class {{Name}}Provider : AlgorithmProvider<{{Name}}Config> {

  override fun name() = NAME

  override fun description() = "Q-learning with a target network and the loss log cosh"

  override fun defaultSettings() = {{Name}}Config.defaults()

  override fun create(config: {{Name}}Config, context: AlgorithmContext): Algorithm =
    ValueAlgorithm(config, context, {{Name}}Q(config.errorScale), { _ ->
      Explorations.of(config, config.noisy())
    })

  internal companion object {
    const val NAME = "{{name}}"
  }
}
