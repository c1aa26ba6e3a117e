package dev.rookery.cli;

import dev.rookery.cli.project.Language;
import dev.rookery.cli.project.NewProject;
import dev.rookery.cli.project.ProjectKind;
import dev.rookery.cli.project.ProjectName;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands below {@code rookery new} have in common. */
abstract class NewProjectCommand implements Callable<Integer> {

  private final ProjectKind kind;
  private final String training;

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // by picocli
  @Parameters(
      paramLabel = "NAME",
      description = "Begins with a letter, and has letters, digits and hyphens.")
  private String name;

  @Option(names = "--kotlin", description = "Write Kotlin (default: Java).")
  private boolean kotlin;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "Where the project goes; nothing may be there yet (default: a new directory of its name,"
              + " here).")
  private @Nullable Path directory;

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "The package of its classes (default: one of its name in com.example).")
  private @Nullable String packageName;

  /**
   * A command.
   *
   * @param training the options of {@code rookery train} that go before the name
   */
  NewProjectCommand(ProjectKind kind, String training) {
    this.kind = kind;
    this.training = training;
  }

  @Override
  public Integer call() {
    ProjectName names = ProjectName.of(kind, name, packageName);
    if (Plugins.find().names(kind.plugins()).contains(names.plugin())) {
      throw new SettingsException(
          "there is an %s %s already: choose another name".formatted(kind.label(), names.plugin()));
    }
    Language language = kotlin ? Language.KOTLIN : Language.JAVA;
    Path place = directory == null ? Path.of(names.artifact()) : directory;
    NewProject project = new NewProject(kind, language, names);
    project.write(place);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Wrote a project for the %s %s, in %s, to %s:%n",
        kind.label(), names.plugin(), language.label(), place);
    project.files().keySet().forEach(file -> out.println("  " + file));
    out.printf("Its README.md says how to build, test and train. In short:%n");
    out.printf("  cd %s%n  mvn package%n", place);
    out.printf(
        "  ROOKERY_PLUGINS=$PWD/target/plugins rookery train %s%s%n", training, names.plugin());
    out.flush();
    return 0;
  }
}
