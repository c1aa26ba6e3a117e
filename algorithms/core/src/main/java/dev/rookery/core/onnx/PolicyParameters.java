package dev.rookery.core.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.rookery.RookeryException;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters in a file that {@link OnnxExporter#writePolicy} wrote: those that its actions
 * depend on. What only learning and exploring need, such as a critic, is not in it.
 */
public final class PolicyParameters {

  private final PolicyMetadata metadata;
  private final Map<String, TensorProto> tensors;

  private PolicyParameters(PolicyMetadata metadata, Map<String, TensorProto> tensors) {
    this.metadata = metadata;
    this.tensors = tensors;
  }

  /**
   * Reads a file.
   *
   * @throws RookeryException if there is no such file, it is no policy of Rookery's, or one of a
   *     format that this version does not read
   */
  public static PolicyParameters read(Path file) {
    byte[] bytes = OnnxPolicy.read(file);
    ModelProto model;
    try {
      model = ModelProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw OnnxPolicy.noPolicy(file, e);
    }
    PolicyMetadata.requireReadable(file, model);
    try {
      Map<String, TensorProto> tensors = new LinkedHashMap<>();
      for (TensorProto tensor : model.getGraph().getInitializerList()) {
        if (!OnnxGraph.isConstant(tensor.getName())) {
          tensors.put(tensor.getName(), tensor);
        }
      }
      return new PolicyParameters(PolicyMetadata.of(model), tensors);
    } catch (RookeryException e) {
      throw OnnxPolicy.noPolicy(file, e);
    }
  }

  /** What the file says of itself. */
  public PolicyMetadata metadata() {
    return metadata;
  }

  /** The shapes of the parameters by name, in the order of their layout. */
  public Map<String, List<Long>> shapes() {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.getDimsList()));
    return shapes;
  }

  /**
   * The values as a snapshot of version 0, which says nothing of steps.
   *
   * @param layout all of whose parameters are in the file, with the same shapes
   * @throws RookeryException if one is not
   */
  public ParameterSnapshot snapshot(ParameterLayout layout) {
    ByteBuffer values = layout.allocate();
    for (ParameterLayout.Entry entry : layout.entries()) {
      TensorProto tensor = tensors.get(entry.name());
      if (tensor == null
          || !tensor.getDimsList().equals(entry.shape())
          || tensor.getRawData().size() != entry.size() * Float.BYTES) {
        throw new RookeryException(
            "the policy has no parameter %s of shape %s".formatted(entry.name(), entry.shape()));
      }
      values
          .asFloatBuffer()
          .put(
              entry.offset(),
              tensor
                  .getRawData()
                  .asReadOnlyByteBuffer()
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .asFloatBuffer(),
              0,
              entry.size());
    }
    return new ParameterSnapshot(0, 0, 0, layout.layoutHash(), values);
  }
}
