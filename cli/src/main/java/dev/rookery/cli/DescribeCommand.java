package dev.rookery.cli;

import dev.rookery.algorithm.AlgorithmProvider;
import dev.rookery.environment.EnvironmentProvider;
import dev.rookery.runtime.plugins.PluginKind;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.run.ReportFile;
import dev.rookery.settings.Names;
import dev.rookery.settings.SettingDescription;
import dev.rookery.settings.Settings;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.RunSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery describe}. */
@Command(
    name = "describe",
    description =
        "Describe an algorithm, environment, wrapper, transport or metrics sink with all its"
            + " settings; or, as 'run', the settings of a run.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  rookery describe dqn",
      "  rookery describe dqn --environment CartPole-v1",
      "  rookery describe run --json"
    })
final class DescribeCommand implements Callable<Integer> {

  private static final String RUN = "run";

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // by picocli
  @Parameters(paramLabel = "NAME", description = "What to describe; 'rookery list' shows all.")
  private String name;

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "NAME",
      description =
          "Show an algorithm's defaults as they are tuned for this environment (default: those for"
              + " any).")
  private @Nullable String environment;

  @Option(names = "--json", description = "Print JSON (default: text).")
  private boolean json;

  /** A plugin, or the run, with its settings. */
  record Described(
      String kind, String name, String description, List<SettingDescription> settings) {}

  @Override
  public Integer call() {
    Plugins plugins = Plugins.find();
    Failures.warn(spec.commandLine().getErr(), plugins.problems());
    List<Described> found = describe(plugins);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      found.forEach(described -> out.println(toJson(described)));
    } else {
      out.print(String.join("\n", found.stream().map(DescribeCommand::text).toList()));
    }
    out.flush();
    return 0;
  }

  private List<Described> describe(Plugins plugins) {
    List<Described> found = new ArrayList<>();
    List<String> known = new ArrayList<>(List.of(RUN));
    if (name.equals(RUN)) {
      found.add(
          new Described(
              "settings",
              RUN,
              "how much, how parallel, what is kept; --set run.KEY=VALUE",
              Settings.describe(RunSettings.defaults())));
    }
    for (PluginKind<?> kind : PluginKind.all()) {
      known.addAll(plugins.names(kind));
      if (plugins.names(kind).contains(name)) {
        found.add(describe(plugins, kind));
      }
    }
    if (found.isEmpty()) {
      throw Names.unknown("name", name, known);
    }
    return found;
  }

  private <P> Described describe(Plugins plugins, PluginKind<P> kind) {
    P provider = plugins.get(kind, name);
    Map<String, Object> tuned =
        environment != null && provider instanceof AlgorithmProvider<?> algorithm
            ? algorithm.tunedFor(plugins.get(PluginKind.ENVIRONMENT, environment).name())
            : Map.of();
    String description = kind.description().apply(provider);
    if (provider instanceof EnvironmentProvider task && task.rewardThreshold().isPresent()) {
      description += "; solved at a mean return of " + task.rewardThreshold().getAsDouble();
    }
    return new Described(
        kind.label(),
        name,
        description,
        Settings.describe(plugins.settings(kind, NamedSettings.of(name), tuned)));
  }

  private static String toJson(Described described) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", described.kind());
    fields.put("name", described.name());
    fields.put("description", described.description());
    fields.put("settings", described.settings());
    return ReportFile.toJson(fields);
  }

  /** The description as text, in which each default is as {@code --set} takes it. */
  static String text(Described described) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s %s: %s%n".formatted(described.kind(), described.name(), described.description()));
    int width = described.settings().stream().mapToInt(s -> s.name().length()).max().orElse(1);
    String indent = " ".repeat(width + 4);
    for (SettingDescription setting : described.settings()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n  %-" + width + "s  %s%n%sdefault %s; %s%n",
              setting.name(),
              setting.meaning(),
              indent,
              Settings.text(setting.defaultValue()),
              values(setting)));
    }
    if (described.settings().isEmpty()) {
      text.append("%n  It has no settings.%n".formatted());
    }
    return text.toString();
  }

  private static String values(SettingDescription setting) {
    if (!setting.choices().isEmpty()) {
      return String.join(" | ", setting.choices());
    }
    return setting.range().isEmpty() ? setting.type() : setting.type() + ", " + setting.range();
  }
}
