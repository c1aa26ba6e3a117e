package dev.rookery.cli;

import dev.rookery.runtime.plugins.PluginKind;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.runtime.run.ReportFile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery list}. */
@Command(
    name = "list",
    description = "List algorithms, environments, wrappers, transports and metrics sinks.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  rookery list --json")
final class ListCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON (default: text).")
  private boolean json;

  @Option(
      names = "--origin",
      description =
          "Show the jar or directory that each one comes from; in JSON it always stands (default: off).")
  private boolean origin;

  /** One plugin; empty texts where something is not known. */
  private record Entry(String name, String description, String origin) {}

  @Override
  public Integer call() {
    Map<String, List<Entry>> kinds = new LinkedHashMap<>();
    Plugins plugins = Plugins.find();
    Failures.warn(spec.commandLine().getErr(), plugins.problems());
    for (PluginKind<?> kind : PluginKind.all()) {
      kinds.put(json ? camelCase(kind.label()) + "s" : kind.label() + "s", entries(plugins, kind));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ReportFile.toJson(new LinkedHashMap<>(kinds)));
    } else {
      print(kinds, out);
    }
    out.flush();
    return 0;
  }

  private static String camelCase(String words) {
    return Pattern.compile(" (.)")
        .matcher(words)
        .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }

  private static <P> List<Entry> entries(Plugins plugins, PluginKind<P> kind) {
    return plugins.all(kind).stream()
        .map(
            p ->
                new Entry(
                    kind.name().apply(p),
                    kind.description().apply(p),
                    Plugins.origin(p).orElse("")))
        .toList();
  }

  private void print(Map<String, List<Entry>> kinds, PrintWriter out) {
    int width =
        kinds.values().stream()
            .flatMap(List::stream)
            .mapToInt(entry -> entry.name().length())
            .max()
            .orElse(1);
    List<String> blocks = new ArrayList<>();
    kinds.forEach(
        (kind, entries) -> {
          StringBuilder block =
              new StringBuilder(Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + "\n");
          for (Entry entry : entries) {
            block.append(
                String.format(
                    Locale.ROOT,
                    "  %-" + width + "s  %s%n",
                    entry.name(),
                    origin ? entry.origin() : entry.description()));
          }
          blocks.add(block.toString());
        });
    out.print(String.join("\n", blocks));
  }
}
