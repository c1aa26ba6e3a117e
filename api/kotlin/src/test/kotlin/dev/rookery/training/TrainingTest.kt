package dev.rookery.training

import dev.rookery.RookeryException
import dev.rookery.core.settings.hiddenLayers
import dev.rookery.core.settings.learningStarts
import dev.rookery.dqn.DqnConfig
import dev.rookery.environment.Action
import dev.rookery.environment.Environment
import dev.rookery.environment.EnvironmentProvider
import dev.rookery.environment.Observation
import dev.rookery.environment.Space
import dev.rookery.environment.Step
import dev.rookery.settings.Setting
import dev.rookery.testkit.ResidentMemory
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import java.util.stream.Collectors
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assertions.fail
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class TrainingTest {

  @TempDir lateinit var folder: Path

  private fun Training.Builder.small(steps: Long, name: String = "run") {
    environment("CartPole-v1")
    algorithm(DqnConfig.defaults()) {
      hiddenLayers = listOf(16)
      learningStarts = 64
    }
    stopWhen(StopCondition.steps(steps).overEpisodes(2))
    evaluationInterval = 0
    metricsInterval = 100
    runDirectory(folder.resolve(name))
  }

  private fun builder(steps: Long) = Training.builder().apply { small(steps) }

  @Test
  fun `training suspends until the report`() = runBlocking {
    var told = 0
    val report = train {
      small(500)
      onProgress { told++ }
    }
    assertTrue(report.environmentSteps() >= 500)
    assertTrue(told >= 1)
    val settings = Training.resume(folder.resolve("run")).config().algorithm().settings()
    assertEquals("64", settings["learningStarts"].toString())
  }

  @Test
  fun `what cannot start is thrown`() = runBlocking {
    try {
      train { environment("CartPole-v1").algorithm("dqm") }
      fail("started")
    } catch (e: RookeryException) {
      assertTrue(e.message!!.startsWith("unknown algorithm 'dqm'"), e.message)
    }
  }

  /**
   * Outside the heap a run has 4 MB of replay, 4 MB of parameters, target network and the
   * optimizer's vectors, and 2 MB of the weights that its actor acts with. Any of them that nine
   * runs left over would be above the limit.
   */
  @Test
  fun `cancelling stops a run within two seconds, leaves nothing over, and it can go on`() {
    var runs = 0
    val cancelled = {
      folder.resolve("run-${runs - 1}").toFile().deleteRecursively()
      runBlocking { cancel(folder.resolve("run-${runs++}")) }
    }
    if (Files.exists(Path.of("/proc/self/statm"))) {
      ResidentMemory.assertFlat(9, 16L shl 20, cancelled)
    } else {
      repeat(54) { cancelled() }
    }
    assertEquals(54, runs)
    val report = runBlocking {
      Training.resume(folder.resolve("run-53")).set("steps", 500).withRun { it.awaitReport() }
    }
    assertTrue(report.environmentSteps() >= 500)
  }

  /** Cancels a run that is learning. */
  private suspend fun cancel(directory: Path) = coroutineScope {
    val running = CompletableDeferred<Unit>()
    val job = launch {
      builder(1_000_000_000)
        .algorithm(DqnConfig.defaults()) {
          hiddenLayers = listOf(512, 512)
          learningStarts = 64
        }
        .runDirectory(directory)
        .withRun { run ->
          run.events.first { it is RunEvent.MetricsWritten && it.metrics.environmentSteps() > 0 }
          running.complete(Unit)
          run.awaitReport()
        }
    }
    running.await()
    val start = TimeSource.Monotonic.markNow()
    job.cancelAndJoin()
    assertTrue(start.elapsedNow() < 2.seconds, "${start.elapsedNow()}")
    assertEquals(emptySet<String>(), threadsOfRuns())
    checkpointIn(directory)
  }

  private fun threadsOfRuns(): Set<String> =
    Thread.getAllStackTraces()
      .keys
      .map { it.name }
      .filter { it == "rookery-run" || it == "learner" || it.startsWith("actor-") }
      .toSet()

  private fun checkpointIn(directory: Path) {
    val files = Files.list(directory.resolve("checkpoints")).use { it.collect(Collectors.toList()) }
    assertTrue(files.any { it.toString().endsWith(".npz") }, "$files")
  }

  @Test
  fun `a run that is cancelled before it has started is not left over`() = runBlocking {
    for (pause in 0L..20L) {
      val job = launch { train { small(1_000_000_000, "run-$pause") } }
      delay((5 * pause).milliseconds)
      job.cancelAndJoin()
      assertEquals(emptySet<String>(), threadsOfRuns())
    }
  }

  @Test
  fun `events end with the run, and none is lost`(): Unit = runBlocking {
    val heard =
      builder(2000).withRun { run ->
        // Slower than events come.
        val events = mutableListOf<RunEvent>()
        run.events.collect {
          delay(5.milliseconds)
          events += it
        }
        events
      }
    val steps =
      heard.filterIsInstance<RunEvent.MetricsWritten>().map { it.metrics.environmentSteps() }
    assertEquals(steps.sorted(), steps)
    // From where the flow was collected, each hundred steps.
    assertTrue(steps.size >= 10, "$steps")
    assertInstanceOf(RunEvent.Ended::class.java, heard.last())
  }

  @Test
  fun `progress begins with where the run stands and ends with the run`() = runBlocking {
    val progress = builder(2000).withRun { it.progress.toList() }
    assertTrue(progress.last().environmentSteps() >= 2000, "$progress")
  }

  @Test
  fun `flows of a run that is over end at once`() = runBlocking {
    builder(200).withRun { run ->
      run.awaitReport()
      withTimeout(10.seconds) {
        assertEquals(emptyList<RunEvent>(), run.events.toList())
        assertEquals(1, run.progress.toList().size)
      }
    }
  }

  @Test
  fun `the failure of a run is that of its flows`() = runBlocking {
    try {
      builder(1_000_000_000).environment("Broken-v0") { Broken() }.withRun { it.events.collect {} }
      fail("no failure")
    } catch (e: RookeryException) {
      assertTrue(e.message!!.contains("broken by this test"), e.message)
    }
  }

  @Test
  fun `what a listener throws unchecked by the compiler fails the run, and its completion`() =
    runBlocking {
      try {
        withTimeout(60.seconds) {
          builder(1_000_000_000)
            .onEvent { throw IOException("no line of this test") }
            .withRun { it.awaitReport() }
        }
        fail("no failure")
      } catch (e: RookeryException) {
        assertTrue(e.message!!.contains("no line of this test"), e.message)
      }
    }

  @Test
  fun `a collector that fails is no failure of the run`() = runBlocking {
    builder(1_000_000_000).withRun { run ->
      try {
        run.events.collect { throw CancellationException("enough") }
      } catch (e: CancellationException) {
        assertEquals("enough", e.message)
      }
      run.stop()
      assertEquals(StopReason.STOPPED, run.awaitReport().stoppedBecause())
    }
  }

  @Test
  fun `several runs go on in one scope`() = runBlocking {
    val reports = coroutineScope {
      (1L..3L).map { async { train { small(400, "run-$it").also { _ -> seed(it) } } } }.awaitAll()
    }
    assertEquals(3, reports.size)
    reports.forEach { assertTrue(it.environmentSteps() >= 400) }
  }

  @Test
  fun `an environment in Kotlin has settings as a data class`() = runBlocking {
    val report = train {
      small(300)
      provide(Line.Provider).environment("Line-v0", mapOf("length" to 5))
    }
    // One that acts at random needs at least five steps.
    assertTrue(report.evaluation().returns().all { it <= 5.0 }, "$report")
    assertFalse(report.evaluation().returns().isEmpty())
  }

  /** Fails in its third step. */
  private class Broken : Environment by Line(LineSettings(5)) {
    private var steps = 0

    override fun step(action: Action, step: Step) {
      check(steps++ < 3) { "broken by this test" }
      step.observation().set(0, 0)
    }
  }

  @JvmRecord data class LineSettings(@Setting("Steps to the end.", min = 1.0) val length: Int)

  /** A walk to the end of a line, which is where every episode ends. */
  private class Line(private val settings: LineSettings) : Environment {
    private var position = 0

    override fun observationSpace(): Space = Space.box(0.0, settings.length.toDouble(), 1)

    override fun actionSpace(): Space = Space.discrete(2)

    override fun reset(seed: Long, observation: Observation) {
      position = 0
      observation.set(0, 0)
    }

    override fun step(action: Action, step: Step) {
      position++
      step.observation().set(0, position)
      step.reward(if (action.asInt() == 1) 1.0 else 0.0)
      step.terminated(position == settings.length)
    }

    object Provider : EnvironmentProvider {
      override fun name() = "Line-v0"

      override fun description() = "walk a line"

      override fun defaultSettings(): Record = LineSettings(3)

      override fun create(settings: Record): Environment = Line(settings as LineSettings)
    }
  }
}
