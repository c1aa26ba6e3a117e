package dev.rookery.endtoend.docs;

import dev.rookery.endtoend.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of the documentation.
 *
 * @param name its path from the repository's root, with slashes
 * @param file where it is
 * @param prose its lines, empty where blocks of code are
 * @param blocks its blocks of code
 */
record MarkdownPage(String name, Path file, List<String> prose, List<CodeBlock> blocks) {

  private static final Set<String> PASSED_OVER = Set.of("target", "runs");
  private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*)");
  private static final Pattern NOTE = Pattern.compile("<!-- (.*) -->");
  private static final Pattern HEADING = Pattern.compile("#+ (.*)");
  private static final Pattern INLINE_CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");

  /**
   * A block of code.
   *
   * @param page whose it is
   * @param line of the fence above it, counted from 1
   * @param language as the fence names it; may be empty
   * @param note of an HTML comment just above; may be empty
   */
  record CodeBlock(String page, int line, String language, String note, List<String> lines) {

    String place() {
      return page + ":" + line;
    }

    String text() {
      return String.join("\n", lines);
    }
  }

  /** All pages of the repository. */
  static List<MarkdownPage> all() {
    Path root = Repository.root();
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = folder.getFileName().toString();
              return !folder.equals(root) && (name.startsWith(".") || PASSED_OVER.contains(name))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.toString().endsWith(".md")) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream().sorted().map(file -> read(root, file)).toList();
  }

  /** One page, by its name. */
  static MarkdownPage of(String name) {
    Path root = Repository.root();
    return read(root, root.resolve(name));
  }

  /** The blocks of all pages in some languages. */
  static List<CodeBlock> allBlocks(String... languages) {
    return all().stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> Set.of(languages).contains(block.language()))
        .toList();
  }

  private static MarkdownPage read(Path root, Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String name = root.relativize(file).toString().replace('\\', '/');
    List<String> prose = new ArrayList<>();
    List<CodeBlock> blocks = new ArrayList<>();
    String note = "";
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        int start = i;
        do {
          prose.add("");
          i++;
        } while (!lines.get(i).strip().equals("```"));
        blocks.add(
            new CodeBlock(name, start + 1, fence.group(1), note, lines.subList(start + 1, i)));
        prose.add("");
        note = "";
      } else {
        prose.add(lines.get(i));
        Matcher comment = NOTE.matcher(lines.get(i).strip());
        note = comment.matches() ? comment.group(1) : lines.get(i).isBlank() ? note : "";
      }
    }
    return new MarkdownPage(name, file, prose, blocks);
  }

  /** Code within the prose, each on one line. */
  List<String> inlineCode() {
    return INLINE_CODE
        .matcher(String.join("\n", prose))
        .results()
        .map(result -> result.group(1).replaceAll("\\s+", " "))
        .toList();
  }

  /** Where its links lead. */
  List<String> links() {
    String withoutCode = INLINE_CODE.matcher(String.join("\n", prose)).replaceAll("code");
    return LINK.matcher(withoutCode)
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  /** The anchors of its headings, made as GitHub makes them. */
  Set<String> anchors() {
    return prose.stream()
        .map(HEADING::matcher)
        .filter(Matcher::matches)
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
