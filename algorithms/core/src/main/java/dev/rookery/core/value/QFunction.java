package dev.rookery.core.value;

import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkSpec;
import dev.rookery.core.network.RandomInput;
import dev.rookery.core.onnx.OnnxGraph;
import java.util.List;

/**
 * How the outputs of a network represent action values: as numbers ({@link ScalarQ}), or as
 * distributions of the return ({@link CategoricalQ}, {@link QuantileQ}, {@link ImplicitQuantileQ}).
 * Everything else of a value-based algorithm, acting, replay, target network and export, is the
 * same; see {@link ValueAlgorithm}. Immutable, and used from several threads.
 */
public interface QFunction {

  /** The head that acting looks at. */
  String HEAD = "q_values";

  /**
   * Adds what the representation needs to a network: a head called {@link #HEAD}, and inputs and
   * constants of its own.
   *
   * @param base encoder and hidden layers
   * @param actions how many there are
   * @param duelingUnits the hidden units that each of two dueling streams has of its own, 0 for
   *     linear streams; -1 for one stream
   */
  NetworkSpec addTo(NetworkSpec base, int actions, int duelingUnits);

  /**
   * Adds nodes that make values of the outputs: what a greedy policy maximises.
   *
   * @param network has the constants
   * @param outputs of the head: {@code [rows, size]}
   * @param actions how many there are
   * @return {@code [batch, actions]}
   */
  String values(OnnxGraph graph, Network network, String outputs, int actions);

  /**
   * The network's inputs besides observations and noise, drawn for every run of a policy that
   * explores; new objects with each call. None by default.
   */
  default List<RandomInput> exploringInputs() {
    return List.of();
  }

  /**
   * The values of those inputs in a greedy policy, which draws nothing: constants {@code [1,
   * shape…]}. None by default.
   */
  default List<String> greedyInputs(OnnxGraph graph) {
    return List.of();
  }

  /**
   * The learning side.
   *
   * @param batch rows of an update
   * @param actions how many there are
   */
  QLoss createLoss(int batch, int actions);
}
