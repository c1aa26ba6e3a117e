package dev.rookery.core.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBaseBlock;
import ai.djl.nn.Block;
import ai.djl.nn.BlockList;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import dev.rookery.core.network.Initializers.Initializer;
import dev.rookery.core.onnx.OnnxExportable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A block that knows the shapes of its parameters when it is made, and how it is exported. Used by
 * one thread at a time.
 *
 * <p>DJL's own base class asks every parameter of the tree, by a new name each time, whether it is
 * initialised, in every forward pass of training; this one does not.
 */
public abstract class Layer extends AbstractBaseBlock implements OnnxExportable {

  private final ParameterList parameters = new ParameterList();
  private final BlockList children = new BlockList();
  private final Map<String, Initializer> initializers = new HashMap<>();

  /** Adds a parameter whose first values are {@link Initializers#uniform()}. */
  protected final Parameter addParameter(String name, Parameter.Type type, long... shape) {
    return addParameter(name, type, true, Initializers.uniform(), shape);
  }

  /** Adds a parameter with first values of its own. */
  protected final Parameter addParameter(
      String name, Parameter.Type type, Initializer firstValues, long... shape) {
    return addParameter(name, type, true, firstValues, shape);
  }

  /**
   * Adds numbers that are published, saved and exported with the parameters, but not trained: the
   * learner writes them, and no gradient moves them.
   */
  protected final Parameter addConstant(String name, Initializer firstValues, long... shape) {
    return addParameter(name, Parameter.Type.OTHER, false, firstValues, shape);
  }

  private Parameter addParameter(
      String name, Parameter.Type type, boolean trained, Initializer firstValues, long... shape) {
    Parameter parameter =
        Parameter.builder()
            .setName(name)
            .setType(type)
            .optRequiresGrad(trained)
            .optShape(new Shape(shape))
            .build();
    parameters.add(name, parameter);
    initializers.put(name, firstValues);
    return parameter;
  }

  /** What the first values of one of its own parameters are. */
  final Initializer initializer(String parameter) {
    return Objects.requireNonNull(initializers.get(parameter));
  }

  /** Adds a child, whose parameters are called {@code name.…}. */
  protected final <B extends Block> B addChild(String name, B child) {
    children.add(name, child);
    return child;
  }

  @Override
  public final ParameterList getDirectParameters() {
    ParameterList copy = new ParameterList(); // DJL appends the children's to it
    copy.addAll(parameters);
    return copy;
  }

  @Override
  public final BlockList getChildren() {
    return children;
  }

  @Override
  public final boolean isInitialized() {
    for (int i = 0; i < parameters.size(); i++) {
      if (!parameters.valueAt(i).isInitialized()) {
        return false;
      }
    }
    for (int i = 0; i < children.size(); i++) {
      if (!children.valueAt(i).isInitialized()) {
        return false;
      }
    }
    return true;
  }
}
