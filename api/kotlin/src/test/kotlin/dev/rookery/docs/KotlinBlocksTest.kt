package dev.rookery.docs

import dev.rookery.algorithm.AlgorithmProvider
import dev.rookery.environment.Environment
import dev.rookery.training.StopCondition
import dev.rookery.training.StopReason
import dev.rookery.training.Training
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.net.URLClassLoader
import java.nio.file.Files
import java.nio.file.Path
import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import org.junit.platform.engine.discovery.DiscoverySelectors.selectClass
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder
import org.junit.platform.launcher.core.LauncherFactory
import org.junit.platform.launcher.listeners.SummaryGeneratingListener

/** Compiles the Kotlin of the documentation, with Java's nullness as errors. */
class KotlinBlocksTest {

  @TempDir lateinit var folder: Path

  /**
   * A block's text, and whether it declares types; one that does not becomes the body of a
   * function.
   */
  private fun source(number: Int, block: String): String {
    val body =
      if (
        Regex(
            "^(?:@\\w+ ?|data |private |internal )*(?:class|object|interface) ",
            RegexOption.MULTILINE,
          )
          .containsMatchIn(block)
      )
        block
      else "suspend fun block$number() {\n$block\n}"
    return (IMPORTS.map { "import $it.*" } + body).joinToString("\n")
  }

  private fun compile(sources: List<String>): Pair<ExitCode, String> {
    val files =
      sources.mapIndexed { i, source ->
        Files.writeString(folder.resolve("Block$i.kt"), source).toString()
      }
    val messages = ByteArrayOutputStream()
    val status =
      K2JVMCompiler()
        .exec(
          PrintStream(messages),
          "-no-stdlib",
          "-no-reflect",
          "-jvm-target",
          "17",
          "-Xjspecify-annotations=strict",
          "-classpath",
          System.getProperty("java.class.path"),
          "-d",
          folder.resolve("classes").toString(),
          *files.toTypedArray(),
        )
    return status to messages.toString()
  }

  private fun compileAll() {
    val blocks =
      Files.list(Path.of("..", "..", "docs")).use { pages ->
        (pages.toList() + listOf(Path.of("..", "..", "README.md")))
          .filter { it.toString().endsWith(".md") }
          .sorted()
          .flatMap { page ->
            Regex("```kotlin\\n(.*?)```", RegexOption.DOT_MATCHES_ALL)
              .findAll(Files.readString(page))
              .map { it.groupValues[1] }
          }
      }
    assertTrue(blocks.size >= 7, "${blocks.size} blocks")
    val (status, messages) = compile(blocks.mapIndexed { i, block -> source(i, block) })
    assertEquals(ExitCode.OK, status, messages)
  }

  /** Expectile DQN keeps the contract of losses, and learns CartPole in one thread. */
  @Test
  @Timeout(240)
  fun `every block compiles, the environment can be learned, and the algorithm learns`() {
    compileAll()
    URLClassLoader(arrayOf(folder.resolve("classes").toUri().toURL()), javaClass.classLoader).use {
      val thermostat = it.loadClass("Thermostat").getConstructor()
      Training.builder()
        .environment("Thermostat") { thermostat.newInstance() as Environment }
        .algorithm("dqn")
        .lockstep(true)
        .stopWhen(StopCondition.steps(10_000).overEpisodes(15))
        .set("evaluationInterval", 0)
        .runDirectory(folder.resolve("thermostat"))
        .start()
        .use { run ->
          // Never heating, the better of two bad policies, has -128.
          val meanReturn = run.await().evaluation().meanReturn()
          assertTrue(meanReturn > -10, "$meanReturn")
        }
      val summary = SummaryGeneratingListener()
      LauncherFactory.create()
        .execute(
          LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(it.loadClass("ExpectileLossTest")))
            .configurationParameter("jqwik.database", folder.resolve("jqwik").toString())
            .build(),
          summary,
        )
      val failures = summary.summary.failures.joinToString("\n") { f -> f.exception.toString() }
      assertEquals(0, summary.summary.totalFailureCount, failures)
      assertTrue(summary.summary.testsSucceededCount > 8)
      val provider =
        it.loadClass("ExpectileProvider").getConstructor().newInstance() as AlgorithmProvider<*>
      Training.builder()
        .environment("CartPole-v1")
        .provide(provider)
        .algorithm(
          "expectile-dqn",
          mapOf(
            "hiddenLayers" to listOf(128, 128),
            "batchSize" to 128,
            "nStep" to 3,
            "targetUpdateInterval" to 50,
          ),
        )
        .lockstep(true)
        .stopWhen(StopCondition.meanReturn(475.0).orAfterSteps(100_000))
        .runDirectory(folder.resolve("run"))
        .start()
        .use { run -> assertEquals(StopReason.RETURN_REACHED, run.await().stoppedBecause()) }
    }
  }

  @Test
  fun `a wrong block is found`() {
    val (status, messages) =
      compile(listOf(source(0, "val space: Space = Space.discrete(\"two\")")))
    assertNotEquals(ExitCode.OK, status)
    assertTrue(messages.contains("Block0.kt"), messages)
  }

  @Test
  fun `settings that an algorithm does not have, and values of another type, do not compile`() {
    val wrong =
      mapOf(
        "clip = 0.1" to "receiver type mismatch",
        "epochs = 3" to "receiver type mismatch",
        "learningRat = 0.1" to "unresolved reference 'learningRat'",
        "batchSize = 0.5" to "but 'Int' was expected",
        "learningRate = \"fast\"" to "but 'Double' was expected",
      )
    val sources =
      wrong.keys.mapIndexed { i, line -> source(i, "DqnConfig.defaults().with {\n$line\n}") }
    val (status, messages) = compile(sources)
    assertNotEquals(ExitCode.OK, status)
    assertEquals(wrong.size, Regex("error: ").findAll(messages).count(), messages)
    wrong.values.forEachIndexed { i, message ->
      assertTrue(
        Regex("Block$i\\.kt:[0-9:]+ error: .*${Regex.escape(message)}").containsMatchIn(messages),
        messages,
      )
    }
  }

  private companion object {
    val IMPORTS =
      listOf(
        "dev.rookery",
        "dev.rookery.algorithm",
        "dev.rookery.core.loss",
        "dev.rookery.core.network",
        "dev.rookery.core.onnx",
        "dev.rookery.core.optimizer",
        "dev.rookery.core.settings",
        "dev.rookery.core.value",
        "dev.rookery.dqn",
        "dev.rookery.environment",
        "dev.rookery.metrics",
        "dev.rookery.ppo",
        "dev.rookery.settings",
        "dev.rookery.testkit.loss",
        "dev.rookery.training",
        "java.nio",
        "java.nio.channels",
        "java.nio.file",
        "kotlin.math",
        "kotlinx.coroutines",
        "kotlinx.coroutines.flow",
        "net.jqwik.api",
        "org.junit.jupiter.api.Assertions",
      )
  }
}
