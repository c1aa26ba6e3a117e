package dev.rookery.core.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBaseBlock;
import ai.djl.nn.Block;
import ai.djl.nn.BlockList;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import dev.rookery.core.onnx.OnnxExportable;

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

  /** Adds a parameter. */
  protected final Parameter addParameter(String name, Parameter.Type type, long... shape) {
    Parameter parameter =
        Parameter.builder().setName(name).setType(type).optShape(new Shape(shape)).build();
    parameters.add(name, parameter);
    return parameter;
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
