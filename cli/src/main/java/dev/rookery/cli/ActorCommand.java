package dev.rookery.cli;

import dev.rookery.cli.shell.ShellWord;
import dev.rookery.runtime.config.Given;
import dev.rookery.runtime.plugins.PluginKind;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.ActorRun;
import dev.rookery.training.JoinBuilder;
import dev.rookery.training.NamedSettings;
import dev.rookery.training.Training;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery actor}. */
@Command(
    name = "actor",
    description = {
      "Bring actors to the run of a 'rookery learner', and stay until the run is over.",
      "The learner sends the configuration; its environment and algorithm must be installed here too. While the"
          + " learner is gone, actors wait for it, and join again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  rookery actor",
      "  rookery actor --connect learner.example:7043 --actors 4",
      "  rookery actor --connect learner.example:7043 --actor-id 2 --environment CartPole-v1"
    })
final class ActorCommand implements Callable<Integer> {

  private static final String AERON = "aeron";
  private static final Pattern EVERYWHERE = Pattern.compile("^(0\\.0\\.0\\.0|\\[[0:]+])(?=:\\d+$)");
  private static final double LONGEST_WAIT_SECONDS = 1e9;
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = {"-c", "--connect"},
      paramLabel = "HOST:PORT",
      description =
          "Where the learner listens, by UDP (default: localhost:7043, unless --set transport.…"
              + " says otherwise).")
  private @Nullable String connect;

  @Option(
      names = "--address-file",
      paramLabel = "FILE",
      description =
          "Read from this file where the learner listens, whenever one is looked for; 'rookery"
              + " learner --address-file' writes it (default: --connect says so).")
  private @Nullable Path addressFile;

  @Option(
      names = "--actors",
      paramLabel = "K",
      defaultValue = "1",
      description = "How many actors to bring, each on a thread (default: ${DEFAULT-VALUE}).")
  private int actors;

  @Option(
      names = "--actor-id",
      paramLabel = "I",
      description =
          "Be this actor of the run, from 0, and with --actors those that follow; an actor that has"
              + " the slot loses it (default: any that are free).")
  private @Nullable Integer actorId;

  @Option(
      names = {"-a", "--algorithm"},
      paramLabel = "NAME",
      description = "Join only a run of this algorithm (default: any).")
  private @Nullable String algorithm;

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "NAME",
      description = "Join only a run on this environment (default: any).")
  private @Nullable String environment;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS|forever",
      defaultValue = "60",
      description =
          "How long to wait for a learner and a free slot, at the start and whenever they are gone"
              + " (default: ${DEFAULT-VALUE}).")
  private String wait = "";

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      defaultValue = AERON,
      description = "What carries messages to the learner (default: ${DEFAULT-VALUE}).")
  private String transport = "";

  @Option(
      names = "--set",
      paramLabel = "transport.KEY=VALUE",
      description =
          "Change a setting of the transport; repeat for more. 'rookery describe aeron' shows names,"
              + " defaults and ranges.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no progress (default: off).")
  private boolean quiet;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    NamedSettings learner = invitation();
    JoinBuilder builder =
        Training.join()
            .transport(learner.name(), learner.settings())
            .actors(actors)
            .waitFor(waitFor());
    if (addressFile != null) {
      builder.addressFile(addressFile);
    }
    if (actorId != null) {
      builder.actorId(actorId);
    }
    if (algorithm != null) {
      builder.expectAlgorithm(algorithm);
    }
    if (environment != null) {
      builder.expectEnvironment(environment);
    }
    ActorDisplay display = new ActorDisplay(quiet, actors, err);
    Interrupts interrupts;
    try (ActorRun run = builder.onEvent(display).start()) {
      interrupts = Interrupts.stopping(run, err);
      while (!run.await(REPORT_INTERVAL)) {
        display.report(run);
      }
      run.await();
      display.end(run, interrupts.exitStatus().isPresent());
    }
    return interrupts.exitStatus().orElse(0);
  }

  /** The shell command with which actors join the learner that gave an invitation. */
  static String joinCommand(NamedSettings invitation) {
    Record defaults = Plugins.find().get(PluginKind.TRANSPORT, invitation.name()).defaultSettings();
    Map<String, Object> settings = Settings.toMap(Settings.with(defaults, invitation.settings()));
    Map<String, Object> implied = Settings.toMap(defaults);
    List<String> words = new ArrayList<>(List.of("rookery", "actor"));
    if (!invitation.name().equals(AERON)) {
      words.addAll(List.of("--transport", invitation.name()));
    } else {
      implied.put("channel", "udp");
      if ("udp".equals(settings.get("channel"))) {
        String address = String.valueOf(settings.remove("address"));
        words.addAll(List.of("--connect", reachable(address)));
      }
    }
    settings.entrySet().removeAll(implied.entrySet());
    settings.forEach(
        (name, value) ->
            words.addAll(List.of("--set", "transport." + name + "=" + Settings.text(value))));
    return words.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
  }

  /** The address, with a placeholder where the learner listens on all addresses of its machine. */
  private static String reachable(String address) {
    return EVERYWHERE.matcher(address).replaceFirst("NAME-OF-THIS-MACHINE");
  }

  /** If an address is that of all networks of a machine, by which nobody else reaches it. */
  static boolean isEverywhere(String address) {
    return EVERYWHERE.matcher(address).find();
  }

  /** The transport that the options ask for, as the learner's invitation names it. */
  NamedSettings invitation() {
    Assignments assigned = Assignments.parse(assignments);
    assigned
        .names()
        .filter(name -> !name.startsWith("transport."))
        .findFirst()
        .ifPresent(
            name -> {
              throw new SettingsException(
                  "--set %s: the learner says what the run is; only the transport's settings matter"
                          .formatted(name)
                      + " here, as transport.KEY=VALUE");
            });
    if (connect != null && addressFile != null) {
      throw new SettingsException(
          "--connect and --address-file both say where the learner is: leave out one of them");
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    if (connect != null
        || (transport.equals(AERON) && !assigned.of("transport").containsKey("channel"))) {
      settings.put("channel", "udp");
    }
    if (connect != null) {
      settings.put("address", connect);
    }
    for (Map.Entry<String, Given> setting : assigned.of("transport").entrySet()) {
      settings.put(setting.getKey(), setting.getValue().value());
    }
    return new NamedSettings(transport, settings);
  }

  private Duration waitFor() {
    if (wait.equals("forever")) {
      return Duration.ofSeconds((long) LONGEST_WAIT_SECONDS);
    }
    double seconds;
    try {
      seconds = Double.parseDouble(wait);
    } catch (NumberFormatException e) {
      seconds = Double.NaN;
    }
    if (!(seconds > 0 && seconds <= LONGEST_WAIT_SECONDS)) {
      throw new SettingsException(
          "--wait must be above 0 and at most 1e9 seconds, or forever, not " + wait);
    }
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
