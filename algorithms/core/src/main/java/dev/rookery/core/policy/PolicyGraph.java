package dev.rookery.core.policy;

import dev.rookery.core.distribution.Categorical;
import dev.rookery.core.distribution.NormalNoise;
import dev.rookery.core.network.Network;
import dev.rookery.core.network.NetworkInput;
import dev.rookery.core.network.RandomInput;
import dev.rookery.core.onnx.OnnxExporter;
import dev.rookery.core.onnx.OnnxGraph;
import dev.rookery.core.onnx.OnnxType;
import dev.rookery.environment.ActionMask;
import dev.rookery.environment.Space;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The graphs that a policy runs. One that explores draws noise, and says besides the action what a
 * learner needs to know: the distribution, the numbers drawn from it, and the state's value. Where
 * the environment says which actions are legal, graphs take that as an input, and the logits of the
 * others are {@link Categorical#ILLEGAL}.
 */
final class PolicyGraph {

  /** The head of the distribution's parameters, and the output of that name. */
  static final String POLICY = "policy";

  /** The head of the state's value, and the output of that name. */
  static final String VALUE = "value";

  /** The output of the numbers drawn from the distribution. */
  static final String NUMBERS = "numbers";

  private final Network network;
  private final PolicyActions actions;
  private final @Nullable Space maskedSpace;

  /**
   * Graphs of a network.
   *
   * @param maskedSpace the actions, where the environment says which are legal; else null
   */
  PolicyGraph(Network network, PolicyActions actions, @Nullable Space maskedSpace) {
    this.network = network;
    this.actions = actions;
    this.maskedSpace = maskedSpace;
  }

  /** Adds all that an actor needs of one step. */
  void addExploring(OnnxGraph graph, List<String> observation) {
    NetworkInput input = noise().input();
    String drawn = graph.input(input.name(), OnnxType.FLOAT32, input.shape());
    boolean ofState = network.stateNoiseSize(POLICY) > 0;
    Map<String, String> heads =
        network.exportHeads(graph, observation, List.of(POLICY, VALUE), ofState ? drawn : null);
    String policy = legal(graph, Objects.requireNonNull(heads.get(POLICY)));
    String noise = heads.getOrDefault(Network.STATE_NOISE, drawn);
    String numbers = actions.distribution().exportSample(graph, policy, noise);
    int size = actions.distribution().parameters();
    graph.output(POLICY, policy, OnnxType.FLOAT32, List.of(size));
    graph.output(VALUE, Objects.requireNonNull(heads.get(VALUE)), OnnxType.FLOAT32, List.of(1));
    graph.output(NUMBERS, numbers, OnnxType.FLOAT32, List.of(actions.distribution().numbers()));
    addActions(graph, numbers);
  }

  /** What is drawn as an input of {@link #addExploring}'s graph. */
  RandomInput noise() {
    int size = network.stateNoiseSize(POLICY);
    return size == 0 ? actions.distribution().noise() : new NormalNoise(size);
  }

  /** Adds the greedy action alone. */
  void addGreedy(OnnxGraph graph, List<String> observation) {
    addActions(graph, greedy(graph, observation));
  }

  /** Adds the greedy action as policies' files have it. */
  void addPolicy(OnnxGraph graph, List<String> observation) {
    actions.addOutput(graph, greedy(graph, observation));
  }

  private void addActions(OnnxGraph graph, String numbers) {
    String made = actions.export(graph, numbers);
    graph.output(OnnxExporter.ACTION, made, OnnxType.FLOAT32, actions.exportedShape());
  }

  private String greedy(OnnxGraph graph, List<String> observation) {
    String policy = network.exportHeads(graph, observation, List.of(POLICY)).get(POLICY);
    return actions.distribution().exportGreedy(graph, legal(graph, Objects.requireNonNull(policy)));
  }

  private String legal(OnnxGraph graph, String logits) {
    if (maskedSpace == null) {
      return logits;
    }
    // What is not a number would lose against what is not legal.
    String zero = graph.constant(0f);
    String finite = graph.node("Where", graph.node("Equal", logits, logits), logits, zero);
    return graph.legalOnly(finite, new ActionMask(maskedSpace).size(), Categorical.ILLEGAL);
  }
}
