package dev.rookery.core.onnx;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An ONNX graph that is being built. Values go by name; each method that makes one returns its
 * name. The operators are those of opset {@value #OPSET}; see the list at <a
 * href="https://onnx.ai/onnx/operators/">onnx.ai</a>. Not thread-safe.
 */
public final class OnnxGraph {

  /** The version of the operator set, which runtimes since 2022 know. */
  static final long OPSET = 17;

  /** The name of the dimension that may vary. */
  static final String BATCH = "batch";

  /** The names that the constants below get. */
  private static final Pattern CONSTANT =
      Pattern.compile("(float|floats|int|long|shape)_[-\\w.]+_\\d+");

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("rookery");
  private final IdentityHashMap<Parameter, String> parameters = new IdentityHashMap<>();
  private final Set<String> usedParameters = new HashSet<>();
  private final Map<String, TensorProto> constants = new TreeMap<>();
  private final Map<String, String> outputs = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> counts = new HashMap<>();

  OnnxGraph(Map<String, Parameter> named) {
    named.forEach((name, parameter) -> parameters.put(parameter, name));
    names.addAll(named.keySet());
  }

  /**
   * Adds an input.
   *
   * @param shape its dimensions after the batch
   * @return {@code name}
   */
  public String input(String name, OnnxType type, List<Integer> shape) {
    reserve(name);
    graph.addInput(valueInfo(name, type, shape));
    return name;
  }

  /**
   * Makes a value an output.
   *
   * @param shape its dimensions after the batch
   */
  public void output(String name, String value, OnnxType type, List<Integer> shape) {
    reserve(name);
    boolean made = graph.getNodeList().stream().anyMatch(n -> n.getOutput(0).equals(value));
    outputs.put(made && !outputs.containsKey(value) ? value : node("Identity", value), name);
    graph.addOutput(valueInfo(name, type, shape));
  }

  /** The value of a parameter. */
  public String parameter(Parameter parameter) {
    String name = parameters.get(parameter);
    if (name == null) {
      throw new IllegalArgumentException(
          "the parameter %s of shape %s is not among those of the network that is exported"
              .formatted(parameter.getName(), parameter.getShape()));
    }
    usedParameters.add(name);
    return name;
  }

  /** A constant without dimensions. */
  public String constant(float value) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return constant("float_" + value, OnnxType.FLOAT32, List.of(), bytes.putFloat(0, value));
  }

  /** A constant vector of int32. */
  public String constant(int... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    String name = "int_" + Integer.toHexString(Arrays.hashCode(values));
    return constant(name, OnnxType.INT32, List.of((long) values.length), bytes);
  }

  /** A constant vector of float32. */
  public String constant(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    String name = "floats_" + Integer.toHexString(Arrays.hashCode(values));
    return constant(name, OnnxType.FLOAT32, List.of((long) values.length), bytes);
  }

  /** Whether a value of this name is a constant of a graph, and no parameter of a network. */
  static boolean isConstant(String name) {
    return CONSTANT.matcher(name).matches();
  }

  private String constant(String name, OnnxType type, List<Long> shape, ByteBuffer bytes) {
    TensorProto tensor = tensor("", type, shape, ByteString.copyFrom(bytes));
    for (Map.Entry<String, TensorProto> known : constants.entrySet()) {
      if (known.getValue().equals(tensor)) {
        return known.getKey();
      }
    }
    String unique = unique(name);
    constants.put(unique, tensor);
    return unique;
  }

  /** Adds a node without attributes. */
  public String node(String operator, String... inputs) {
    return node(operator, List.of(inputs));
  }

  /** Adds a node of one output. */
  public String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String value = unique(operator.toLowerCase(Locale.ROOT));
    graph.addNode(
        NodeProto.newBuilder()
            .setName(value)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(value)
            .addAllAttribute(List.of(attributes)));
    return value;
  }

  /** Values {@code [batch, n]} side by side: {@code [batch, sum of n]}. */
  public String concatenate(List<String> values) {
    return node("Concat", values, integer("axis", 1));
  }

  /**
   * The same numbers in another shape.
   *
   * @param shape the dimensions after the batch
   */
  public String reshape(String value, List<Integer> shape) {
    int rank = shape.size() + 1;
    ByteBuffer bytes = ByteBuffer.allocate(rank * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(-1);
    shape.forEach(bytes::putLong);
    String name = "shape_" + Integer.toHexString(shape.hashCode());
    String dimensions = constant(name, OnnxType.INT64, List.of((long) rank), bytes.flip());
    return node("Reshape", value, dimensions);
  }

  /** {@code size} columns of {@code [batch, n]}, from {@code offset} on. */
  public String slice(String value, int offset, int size) {
    String first = longs(offset);
    String end = longs(offset + (long) size);
    return node("Slice", value, first, end, longs(1));
  }

  /** Each row of {@code [batch, n]} so many times: {@code [batch · times, n]}. */
  public String repeatRows(String value, int times, int n) {
    return reshape(node("Tile", value, longs(1, times)), List.of(n));
  }

  /** A constant vector of int64. */
  private String longs(long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    String name = "long_" + Long.toHexString(Arrays.hashCode(values) & 0xffffffffL);
    return constant(name, OnnxType.INT64, List.of((long) values.length), bytes);
  }

  /** A constant {@code [1, shape…]} of float32, which stands for all of the batch. */
  public String constant(float[] values, List<Integer> shape) {
    return reshape(constant(values), shape);
  }

  /** Converts numbers. */
  public String cast(String value, OnnxType type) {
    return node("Cast", List.of(value), integer("to", type.code()));
  }

  /**
   * Takes which actions are legal as the input {@value OnnxExporter#ACTION_MASK}, and replaces the
   * numbers of the others.
   *
   * @param values {@code [batch, actions]}
   * @param illegal what replaces them
   */
  public String legalOnly(String values, int actions, float illegal) {
    String mask = input(OnnxExporter.ACTION_MASK, OnnxType.UINT8, List.of(actions));
    return node("Where", cast(mask, OnnxType.BOOL), values, constant(illegal));
  }

  /** The place of the largest number of each row: int64 {@code [batch]} of {@code [batch, n]}. */
  public String argMax(String value) {
    return node("ArgMax", List.of(value), integer("axis", 1), integer("keepdims", 0));
  }

  /**
   * Adds what a block computes.
   *
   * @return the values that it makes
   * @throws dev.rookery.RookeryException if it cannot be known how
   */
  public List<String> export(Block block, List<String> inputs) {
    return block instanceof OnnxExportable exportable
        ? exportable.export(this, inputs)
        : DjlBlocks.export(this, block, inputs);
  }

  /** Adds what blocks compute, each applied to what the one before it makes. */
  public List<String> exportChain(Iterable<Block> blocks, List<String> inputs) {
    List<String> values = inputs;
    for (Block block : blocks) {
      values = export(block, values);
    }
    return values;
  }

  /**
   * The value of a block that has one output.
   *
   * @param values what {@link #export} or {@link #exportChain} returned
   * @throws IllegalArgumentException if the block has several outputs
   */
  public static String single(List<String> values) {
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          "one output is expected here, but the block has %s: %s".formatted(values.size(), values));
    }
    return values.get(0);
  }

  /** An attribute of one whole number. */
  public static AttributeProto integer(String name, long value) {
    return attribute(name, AttributeProto.AttributeType.INT).setI(value).build();
  }

  /** An attribute of several whole numbers. */
  public static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder ints = attribute(name, AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(ints::addInts);
    return ints.build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeProto.AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  /** Whether a node uses the parameter called {@code name}. */
  boolean uses(String name) {
    return usedParameters.contains(name);
  }

  /** The graph as it is now, but for the parameters, which are for the exporter to add. */
  GraphProto.Builder build() {
    GraphProto.Builder built = graph.clone().clearNode();
    constants.forEach((name, tensor) -> built.addInitializer(tensor.toBuilder().setName(name)));
    for (NodeProto node : graph.getNodeList()) {
      NodeProto.Builder renamed = node.toBuilder().clearInput().clearOutput();
      node.getInputList().forEach(in -> renamed.addInput(outputs.getOrDefault(in, in)));
      node.getOutputList().forEach(out -> renamed.addOutput(outputs.getOrDefault(out, out)));
      built.addNode(renamed);
    }
    return built;
  }

  static ValueInfoProto fixedValueInfo(String name, OnnxType type, List<Long> shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    shape.forEach(n -> dimensions.addDimBuilder().setDimValue(n));
    return valueInfo(name, type, dimensions);
  }

  static TensorProto tensor(String name, OnnxType type, List<Long> shape, ByteString littleEndian) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(type.code())
        .addAllDims(shape)
        .setRawData(littleEndian)
        .build();
  }

  private static ValueInfoProto valueInfo(String name, OnnxType type, List<Integer> shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    dimensions.addDimBuilder().setDimParam(BATCH);
    shape.forEach(n -> dimensions.addDimBuilder().setDimValue(n));
    return valueInfo(name, type, dimensions);
  }

  private static ValueInfoProto valueInfo(
      String name, OnnxType type, TensorShapeProto.Builder shape) {
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.code()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private String unique(String base) {
    String name;
    do {
      name = base + "_" + counts.merge(base, 1, Integer::sum);
    } while (!names.add(name));
    return name;
  }

  private void reserve(String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("the graph has a value called " + name + " already");
    }
  }
}
