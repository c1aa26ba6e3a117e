package jobshop

import dev.rookery.ppo.PpoConfig
import dev.rookery.training.StopCondition
import dev.rookery.training.Training
import java.nio.file.Path

/** Trains a policy; returns its file. */
fun train(workload: Workload, decisions: Long, seed: Long, directory: Path): Path {
  Training.builder()
    .environment(AgentDispatcher.environment())
    .algorithm(
      PpoConfig.defaults()
        .withDiscount(0.95)
        .withHiddenLayers(listOf(128, 128))
        .withLearningRate(1e-3)
        .withEntropyCoefficient(0.01)
        .withNormalizeRewards(true)
        .withStepsPerRound(2048)
    )
    .seed(seed)
    .stopWhen(StopCondition.steps(decisions))
    .runDirectory(directory)
    .start()
    .use { run ->
      val agent = run.agents().single()
      var day = 0L
      while (!agent.isOver) {
        JobShop(workload.draw(day++), workload.machines, AgentDispatcher(agent)).work()
        check(day < Comparison.FIRST_SEED)
      }
      run.await()
    }
  return directory.resolve("policy.onnx")
}

/** Trains with the seed of the first argument, and compares the policy with all rules. */
fun main(arguments: Array<String>) {
  val seed = arguments.firstOrNull()?.toLong() ?: 1
  val workload = Workload()
  val policy = train(workload, 400_000, seed, Path.of("runs", "job-shop-${System.currentTimeMillis()}"))
  val comparison = Comparison(workload, 1_000)
  Training.agent(policy).use { agent ->
    val ours = comparison.tardiness { AgentDispatcher(agent) }
    println("trained with seed $seed: ${Mean.of(ours)} minutes late on average")
    for (rule in Rule.entries) {
      val theirs = comparison.tardiness { rule }
      println("${rule.title}: ${Mean.of(theirs)}; difference ${Comparison.difference(ours, theirs)}")
    }
  }
}
