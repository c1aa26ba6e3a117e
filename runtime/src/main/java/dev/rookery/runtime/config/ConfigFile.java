package dev.rookery.runtime.config;

import dev.rookery.RookeryException;
import dev.rookery.core.file.WholeFile;
import dev.rookery.runtime.config.ConfigLayer.Section;
import dev.rookery.runtime.config.YamlReader.Entry;
import dev.rookery.runtime.ownership.Ownership;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.TrainingConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Configurations as YAML:
 *
 * <pre>{@code
 * algorithm:
 *   name: dqn
 *   settings:
 *     learningRate: 2.5e-4
 * environment: CartPole-v1     # short for a name without settings
 * wrappers:
 *   - name: time-limit
 *     settings: {steps: 200}
 * transport: local
 * run:
 *   actors: 2
 *   steps: 200_000
 * }</pre>
 *
 * <p>Every part may be left out. Values are kept as the text that stands there, for the settings
 * records to read.
 */
public final class ConfigFile {

  private static final List<String> SECTIONS =
      List.of("algorithm", "environment", "wrappers", "transport", "run");

  private ConfigFile() {}

  /**
   * Reads a configuration file.
   *
   * @throws SettingsException if it cannot be read, is not YAML, or has a section that there is
   *     not; with file, line and column, counted from 1
   */
  public static ConfigLayer read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new SettingsException("there is no configuration file %s".formatted(file), e);
    } catch (IOException e) {
      throw new SettingsException(
          "cannot read the configuration file %s: %s; it must be YAML in UTF-8".formatted(file, e),
          e);
    }
    return parse(text, file.toString());
  }

  /**
   * Reads a configuration from text.
   *
   * @param name for messages
   * @throws SettingsException as {@link #read} does
   */
  public static ConfigLayer parse(String text, String name) {
    YamlReader yaml = new YamlReader(name);
    Node root = yaml.compose(text);
    if (root == null) {
      return ConfigLayer.EMPTY;
    }
    Map<String, Entry> sections = yaml.mapping(new Entry("the file", root), SECTIONS);
    Entry wrappers = sections.get("wrappers");
    return new ConfigLayer(
        section(yaml, sections.get("algorithm")),
        section(yaml, sections.get("environment")),
        wrappers == null
            ? null
            : yaml.sequence(wrappers).stream().map(entry -> section(yaml, entry)).toList(),
        section(yaml, sections.get("transport")),
        values(yaml, sections.get("run")));
  }

  /** A configuration as text that {@link #read} reads; with every setting if it is resolved. */
  public static String format(TrainingConfig config) {
    Map<String, Object> sections = new LinkedHashMap<>();
    sections.put("algorithm", tree(config.algorithm()));
    addEnvironment(config, sections);
    sections.put("transport", tree(config.transport()));
    sections.put("run", Settings.toMap(config.run()));
    return dump(sections);
  }

  /** The environment and wrappers of a configuration, as text for {@link #parse}. */
  public static String formatEnvironment(TrainingConfig config) {
    Map<String, Object> sections = new LinkedHashMap<>();
    addEnvironment(config, sections);
    return dump(sections);
  }

  private static void addEnvironment(TrainingConfig config, Map<String, Object> sections) {
    sections.put("environment", tree(config.environment()));
    sections.put("wrappers", config.wrappers().stream().map(ConfigFile::tree).toList());
  }

  private static String dump(Map<String, Object> sections) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setAllowUnicode(false); // It would leave Unicode's own line breaks as they are.
    options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
    return new Yaml(options).dump(sections);
  }

  /**
   * Writes a configuration; a file that is there already is replaced as a whole.
   *
   * @throws RookeryException if the file cannot be written
   */
  public static void write(TrainingConfig config, Path file) {
    try {
      byte[] text = format(config).getBytes(StandardCharsets.UTF_8);
      Ownership.write(file, staged -> WholeFile.write(staged, text));
    } catch (IOException e) {
      throw new RookeryException("cannot write the configuration %s: %s".formatted(file, e), e);
    }
  }

  private static Map<String, Object> tree(NamedSettings plugin) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", plugin.name());
    tree.put("settings", plugin.settings());
    return tree;
  }

  private static Section section(YamlReader yaml, @Nullable Entry entry) {
    if (entry == null) {
      return Section.EMPTY;
    }
    if (entry.node() instanceof ScalarNode) {
      return new Section(yaml.text(entry), Map.of());
    }
    Map<String, Entry> members = yaml.mapping(entry, List.of("name", "settings"));
    Entry name = members.get("name");
    return new Section(
        name == null ? null : yaml.text(name), values(yaml, members.get("settings")));
  }

  private static Map<String, Given> values(YamlReader yaml, @Nullable Entry entry) {
    Map<String, Given> values = new LinkedHashMap<>();
    if (entry != null) {
      yaml.mapping(entry, List.of()).forEach((name, value) -> values.put(name, yaml.value(value)));
    }
    return values;
  }
}
