package {{package}}

import dev.rookery.settings.Setting

/** The settings of {{name}}, for `--set environment.NAME=VALUE`. */
@JvmRecord
data class {{Name}}Settings(
  @Setting(value = "Cells of the line.", min = 2.0, max = 1000.0) val cells: Int = 10,
  @Setting(value = "How likely a step does nothing.", min = 0.0, max = 0.9)
  val slipProbability: Double = 0.1,
  @Setting(value = "Steps after which an episode is cut.", min = 1.0) val maxEpisodeSteps: Int = 100,
)
