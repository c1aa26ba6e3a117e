package dev.rookery.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.cli.Rookery;
import dev.rookery.endtoend.process.InProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/**
 * The command line accepts every {@code rookery …} of the documentation. Those that only answer are
 * run, if nothing in them stands for something else, and so are trainings, as far as their
 * configuration goes.
 */
class CommandsTest {

  private static final Set<String> SAFE = Set.of("list", "describe", "help", "train");
  private static final Set<String> FILE = Set.of("--config", "--resume");
  private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|[^\\s'\"]+");
  private static final Pattern END_OF_COMMAND = Pattern.compile("#.*|[|&;<>].*|\\d?>.*");
  private static final Pattern PLACEHOLDER = Pattern.compile("(.*\\W)?[A-Z]{2,}(\\W.*)?");

  @TestFactory
  Stream<DynamicTest> everyCommandIsUnderstood() {
    return MarkdownPage.all().stream()
        .map(
            page ->
                DynamicTest.dynamicTest(
                    page.name(), () -> commands(page).forEach(CommandsTest::check)));
  }

  @Test
  void wordsAreTakenApartAsAShellDoes() {
    assertEquals(
        List.of("train", "-a", "dqn", "--title", "two words", "a#b"),
        words("train -a dqn --title 'two words' \"a#b\" # comment"));
    assertEquals(List.of("list", "--json"), words("list --json | jq ."));
  }

  private static void check(String command) {
    List<String> words = words(command);
    CommandLine rookery = Rookery.commandLine();
    if (words.size() == 1) { // The prose speaks of the command as such.
      assertTrue(rookery.getSubcommands().containsKey(command), command);
      return;
    }
    boolean isComplete =
        words.stream()
            .noneMatch(word -> FILE.contains(word) || PLACEHOLDER.matcher(word).matches());
    if (isComplete && words.get(0).equals("train")) {
      words.add("--print-config");
    }
    String[] arguments = words.toArray(String[]::new);
    if (isComplete && SAFE.contains(words.get(0))) {
      InProcess.execute(arguments).succeeded();
    } else {
      rookery.parseArgs(arguments);
    }
  }

  /** What comes after {@code rookery} in blocks for shells, and in the prose. */
  private static List<String> commands(MarkdownPage page) {
    Stream<String> lines =
        page.blocks().stream()
            .filter(
                block -> Set.of("", "sh", "shell", "bash", "console").contains(block.language()))
            .flatMap(block -> block.text().replaceAll("\\\\\n\\s*", " ").lines());
    return Stream.concat(lines, page.inlineCode().stream())
        .map(line -> line.replaceFirst("^\\$ ", ""))
        .filter(line -> line.matches("(\\./)?rookery [a-z].*") && !line.contains("…"))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  private static List<String> words(String command) {
    return WORD.matcher(command)
        .results()
        .map(MatchResult::group)
        .takeWhile(word -> !END_OF_COMMAND.matcher(word).matches())
        .map(word -> word.replaceAll("^(['\"])(.*)\\1$", "$2"))
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
