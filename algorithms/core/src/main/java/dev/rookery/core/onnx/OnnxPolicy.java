package dev.rookery.core.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.rookery.DataType;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.Policy;
import dev.rookery.core.file.Problems;
import dev.rookery.environment.Space;
import dev.rookery.environment.SpacePart;
import dev.rookery.environment.TensorSpace;
import dev.rookery.environment.VectorStep;
import dev.rookery.parameters.ParameterSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A policy from a file that {@link OnnxExporter#writePolicy} wrote. Used by one thread. */
public final class OnnxPolicy implements Policy {

  private final PolicyMetadata metadata;
  private final OnnxSession session;
  private final ObservationTensors observations;
  private final @Nullable BufferTensors actionMasks;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final TensorSpace actionSpace;
  private final ByteBuffer action;
  private final int actionNumbers;

  private OnnxPolicy(OnnxSession session, PolicyMetadata metadata, int environments)
      throws OrtException {
    this.session = session;
    this.metadata = metadata;
    List<SpacePart> parts = metadata.observationSpace().parts();
    List<String> names = parts.stream().map(p -> p.nameIn(OnnxExporter.OBSERVATION)).toList();
    Set<String> expected = new HashSet<>(names);
    if (metadata.legalActions()) {
      expected.add(OnnxExporter.ACTION_MASK);
    }
    if (!Set.copyOf(session.inputNames()).equals(expected)) {
      throw new RookeryException("its inputs are " + session.inputNames());
    }
    action = session.output(OnnxExporter.ACTION);
    actionSpace = metadata.actionSpace().asTensor();
    actionNumbers = environments * actionSpace.size();
    OnnxJavaType type = isInteger() ? OnnxJavaType.INT64 : OnnxJavaType.FLOAT;
    if (session.outputType(OnnxExporter.ACTION) != type
        || action.capacity() != actionNumbers * type.size
        || !parts.stream().allMatch(part -> fits(part, environments))) {
      throw new RookeryException("its inputs and outputs do not fit its own metadata");
    }
    observations = new ObservationTensors(session, names, environments);
    actionMasks =
        metadata.legalActions() ? new BufferTensors(session, OnnxExporter.ACTION_MASK) : null;
  }

  private boolean fits(SpacePart part, int environments) {
    return session.inputBytes(part.nameIn(OnnxExporter.OBSERVATION))
        == environments * part.space().byteSize();
  }

  /**
   * Loads a file.
   *
   * @param environments how many environments it acts in together
   * @throws RookeryException if there is no such file, it is no policy of Rookery's, or one of a
   *     format that this version does not read
   */
  public static OnnxPolicy load(Path file, int environments) {
    byte[] bytes = read(file);
    ModelProto model = parse(bytes);
    PolicyMetadata.requireReadable(file, model);
    OnnxSession session = open(file, bytes, environments);
    try {
      return new OnnxPolicy(session, PolicyMetadata.of(model), environments);
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw noPolicy(file, e);
    }
  }

  /** An empty model where the bytes are none: a session of them says what is wrong. */
  private static ModelProto parse(byte[] bytes) {
    try {
      return ModelProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      return ModelProto.getDefaultInstance();
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new RookeryException(
          "cannot read the policy %s: %s".formatted(file, Problems.describe(e)), e);
    }
  }

  static RookeryException noPolicy(Path file, Exception cause) {
    return new RookeryException(
        "%s is not a policy that Rookery exported: %s; give a policy.onnx that a run wrote"
            .formatted(file, Problems.describe(cause)),
        cause);
  }

  private static OnnxSession open(Path file, byte[] model, int environments) {
    try {
      return new OnnxSession(model, environments);
    } catch (OrtException | RuntimeException e) {
      throw new RookeryException(
          "%s is damaged or no ONNX file; export it again, or give a policy.onnx that a run wrote (%s)"
              .formatted(file, Problems.describe(e)),
          e);
    }
  }

  /** What the file says of itself. */
  public PolicyMetadata metadata() {
    return metadata;
  }

  /**
   * Checks that the policy can act in an environment.
   *
   * @param legalActions whether it says which actions are legal
   * @throws RookeryException if the spaces differ, or only one of the two has legal actions
   */
  public void requireFits(
      String environment, Space observationSpace, Space actionSpace, boolean legalActions) {
    if (legalActions != metadata.legalActions()) {
      throw new RookeryException(
          "the policy does not fit the environment %s: it was learned in %s, which %s which actions are legal, but %s %s"
              .formatted(
                  environment,
                  metadata.environment(),
                  says(metadata.legalActions()),
                  environment,
                  says(legalActions)));
    }
    requireFits(environment, "observes", observationSpace, metadata.observationSpace());
    requireFits(environment, "acts in", actionSpace, metadata.actionSpace());
  }

  private static String says(boolean legalActions) {
    return legalActions ? "says" : "does not say";
  }

  private void requireFits(String environment, String verb, Space theirs, Space ours) {
    if (!theirs.equals(ours)) {
      throw new RookeryException(
          "the policy does not fit the environment %s: it was learned in %s and %s %s, but %s has %s"
              .formatted(
                  environment,
                  metadata.environment(),
                  verb,
                  SpaceText.format(ours),
                  environment,
                  SpaceText.format(theirs)));
    }
  }

  /** Refuses: the file's parameters are fixed. */
  @Override
  public void update(ParameterSnapshot parameters) {
    throw new UnsupportedOperationException("a policy from a file keeps its parameters");
  }

  @Override
  public void act(VectorStep step, ByteBuffer actions) {
    observations.putInto(inputs, step.observations());
    if (actionMasks != null) {
      inputs.put(OnnxExporter.ACTION_MASK, actionMasks.of(step.actionMasks()));
    }
    session.run(inputs);
    if (isInteger()) {
      for (int i = 0; i < actionNumbers; i++) {
        actions.putInt(i * Integer.BYTES, (int) action.getLong(i * Long.BYTES));
      }
    } else {
      actions.put(0, action, 0, actionNumbers * Float.BYTES);
    }
  }

  private boolean isInteger() {
    return actionSpace.dataType() == DataType.INT32;
  }

  @Override
  public void close() {
    session.close();
  }
}
