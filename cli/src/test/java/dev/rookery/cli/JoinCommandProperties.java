package dev.rookery.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.cli.AnyTransportProvider.Config;
import dev.rookery.cli.shell.ShellWord;
import dev.rookery.runtime.plugins.PluginKind;
import dev.rookery.runtime.plugins.Plugins;
import dev.rookery.settings.Settings;
import dev.rookery.training.NamedSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import picocli.CommandLine;

/** Commands that are printed for a shell mean in it what they should. */
class JoinCommandProperties {

  private static final Plugins PLUGINS = Plugins.find();

  /** A shell that is not there is not tested. */
  private static final List<Path> SHELLS =
      Stream.of("/bin/sh", "/bin/bash").map(Path::of).filter(Files::isExecutable).toList();

  @Property(tries = 200)
  void aShellGivesEveryWordBack(@ForAll("texts") String word) throws Exception {
    for (Path shell : SHELLS) {
      assertEquals(List.of(word), words(shell, "rookery " + ShellWord.quote(word)));
    }
  }

  @Property(tries = 200)
  void theCommandThatALearnerPrintsGivesItsInvitation(
      @ForAll("invitations") NamedSettings invitation) throws Exception {
    String command = ActorCommand.joinCommand(invitation);
    for (Path shell : SHELLS) {
      List<String> words = words(shell, command);
      assertEquals("actor", words.get(0));
      ActorCommand actor = new ActorCommand();
      new CommandLine(actor).parseArgs(words.subList(1, words.size()).toArray(new String[0]));
      assertEquals(invitation.name(), actor.invitation().name());
      assertEquals(settings(invitation), settings(actor.invitation()), command);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Config.anyText();
  }

  @Provide
  Arbitrary<NamedSettings> invitations() {
    Arbitrary<NamedSettings> any =
        Config.any().map(config -> new NamedSettings("test-transport", Settings.toMap(config)));
    Arbitrary<NamedSettings> aeron =
        Combinators.combine(
                Arbitraries.of("ipc", "udp"),
                Arbitraries.of("localhost:7043", "[::1]:9000", "it's:1", "a$b`c:7"),
                Config.anyText(),
                Config.anyText(),
                Arbitraries.doubles().between(1, 3600))
            .as(
                (channel, address, networkInterface, directory, seconds) ->
                    aeron(
                        Map.of(
                            "channel", channel,
                            "address", address,
                            "networkInterface", networkInterface,
                            "directory", directory,
                            "livenessSeconds", seconds)));
    return Arbitraries.oneOf(any, aeron);
  }

  private static NamedSettings aeron(Map<String, Object> settings) {
    return new NamedSettings("aeron", new HashMap<>(settings));
  }

  private static Record settings(NamedSettings transport) {
    return PLUGINS.settings(PluginKind.TRANSPORT, transport);
  }

  /** The arguments of {@code rookery} when a shell runs the command, which it gets as its input. */
  private static List<String> words(Path shell, String command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(shell.toString()).start();
    try (OutputStream input = process.getOutputStream()) {
      input.write("rookery() { printf '%s\\0' \"$@\"; }\n".getBytes(UTF_8));
      input.write((command + "\n").getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), errors);
    List<String> words = List.of(output.split("\0", -1));
    return words.subList(0, words.size() - 1);
  }
}
