package dev.rookery.endtoend.docs;

import dev.rookery.endtoend.docs.MarkdownPage.CodeBlock;
import dev.rookery.endtoend.process.JavaSources;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The documentation's blocks of Java, made into classes of one package. A block without a type
 * becomes a main method. A block without imports gets those of all of Rookery's packages, a few of
 * the JDK's, and those of tests. Not compiled is a block below a comment {@code <!-- not compiled:
 * reason -->}.
 */
final class JavaBlocks {

  private static final String PACKAGE = "documentation";
  private static final List<String> OTHER_IMPORTS =
      List.of(
          "java.nio.file.*",
          "java.time.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.random.*",
          "net.jqwik.api.ForAll",
          "net.jqwik.api.Property",
          "net.jqwik.api.constraints.*",
          "static org.junit.jupiter.api.Assertions.*");

  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:(?:public|final|abstract|sealed) )*(?:class|interface|record|enum) (\\w+)",
          Pattern.MULTILINE);

  private JavaBlocks() {}

  /** The blocks to compile. */
  static List<CodeBlock> all() {
    return MarkdownPage.allBlocks("java").stream()
        .filter(block -> !block.note().startsWith("not compiled: "))
        .toList();
  }

  /**
   * Compiles all blocks together.
   *
   * @return the errors, by the place in the documentation
   */
  static Map<String, List<String>> compile(List<CodeBlock> blocks, Path classes) {
    String imports =
        Stream.concat(
                OTHER_IMPORTS.stream(), JavaSources.packages().stream().map("%s.*"::formatted))
            .map("import %s; "::formatted)
            .collect(Collectors.joining());
    Map<String, String> sources = new LinkedHashMap<>();
    Map<String, CodeBlock> origins = new LinkedHashMap<>();
    for (CodeBlock block : blocks) {
      sources.put(className(block), source(block, imports));
      origins.put(className(block), block);
    }
    return JavaSources.compile(sources, classes).stream()
        .collect(
            Collectors.groupingBy(
                complaint -> origins.get(complaint.className()).place(),
                Collectors.mapping(
                    complaint ->
                        "line %d: %s"
                            .formatted(
                                origins.get(complaint.className()).line() + complaint.line() - 1,
                                complaint.message()),
                    Collectors.toList())));
  }

  /** The class that a block becomes. */
  static String className(CodeBlock block) {
    return PACKAGE + "." + type(block).orElseGet(() -> block.place().replaceAll("\\W+", "_"));
  }

  private static Optional<String> type(CodeBlock block) {
    Matcher matcher = TYPE.matcher(block.text());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * The fence becomes the first line, and imports go there too, so that lines are counted as they
   * are on the page.
   */
  private static String source(CodeBlock block, String defaultImports) {
    String imports =
        block.lines().stream().filter(JavaBlocks::isImport).collect(Collectors.joining(" "));
    String body =
        block.lines().stream()
            .map(line -> isImport(line) ? "" : line)
            .collect(Collectors.joining("\n"));
    String header =
        "package %s; ".formatted(PACKAGE) + (imports.isEmpty() ? defaultImports : imports);
    if (type(block).isPresent()) {
      return header + "\n" + body;
    }
    String name = className(block).substring(PACKAGE.length() + 1);
    return "%s public final class %s { public static void main(String[] args) throws Exception {\n%s\n}}"
        .formatted(header, name, body);
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }
}
