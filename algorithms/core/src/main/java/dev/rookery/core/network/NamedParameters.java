package dev.rookery.core.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import dev.rookery.parameters.ParameterLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The parameters of a block tree by name. A name is the path to the parameter, like {@code
 * q_values.advantage.weight}; the order is the tree's, a block's own parameters before its
 * children's, but those that are not trained come last.
 */
public final class NamedParameters {

  private NamedParameters() {}

  /**
   * All parameters by unique name, in order.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static Map<String, Parameter> of(Block block) {
    Map<String, Parameter> all = new LinkedHashMap<>();
    visit(block, (prefix, each) -> collect(prefix, each, all));
    Map<String, Parameter> named = new LinkedHashMap<>();
    for (boolean trained : new boolean[] {true, false}) {
      all.forEach(
          (name, parameter) -> {
            if (parameter.requiresGradient() == trained) {
              named.put(name, parameter);
            }
          });
    }
    return named;
  }

  private static void collect(String prefix, Block block, Map<String, Parameter> named) {
    for (Pair<String, Parameter> own : block.getDirectParameters()) {
      String name = prefix + own.getKey();
      if (named.put(name, own.getValue()) != null) {
        throw new IllegalArgumentException("two parameters are called " + name);
      }
    }
  }

  /**
   * Visits all blocks of a tree, each before its children, with what the names of its parameters
   * begin with: nothing for the tree's own, else a path with a dot at its end.
   */
  static void visit(Block root, BiConsumer<String, Block> visitor) {
    visit("", root, visitor);
  }

  private static void visit(String prefix, Block block, BiConsumer<String, Block> visitor) {
    visitor.accept(prefix, block);
    for (Pair<String, Block> child : block.getChildren()) {
      visit(prefix + child.getKey() + ".", child.getValue(), visitor);
    }
  }

  /**
   * Lays parameters one after the other in one flat vector.
   *
   * @throws IllegalArgumentException if the shape of one is not known yet, because a block of DJL's
   *     has not been initialised
   */
  public static ParameterLayout layout(Map<String, Parameter> named) {
    List<ParameterLayout.Entry> entries = new ArrayList<>();
    int offset = 0;
    for (Map.Entry<String, Parameter> parameter : named.entrySet()) {
      Shape shape = parameter.getValue().getShape();
      if (shape == null) {
        throw new IllegalArgumentException(
            "the shape of %s is not known: initialise its block first"
                .formatted(parameter.getKey()));
      }
      List<Long> dimensions = shape.stream().map(Pair::getKey).toList();
      int size = Math.toIntExact(shape.size());
      entries.add(
          new ParameterLayout.Entry(
              parameter.getKey(),
              dimensions,
              offset,
              size,
              parameter.getValue().requiresGradient()));
      offset = Math.addExact(offset, size);
    }
    return new ParameterLayout(entries);
  }

  /**
   * Makes {@code array} the memory of a parameter, in place of what it had. DJL's own {@code
   * setArray} refuses parameters whose shape is known.
   *
   * @param array of the parameter's shape; closed with the parameter
   */
  public static void bind(Parameter parameter, NDArray array) {
    if (!array.getShape().equals(parameter.getShape())) {
      throw new IllegalArgumentException(
          "memory of shape %s for the parameter %s of shape %s"
              .formatted(array.getShape(), parameter.getName(), parameter.getShape()));
    }
    parameter.close();
    parameter.setInitializer(new GivenArray(array));
    parameter.initialize(array.getManager(), DataType.FLOAT32);
  }

  private record GivenArray(NDArray array) implements Initializer {
    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
      return array;
    }
  }
}
