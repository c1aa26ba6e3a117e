package dev.rookery.core.value;

import dev.rookery.core.network.Network;
import dev.rookery.core.network.RandomInput;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.core.onnx.OnnxType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The graphs that a value-based policy runs: from observations, and what is drawn, to the values of
 * the actions. A policy that explores draws noise and quantile levels; a greedy one draws nothing.
 * Where the environment says which actions are legal, both take that as an input, and give the
 * others the lowest value there is.
 */
final class ActingGraph {

  /** The value of an action that is not legal. It is finite, so that 0 times it is 0. */
  static final float ILLEGAL = -Float.MAX_VALUE;

  private final QFunction qFunction;
  private final Network network;
  private final int actions;
  private final boolean legalActions;

  ActingGraph(QFunction qFunction, Network network, int actions, boolean legalActions) {
    this.qFunction = qFunction;
    this.network = network;
    this.actions = actions;
    this.legalActions = legalActions;
  }

  /** Adds the values as an output, for a policy that explores. */
  void addExploring(OnnxGraph graph, List<String> observation) {
    List<String> inputs = new ArrayList<>(observation);
    for (RandomInput drawn : qFunction.exploringInputs()) {
      inputs.add(graph.input(drawn.input().name(), OnnxType.FLOAT32, drawn.input().shape()));
    }
    if (network.noiseSize() > 0) {
      inputs.add(graph.input(Network.NOISE, OnnxType.FLOAT32, List.of(network.noiseSize())));
    }
    addValues(graph, inputs);
  }

  /** Adds the values as an output, for a policy that only exploits. */
  void addGreedy(OnnxGraph graph, List<String> observation) {
    addValues(graph, greedyInputs(graph, observation));
  }

  /** Adds the values and the best action as outputs: a policy for files. */
  void addPolicy(OnnxGraph graph, List<String> observation) {
    String values = addValues(graph, greedyInputs(graph, observation));
    graph.output(OnnxExporter.ACTION, graph.argMax(values), OnnxType.INT64, List.of());
  }

  private List<String> greedyInputs(OnnxGraph graph, List<String> observation) {
    List<String> inputs = new ArrayList<>(observation);
    inputs.addAll(qFunction.greedyInputs(graph));
    return inputs;
  }

  private String addValues(OnnxGraph graph, List<String> inputs) {
    String values = values(graph, inputs);
    graph.output(QFunction.HEAD, values, OnnxType.FLOAT32, List.of(actions));
    return values;
  }

  private String values(OnnxGraph graph, List<String> inputs) {
    String outputs =
        Objects.requireNonNull(
            network.exportHeads(graph, inputs, List.of(QFunction.HEAD)).get(QFunction.HEAD));
    String values = qFunction.values(graph, network, outputs, actions);
    return legalActions ? graph.legalOnly(values, actions, ILLEGAL) : values;
  }
}
