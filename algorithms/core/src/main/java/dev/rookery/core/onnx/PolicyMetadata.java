package dev.rookery.core.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.rookery.RookeryException;
import dev.rookery.algorithm.AlgorithmContext;
import dev.rookery.environment.Space;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a policy file says of itself, as ONNX metadata.
 *
 * @param version of Rookery that wrote it
 * @param algorithm that learned it
 * @param environment that it was learned in
 * @param environmentSettings that environment's settings and wrappers, as the runtime writes them;
 *     empty if they are not known
 * @param observationSpace of that environment
 * @param actionSpace of that environment
 * @param legalActions whether it says which actions are legal, which the policy takes as an input
 * @param more whatever else the algorithm says; no key starts with {@code rookery.}
 */
public record PolicyMetadata(
    String version,
    String algorithm,
    String environment,
    String environmentSettings,
    Space observationSpace,
    Space actionSpace,
    boolean legalActions,
    Map<String, String> more) {

  /**
   * The version of the format of policy files that this Rookery writes and reads. Files without one
   * have version 1.
   */
  static final int FORMAT_VERSION = 1;

  private static final String RESERVED = "rookery.";
  private static final String FORMAT = RESERVED + "format";
  private static final String VERSION = RESERVED + "version";
  private static final String ALGORITHM = RESERVED + "algorithm";
  private static final String ENVIRONMENT = RESERVED + "environment";
  private static final String ENVIRONMENT_SETTINGS = RESERVED + "environment_settings";
  private static final String OBSERVATION_SPACE = RESERVED + "observation_space";
  private static final String ACTION_SPACE = RESERVED + "action_space";
  private static final String LEGAL_ACTIONS = RESERVED + "legal_actions";

  /**
   * Checks the keys.
   *
   * @throws IllegalArgumentException if one starts with {@code rookery.}
   */
  public PolicyMetadata {
    more = Map.copyOf(more);
    for (String key : more.keySet()) {
      if (key.startsWith(RESERVED)) {
        throw new IllegalArgumentException("the metadata key %s is reserved".formatted(key));
      }
    }
  }

  /** What this version of Rookery says of a policy. */
  public static PolicyMetadata of(
      String algorithm, AlgorithmContext context, Map<String, String> more) {
    String version = PolicyMetadata.class.getPackage().getImplementationVersion();
    return new PolicyMetadata(
        Objects.requireNonNullElse(version, "development"),
        algorithm,
        context.environment(),
        context.environmentSettings(),
        context.observationSpace(),
        context.actionSpace(),
        context.hasLegalActions(),
        more);
  }

  /**
   * What a model says of itself. ONNX Runtime's own reader changes characters that Java does not
   * write in UTF-8 as others do.
   *
   * @throws RookeryException as {@link #parse}
   */
  static PolicyMetadata of(ModelProto model) {
    return parse(properties(model));
  }

  /**
   * Checks that a file has a format that this Rookery reads. Other formats may have another graph,
   * so this comes before anything else is made of it.
   *
   * @param file that the model was read from
   * @throws RookeryException if it has another format; the message names the version of Rookery
   *     that wrote it
   */
  static void requireReadable(Path file, ModelProto model) {
    Map<String, String> properties = properties(model);
    String format = properties.getOrDefault(FORMAT, Integer.toString(FORMAT_VERSION));
    if (!format.equals(Integer.toString(FORMAT_VERSION))) {
      throw new RookeryException(
          "the policy %s has format version %s, and this Rookery reads version %s: use it with Rookery %s, which wrote it, or export it again"
              .formatted(
                  file, format, FORMAT_VERSION, properties.getOrDefault(VERSION, "(unknown)")));
    }
  }

  private static SortedMap<String, String> properties(ModelProto model) {
    TreeMap<String, String> properties = new TreeMap<>();
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      properties.put(entry.getKey(), entry.getValue());
    }
    return properties;
  }

  /** The metadata as it is written. */
  SortedMap<String, String> properties() {
    TreeMap<String, String> properties = new TreeMap<>(more);
    properties.put(FORMAT, Integer.toString(FORMAT_VERSION));
    properties.put(VERSION, version);
    properties.put(ALGORITHM, algorithm);
    properties.put(ENVIRONMENT, environment);
    if (!environmentSettings.isEmpty()) {
      properties.put(ENVIRONMENT_SETTINGS, environmentSettings);
    }
    properties.put(OBSERVATION_SPACE, SpaceText.format(observationSpace));
    properties.put(ACTION_SPACE, SpaceText.format(actionSpace));
    if (legalActions) {
      properties.put(LEGAL_ACTIONS, "true");
    }
    return properties;
  }

  /**
   * Reads what {@link #properties} wrote.
   *
   * @throws RookeryException if something is missing, or a space cannot be read
   */
  static PolicyMetadata parse(Map<String, String> properties) {
    Map<String, String> more = new TreeMap<>(properties);
    more.keySet().removeIf(key -> key.startsWith(RESERVED));
    return new PolicyMetadata(
        required(properties, VERSION),
        required(properties, ALGORITHM),
        required(properties, ENVIRONMENT),
        properties.getOrDefault(ENVIRONMENT_SETTINGS, ""),
        SpaceText.parse(required(properties, OBSERVATION_SPACE)),
        SpaceText.parse(required(properties, ACTION_SPACE)),
        properties.getOrDefault(LEGAL_ACTIONS, "false").equals("true"),
        more);
  }

  private static String required(Map<String, String> properties, String key) {
    String value = properties.get(key);
    if (value == null) {
      throw new RookeryException("its metadata has no %s".formatted(key));
    }
    return value;
  }
}
