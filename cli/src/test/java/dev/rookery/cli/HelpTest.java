package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.settings.Settings;
import dev.rookery.training.RunSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {

  /** Where there is no default to speak of. */
  private static final Set<String> WITHOUT_DEFAULT =
      Set.of("--help", "--version", "--algorithm", "--environment", "--set");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "learner",
        "actor",
        "evaluate",
        "benchmark",
        "watch",
        "plot",
        "list",
        "describe",
        "new"
      })
  void everyOptionSaysItsDefaultAndEveryCommandGivesExamples(String name) {
    String help = Cli.run(name, "--help").succeeded().out();
    assertTrue(help.contains("Usage: rookery " + name), help);
    assertTrue(help.contains("Example"), help);
    assertEquals(help, Cli.run("help", name).succeeded().out());
    CommandLine command = Rookery.commandLine().getSubcommands().get(name);
    for (OptionSpec option : command.getCommandSpec().options()) {
      String description = String.join(" ", option.description());
      assertFalse(description.isBlank(), option.longestName());
      assertTrue(
          WITHOUT_DEFAULT.contains(option.longestName()) || description.contains("(default: "),
          option.longestName() + ": " + description);
    }
  }

  @Test
  void theDefaultsOfRunOptionsAreThoseOfTheSettings() {
    Map<String, Object> defaults = Settings.toMap(RunSettings.defaults());
    Map<String, String> settings =
        Map.of(
            "--actors", "actors",
            "--actor-processes", "actorProcesses",
            "--environments-per-actor", "environmentsPerActor",
            "--seed", "seed",
            "--steps", "steps",
            "--stop-at-return", "stopAtReturn");
    CommandLine command = Rookery.commandLine().getSubcommands().get("train");
    settings.forEach(
        (option, setting) -> {
          String description = command.getCommandSpec().findOption(option).description()[0];
          assertTrue(
              description.matches(".*\\(default: " + defaults.get(setting) + "[,)].*"),
              description);
        });
  }

  @Test
  void learnerTakesEveryOptionOfTrainButActorProcesses() {
    assertEquals(
        without(options("train"), "--actor-processes"),
        without(without(options("learner"), "--listen"), "--address-file"));
  }

  private static Set<String> options(String command) {
    Set<String> names = new TreeSet<>();
    Rookery.commandLine()
        .getSubcommands()
        .get(command)
        .getCommandSpec()
        .options()
        .forEach(option -> names.addAll(List.of(option.names())));
    return names;
  }

  private static Set<String> without(Set<String> names, String name) {
    assertTrue(names.remove(name), name);
    return names;
  }

  @Test
  void theCommandListsItsSubcommands() {
    String help = Cli.run("--help").succeeded().out();
    for (String name :
        new String[] {
          "train",
          "learner",
          "actor",
          "evaluate",
          "benchmark",
          "watch",
          "plot",
          "list",
          "describe",
          "new"
        }) {
      assertTrue(help.contains("  " + name + " "), help);
    }
    assertTrue(Cli.run("--version").succeeded().out().startsWith("rookery "));
  }

  @Test
  void shellsCanComplete() {
    assertTrue(Cli.run("generate-completion").succeeded().out().contains("--algorithm"));
  }
}
