package dev.rookery.environment

import dev.rookery.RookeryException
import dev.rookery.dqn.DqnConfig
import dev.rookery.training.StopCondition
import dev.rookery.training.environment
import dev.rookery.training.train
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.nio.file.Path
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.CoroutineContext
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SuspendingEnvironmentTest {

  /** Walks right by actions of 1, and ends at 3; each call takes a while. */
  private open class Slow(private val latency: Duration = 1.milliseconds) : SuspendingEnvironment {
    private var position = 0
    val threads: MutableSet<String> = ConcurrentHashMap.newKeySet()
    var closed = false

    override val observationSpace: Space = Space.box(0.0, 3.0, 1)
    override val actionSpace: Space = Space.discrete(2)

    override suspend fun reset(seed: Long, observation: Observation) {
      delay(latency)
      position = 0
      observation.set(0, 0)
    }

    override suspend fun step(action: Action, step: Step) {
      threads += Thread.currentThread().name
      delay(latency)
      position += action.asInt()
      step.observation().set(0, position)
      step.reward(if (position == 3) 1.0 else -0.01)
      step.terminated(position == 3)
    }

    override fun close() {
      closed = true
    }
  }

  private fun actions(count: Int, action: Int): ByteBuffer =
    ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder()).apply {
      for (i in 0 until count) putInt(4 * i, action)
    }

  private fun vector(
    copies: List<SuspendingEnvironment>,
    context: CoroutineContext = Dispatchers.Default,
  ) = SerialVectorEnvironment("Slow-v0", copies.map { it.asEnvironment(context) }, 1)

  @Test
  fun `the steps of all copies are under way at once`() {
    val copies = List(200) { Slow(20.milliseconds) }
    vector(copies).use { environments ->
      val step = VectorStep.of(environments)
      val start = System.nanoTime()
      environments.reset(step)
      repeat(3) { environments.step(actions(200, 1), step) }
      // One after the other they would take 200 * 5 * 20 ms: three steps, and two resets.
      assertTrue(System.nanoTime() - start < 10_000_000_000L)
      assertTrue(step.terminated().all { it })
      assertTrue(step.rewards().all { it == 1f })
      assertEquals(0f, step.observation(7).getFloat(0))
      assertEquals(3f, step.nextObservations().getFloat(4 * 7))
    }
    assertTrue(copies.all { it.closed })
  }

  @Test
  fun `they share the threads of the dispatcher`() {
    val copies = List(50) { Slow() }
    Executors.newFixedThreadPool(2) { Thread(it, "of-this-test") }
      .asCoroutineDispatcher()
      .use {
        vector(copies, it).use { environments ->
          val step = VectorStep.of(environments)
          environments.reset(step)
          environments.step(actions(50, 0), step)
        }
      }
    assertEquals(
      setOf("of-this-test"),
      copies.flatMap { it.threads }.map { it.substringBefore(" @") }.toSet(),
    )
  }

  @Test
  fun `alone it is an ordinary environment`() {
    Slow().asEnvironment(Dispatchers.Default).use { environment ->
      val observation = Observation(environment.observationSpace())
      environment.reset(5, observation)
      val step = Step.of(environment.observationSpace())
      val right = Action(environment.actionSpace()).apply { set(0, 1) }
      environment.step(right, step)
      assertEquals(1f, step.observation().getFloat(0))
    }
  }

  @Test
  fun `what it throws is told with its name`() {
    val broken =
      object : Slow() {
        override suspend fun step(action: Action, step: Step) {
          delay(1.milliseconds)
          error("the server of this test is gone")
        }
      }
    vector(listOf(Slow(), broken)).use { environments ->
      val step = VectorStep.of(environments)
      environments.reset(step)
      val failure =
        assertThrows(RookeryException::class.java) { environments.step(actions(2, 1), step) }
      assertTrue(failure.message!!.contains("Slow-v0 (copy 1)"), failure.message)
      assertTrue(failure.message!!.contains("the server of this test is gone"), failure.message)
    }
  }

  @Test
  fun `a number that is not written is found`() {
    val silent =
      object : Slow() {
        override suspend fun step(action: Action, step: Step) {
          step.reward(1.0)
        }
      }
    vector(listOf(silent)).use { environments ->
      val step = VectorStep.of(environments)
      environments.reset(step)
      assertThrows(EnvironmentException::class.java) { environments.step(actions(1, 1), step) }
    }
  }

  @Test
  fun `closing cancels a call that hangs`() {
    val cancelled = AtomicInteger()
    val hanging =
      object : Slow() {
        override suspend fun step(action: Action, step: Step) {
          try {
            delay(1.days)
          } finally {
            cancelled.incrementAndGet()
          }
        }
      }
    val environment = hanging.asEnvironment(Dispatchers.Default)
    environment.reset(1, Observation(environment.observationSpace()))
    environment.beginStep(Action(environment.actionSpace()))
    environment.close()
    assertEquals(1, cancelled.get())
    assertTrue(hanging.closed)
  }

  @Test
  fun `an algorithm learns from it`(@TempDir folder: Path) = runBlocking {
    val made = CopyOnWriteArrayList<Slow>()
    val report = train {
      environment("Slow-v0", Dispatchers.IO.limitedParallelism(2)) { Slow().also { made += it } }
      algorithm(
        DqnConfig.defaults()
          .withHiddenLayers(listOf(16))
          .withLearningStarts(500)
          .withEpsilonSteps(3000)
      )
      environmentsPerActor(32)
      stopWhen(StopCondition.steps(6000).overEpisodes(10))
      set("evaluationInterval", 0)
      runDirectory(folder.resolve("run"))
    }
    assertEquals(0.98, report.evaluation().meanReturn(), 1e-6)
    assertTrue(made.all { it.closed })
  }
}
