package {{package}}

import dev.rookery.core.optimizer.OptimizerKind
import dev.rookery.core.settings.ExplorationKind
import dev.rookery.core.settings.ExplorationSettings
import dev.rookery.core.settings.OptionalPrioritySettings
import dev.rookery.core.value.ValueConfig
import dev.rookery.settings.Explicit
import dev.rookery.settings.Setting
import dev.rookery.settings.Settings

/**
 * The settings of {{name}}: one of its own, and those that all value-based algorithms share, whose
 * interfaces say what they mean, and have a `with` function for each.
 */
@JvmRecord
data class {{Name}}Config(
  @Setting(
    value = "TD error at which the loss turns from quadratic to linear.",
    min = 0.0,
    aboveMin = true,
    defaultValue = "1",
  )
  val errorScale: Double,
  private val doubleQ: Boolean,
  private val dueling: Boolean,
  private val duelingUnits: Int,
  private val noisy: Boolean,
  private val noisySigma: Double,
  private val drawInterval: Int,
  private val prioritized: Boolean,
  private val nStep: Int,
  private val discount: Double,
  private val hiddenLayers: List<Int>,
  private val optimizer: OptimizerKind,
  private val learningRate: Double,
  private val finalLearningRate: Double,
  private val learningRateSteps: Long,
  private val optimizerEpsilon: Double,
  private val maximumGradientNorm: Double,
  private val batchSize: Int,
  private val replayCapacity: Int,
  private val newestShare: Double,
  private val learningStarts: Int,
  private val samplesPerInsert: Double,
  private val targetUpdateInterval: Int,
  private val targetUpdateStep: Double,
  private val averagingUpdates: Long,
  private val exploration: ExplorationKind,
  private val temperature: Double,
  private val epsilonStart: Double,
  private val epsilonEnd: Double,
  private val epsilonSteps: Long,
  private val priorityExponent: Double,
  private val importanceExponent: Double,
  private val importanceExponentSteps: Long,
  private val explicit: Explicit,
) :
  ValueConfig<{{Name}}Config>,
  OptionalPrioritySettings<{{Name}}Config>,
  ExplorationSettings<{{Name}}Config> {

  /** With another [errorScale]. */
  fun withErrorScale(value: Double): {{Name}}Config = with("errorScale", value)

  override fun algorithm() = {{Name}}Provider.NAME

  override fun doubleQ() = doubleQ

  override fun dueling() = dueling

  override fun duelingUnits() = duelingUnits

  override fun noisy() = noisy

  override fun noisySigma() = noisySigma

  override fun drawInterval() = drawInterval

  override fun prioritized() = prioritized

  override fun nStep() = nStep

  override fun discount() = discount

  override fun hiddenLayers() = hiddenLayers

  override fun optimizer() = optimizer

  override fun learningRate() = learningRate

  override fun finalLearningRate() = finalLearningRate

  override fun learningRateSteps() = learningRateSteps

  override fun optimizerEpsilon() = optimizerEpsilon

  override fun maximumGradientNorm() = maximumGradientNorm

  override fun batchSize() = batchSize

  override fun replayCapacity() = replayCapacity

  override fun newestShare() = newestShare

  override fun learningStarts() = learningStarts

  override fun samplesPerInsert() = samplesPerInsert

  override fun targetUpdateInterval() = targetUpdateInterval

  override fun targetUpdateStep() = targetUpdateStep

  override fun averagingUpdates() = averagingUpdates

  override fun exploration() = exploration

  override fun temperature() = temperature

  override fun epsilonStart() = epsilonStart

  override fun epsilonEnd() = epsilonEnd

  override fun epsilonSteps() = epsilonSteps

  override fun priorityExponent() = priorityExponent

  override fun importanceExponent() = importanceExponent

  override fun importanceExponentSteps() = importanceExponentSteps

  override fun explicit() = explicit

  companion object {

    /** Double, with three-step returns. */
    fun defaults(): {{Name}}Config =
      Settings.defaults({{Name}}Config::class.java) { usual ->
        usual.withDoubleQ(true).withNStep(3).withBatchSize(128).withTargetUpdateInterval(50)
      }
  }
}
