package dev.rookery.runtime.config;

import dev.rookery.settings.Names;
import dev.rookery.settings.SettingsException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML whose values are texts, lists of texts, or mappings, and says where it is wrong.
 *
 * <p>A value is the text that stands in the file, for the settings records to read: {@code no} and
 * {@code 1.10} stay as they are. Anchors and aliases work. What would be read in silence as
 * something else than YAML means by it is refused: merge keys, tags, octal numbers, names that
 * stand twice.
 */
final class YamlReader {

  /** A member of a mapping, or an entry of a sequence, with a name for messages. */
  record Entry(String name, Node node) {}

  private final String file;
  private final Resolver resolver = new Resolver();

  YamlReader(String file) {
    this.file = file;
  }

  /** The root of a text; null if there is nothing in it. */
  @Nullable Node compose(String text) {
    try {
      return new Yaml(new LoaderOptions()).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      throw new SettingsException(
          where(e.getProblemMark()) + "this is not YAML: " + oneLine(e.getProblem()), e);
    } catch (YAMLException e) {
      throw new SettingsException("%s is not YAML: %s".formatted(file, oneLine(e.getMessage())), e);
    }
  }

  /**
   * The members of a mapping, by name, in order.
   *
   * @param allowed the names that there may be; empty for any
   */
  Map<String, Entry> mapping(Entry entry, List<String> allowed) {
    if (!(entry.node() instanceof MappingNode mapping)) {
      throw wrong(entry, "must have members, each on a line 'name: value'");
    }
    checkTag(entry);
    Map<String, Entry> members = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        throw wrong(
            new Entry("the merge key '<<'", tuple.getKeyNode()),
            "is not supported; write out the members that it stands for");
      }
      String name = scalar(new Entry("a name", tuple.getKeyNode()));
      String where = where(tuple.getKeyNode().getStartMark());
      if (!allowed.isEmpty() && !allowed.contains(name)) {
        throw new SettingsException(where + Names.unknown("key", name, allowed).getMessage());
      }
      if (members.put(name, new Entry("'" + name + "'", tuple.getValueNode())) != null) {
        throw new SettingsException("%s'%s' is here twice; remove one".formatted(where, name));
      }
    }
    return members;
  }

  /** The entries of a sequence. */
  List<Entry> sequence(Entry entry) {
    if (!(entry.node() instanceof SequenceNode sequence)) {
      throw wrong(entry, "must be a list");
    }
    checkTag(entry);
    return sequence.getValue().stream()
        .map(node -> new Entry("an entry of " + entry.name(), node))
        .toList();
  }

  /** A text, or a list of texts. */
  Given value(Entry entry) {
    if (!(entry.node() instanceof SequenceNode)) {
      return text(entry);
    }
    List<String> texts = new ArrayList<>();
    sequence(entry).forEach(item -> texts.add(scalar(item)));
    return new Given(List.copyOf(texts), where(entry.node().getStartMark()));
  }

  /** A text. */
  Given text(Entry entry) {
    return new Given(scalar(entry), where(entry.node().getStartMark()));
  }

  private String scalar(Entry entry) {
    if (!(entry.node() instanceof ScalarNode scalar)) {
      throw wrong(entry, "must be a single value");
    }
    checkTag(entry);
    String value = scalar.getValue();
    if (scalar.getTag().equals(Tag.NULL)) {
      throw wrong(entry, "has no value; give one or remove the line");
    }
    if (scalar.getTag().equals(Tag.INT) && value.matches("[-+]?0[0-7_]+")) {
      throw wrong(
          entry,
          "is %s, an octal number in YAML; leave out the leading 0, or quote it if it is a text"
              .formatted(value));
    }
    return scalar.getTag().equals(Tag.FLOAT) ? javaNumber(value) : value;
  }

  /** Refuses a tag that says something else than YAML finds by itself. */
  private void checkTag(Entry entry) {
    Node node = entry.node();
    String value = node instanceof ScalarNode scalar ? scalar.getValue() : null;
    boolean plain = node instanceof ScalarNode scalar && scalar.isPlain();
    if (!node.getTag().equals(resolver.resolve(node.getNodeId(), value, plain))) {
      throw wrong(
          entry, "has the tag %s; tags are not supported".formatted(node.getTag().getValue()));
    }
  }

  /** YAML writes infinity and not-a-number in its own way. */
  private static String javaNumber(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case ".inf", "+.inf" -> "Infinity";
      case "-.inf" -> "-Infinity";
      case ".nan" -> "NaN";
      default -> text;
    };
  }

  private SettingsException wrong(Entry entry, String why) {
    return new SettingsException(
        "%s%s %s".formatted(where(entry.node().getStartMark()), entry.name(), why));
  }

  private String where(@Nullable Mark mark) {
    return mark == null
        ? file + ": "
        : "%s:%s:%s: ".formatted(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String oneLine(@Nullable String message) {
    return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", ", ");
  }
}
