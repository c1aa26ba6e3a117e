package {{package}}

import dev.rookery.core.loss.QLearning
import dev.rookery.core.network.DuelingHead
import dev.rookery.core.network.LinearHead
import dev.rookery.core.network.Network
import dev.rookery.core.network.NetworkSpec
import dev.rookery.core.onnx.OnnxGraph
import dev.rookery.core.value.QFunction
import dev.rookery.core.value.QLoss
import kotlin.math.abs

/**
 * How {{name}} represents the values of actions, and how it learns them: the network gives one
 * number for each action, and the loss of its TD error is [LogCosh], of scale [errorScale].
 */
internal class {{Name}}Q(private val errorScale: Double) : QFunction {

  override fun addTo(base: NetworkSpec, actions: Int, duelingUnits: Int): NetworkSpec =
    base.withHeads(
      if (duelingUnits < 0) LinearHead(QFunction.HEAD, actions)
      else DuelingHead(QFunction.HEAD, actions, duelingUnits)
    )

  /** The outputs are the values. */
  override fun values(graph: OnnxGraph, network: Network, outputs: String, actions: Int) = outputs

  override fun createLoss(batch: Int, actions: Int): QLoss = Loss(errorScale, batch, actions)

  /** Targets and loss of one learner; arrays are row-major. */
  private class Loss(private val errorScale: Double, batch: Int, private val actions: Int) : QLoss {

    private val target = FloatArray(batch)

    override fun values(pass: QLoss.Pass, outputs: FloatArray, q: FloatArray) {
      outputs.copyInto(q, 0, 0, q.size)
    }

    /** `target = r + discount * q[next action]`. */
    override fun targets(
      rT: FloatArray,
      discountT: FloatArray,
      qTSelector: FloatArray,
      outputT: FloatArray,
    ) {
      QLearning.targets(rT, discountT, qTSelector, outputT, actions, target)
    }

    override fun loss(
      outputTm1: FloatArray,
      aTm1: IntArray,
      weight: FloatArray,
      gradient: FloatArray,
      priorities: FloatArray,
      taken: FloatArray,
    ): Double {
      var sum = 0.0
      gradient.fill(0f)
      for (b in aTm1.indices) {
        val action = b * actions + aTm1[b]
        val error = target[b].toDouble() - outputTm1[action]
        sum += weight[b] * LogCosh.loss(error, errorScale)
        gradient[action] = (-weight[b] * LogCosh.slope(error, errorScale) / aTm1.size).toFloat()
        priorities[b] = abs(error).toFloat()
        taken[b] = outputTm1[action]
      }
      return sum / aTm1.size
    }
  }
}
