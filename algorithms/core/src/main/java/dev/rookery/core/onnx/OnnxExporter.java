package dev.rookery.core.onnx;

import ai.djl.nn.Parameter;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import dev.rookery.RookeryException;
import dev.rookery.core.file.Problems;
import dev.rookery.core.file.WholeFile;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import dev.rookery.parameters.ParameterLayout;
import dev.rookery.parameters.ParameterSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes ONNX models of one network: same network, same weights, same bytes. Thread-safe as long as
 * nobody changes the block tree. A value-based algorithm gives, as the body of its policy files,
 *
 * <pre>{@code
 * (graph, observation) -> {
 *   String values = network.exportOutputs(graph, observation).get("q_values");
 *   graph.output(OnnxExporter.ACTION, graph.argMax(values), OnnxType.INT64, List.of());
 * }
 * }</pre>
 */
public final class OnnxExporter {

  /**
   * The name of the input that has the observations. Where they have named parts, each part has an
   * input, called {@code observation.image} for example.
   */
  public static final String OBSERVATION = "observation";

  /** The name of the output that has the actions; every policy file has it. */
  public static final String ACTION = "action";

  /**
   * The name of the input that says which actions are legal, uint8 {@code [batch, actions]};
   * policies for environments that say so have it.
   */
  public static final String ACTION_MASK = "action_mask";

  private static final long IR_VERSION = 8;

  private final Space observationSpace;
  private final Map<String, Parameter> parameters;
  private final ParameterLayout layout;

  /**
   * An exporter for a network.
   *
   * @param parameters of the network, by name
   * @param layout of the same parameters
   */
  public OnnxExporter(
      Space observationSpace, Map<String, Parameter> parameters, ParameterLayout layout) {
    this.observationSpace = observationSpace;
    this.parameters = parameters;
    this.layout = layout;
  }

  /**
   * A model whose weights are inputs, called as the parameters; for {@link OnnxNetwork}.
   *
   * @throws RookeryException if a block cannot be exported
   */
  public byte[] actingModel(OnnxBody body) {
    OnnxGraph graph = graph(body);
    GraphProto.Builder proto = graph.build();
    for (ParameterLayout.Entry entry : layout.entries()) {
      if (graph.uses(entry.name())) {
        proto.addInput(OnnxGraph.fixedValueInfo(entry.name(), OnnxType.FLOAT32, entry.shape()));
      }
    }
    return model(proto).build().toByteArray();
  }

  /**
   * A self-contained model with metadata, for {@link OnnxPolicy} and any other runtime.
   *
   * @throws RookeryException if a block cannot be exported, or the parameters are another network's
   */
  public byte[] policyModel(ParameterSnapshot weights, PolicyMetadata metadata, OnnxBody body) {
    Layouts.check(layout, weights);
    OnnxGraph graph = graph(body);
    GraphProto.Builder proto = graph.build();
    FloatBuffer values =
        weights.values().duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (ParameterLayout.Entry entry : layout.entries()) {
      if (graph.uses(entry.name())) {
        ByteBuffer bytes =
            ByteBuffer.allocate(entry.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values.slice(entry.offset(), entry.size()));
        ByteString raw = ByteString.copyFrom(bytes);
        proto.addInitializer(OnnxGraph.tensor(entry.name(), OnnxType.FLOAT32, entry.shape(), raw));
      }
    }
    ModelProto.Builder model = model(proto);
    metadata
        .properties()
        .forEach((key, value) -> model.addMetadataPropsBuilder().setKey(key).setValue(value));
    return model.build().toByteArray();
  }

  /**
   * Writes a {@link #policyModel}. The file is there as a whole or not at all; folders are made as
   * needed.
   *
   * @throws RookeryException as {@link #policyModel}, or if the file cannot be written
   */
  public void writePolicy(
      ParameterSnapshot weights, PolicyMetadata metadata, OnnxBody body, Path file) {
    byte[] bytes = policyModel(weights, metadata, body);
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    try {
      if (folder == null) {
        throw new IOException("it is a folder");
      }
      Files.createDirectories(folder);
      WholeFile.write(target, bytes);
    } catch (IOException e) {
      throw new RookeryException(
          "cannot write the policy to %s: %s".formatted(file, Problems.describe(e)), e);
    }
  }

  private OnnxGraph graph(OnnxBody body) {
    OnnxGraph graph = new OnnxGraph(parameters);
    List<String> observation = new ArrayList<>();
    for (SpacePart part : observationSpace.parts()) {
      OnnxType type = OnnxType.of(part.space().dataType());
      observation.add(graph.input(part.nameIn(OBSERVATION), type, part.space().shape()));
    }
    body.add(graph, observation);
    return graph;
  }

  private static ModelProto.Builder model(GraphProto.Builder graph) {
    ModelProto.Builder model =
        ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("rookery").setGraph(graph);
    model.addOpsetImportBuilder().setDomain("").setVersion(OnnxGraph.OPSET);
    return model;
  }
}
