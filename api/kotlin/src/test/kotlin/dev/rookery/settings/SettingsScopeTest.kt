package dev.rookery.settings

import dev.rookery.algorithm.AlgorithmConfig
import dev.rookery.algorithm.AlgorithmProvider
import dev.rookery.core.optimizer.OptimizerKind
import dev.rookery.core.settings.ExplorationKind
import dev.rookery.core.settings.batchSize
import dev.rookery.core.settings.exploration
import dev.rookery.core.settings.hiddenLayers
import dev.rookery.core.settings.learningRate
import dev.rookery.core.settings.optimizer
import dev.rookery.dqn.DqnConfig
import dev.rookery.ppo.PpoConfig
import dev.rookery.ppo.epochs
import dev.rookery.training.Training
import dev.rookery.training.actorProcesses
import dev.rookery.training.actors
import dev.rookery.training.algorithm
import dev.rookery.training.evaluationInterval
import dev.rookery.training.seed
import java.nio.file.Files
import java.nio.file.Path
import java.util.ServiceLoader
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class SettingsScopeTest {

  @Test
  fun `settings are set and read`() {
    val config =
      DqnConfig.defaults().with {
        learningRate = 4e-4
        learningRate = learningRate / 2
        hiddenLayers = listOf(16, 8)
        optimizer = OptimizerKind.RMSPROP
        exploration = ExplorationKind.BOLTZMANN
      }
    val expected =
      DqnConfig.defaults()
        .withLearningRate(2e-4)
        .withHiddenLayers(listOf(16, 8))
        .withOptimizer(OptimizerKind.RMSPROP)
        .withExploration(ExplorationKind.BOLTZMANN)
    assertEquals(expected, config)
    // Only these were chosen.
    assertEquals(
      Settings.toMap(expected, expected.explicit()),
      Settings.toMap(config, config.explicit()),
    )
  }

  @Test
  fun `a training gets the settings that were chosen`() {
    val config =
      Training.builder()
        .environment("CartPole-v1")
        .algorithm(PpoConfig.defaults()) {
          learningRate = 2.5e-4
          epochs = 4
        }
        .config()
    assertEquals(mapOf("learningRate" to 2.5e-4, "epochs" to 4), config.algorithm().settings())
    assertEquals("ppo", config.algorithm().name())
  }

  @Test
  fun `settings of the run are properties of the builder`() {
    val builder = Training.builder()
    builder.apply {
      environment("CartPole-v1")
      algorithm("dqn")
      actors = 4
      actors = actors * 2
      actorProcesses = 16
      seed = 7
      evaluationInterval = 0
    }
    val run = builder.config().run()
    assertEquals(16, run.actors())
    assertEquals(16, run.actorProcesses())
    assertEquals(7L, run.seed())
    assertEquals(0L, run.evaluationInterval())
  }

  @Test
  fun `a value out of range is refused`() {
    val refused =
      assertThrows(SettingsException::class.java) { DqnConfig.defaults().with { batchSize = 0 } }
    assertEquals("setting 'batchSize' must be at least 1, at most 65536, not 0", refused.message)
  }

  /** A record without any of Rookery's interfaces of settings. */
  @JvmRecord
  data class OwnConfig(
    @Setting("Planets.", min = 1.0, defaultValue = "9") val planets: Int,
    @Setting("Weight of the largest.", defaultValue = "0.5") val weight: Double,
    private val explicit: Explicit,
  ) : AlgorithmConfig {
    override fun algorithm() = "own"

    override fun explicit() = explicit
  }

  private var SettingsScope<OwnConfig>.planets: Int by setting(OwnConfig::planets)
  private var SettingsScope<OwnConfig>.weight: Double by setting(OwnConfig::weight)

  @Test
  fun `records of users join, a line for each setting`() {
    val own =
      Settings.defaults(OwnConfig::class.java).with {
        planets -= 1
        weight = weight * planets
      }
    assertEquals(8, own.planets)
    assertEquals(4.0, own.weight)
  }

  private var SettingsScope<OwnConfig>.planet: Int by setting(OwnConfig::planets)

  @Test
  fun `a property whose record has no such setting says so`() {
    val wrong =
      assertThrows(SettingsException::class.java) {
        Settings.defaults(OwnConfig::class.java).with { planet = 3 }
      }
    assertTrue(wrong.message!!.startsWith("unknown setting 'planet'"), wrong.message)
  }

  /** In both directions: a setting that is missing, and a property of one that is gone. */
  @Test
  fun `every setting of every record has a property that says what it means`() {
    val folder = Path.of("src", "main", "kotlin")
    val found = Path.of("target", "settings")
    val wrong =
      PropertyFiles.all().filter { (path, text) ->
        val file = folder.resolve(path)
        val stale = !Files.exists(file) || bare(Files.readString(file)) != bare(text)
        if (stale) {
          Files.createDirectories(found.resolve(path).parent)
          Files.writeString(found.resolve(path), text)
        }
        stale
      }
    assertTrue(wrong.isEmpty()) {
      "${wrong.keys} do not have the settings of their Java types: copy api/kotlin/target/settings" +
        " over api/kotlin/src/main/kotlin, and format them"
    }
  }

  /** What the formatter leaves as it is. */
  private fun bare(text: String) = text.replace(Regex("[\\s*]+"), "")

  @Test
  fun `the records are those of all algorithms`() {
    val configs = PropertyFiles.configs()
    val provided =
      ServiceLoader.load(AlgorithmProvider::class.java).map { it.defaultSettings().javaClass }
    assertEquals(provided.map { it.name }.toSet(), configs.map { it.name }.toSet())
    assertTrue(configs.size >= 13, "$configs")
  }
}
