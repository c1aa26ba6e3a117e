package dev.rookery.benchmarks;

import dev.rookery.benchmarks.load.ActorLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs the benchmarks whose names match the given regular expressions, all without one; then prints
 * how Rookery compares with the baselines that ran too. All options of JMH work ({@code -prof gc},
 * {@code -p capacity=1000}, {@code -l} for the names, {@code -h} for the options), and these beside
 * them:
 *
 * <pre>{@code
 * --quick       one fork, one second of warm-up and three of measurement
 * --json FILE   writes JMH's results as JSON too
 * }</pre>
 *
 * <p>With {@code slow-actors} as the first argument it runs {@link SlowActors} instead, with {@code
 * actor-load} {@link ActorLoad}.
 */
public final class Benchmarks {

  private Benchmarks() {}

  /** Exits with 2 if an option is wrong, with 1 if a benchmark failed. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals(ActorLoad.NAME)) {
      System.exit(ActorLoad.main(List.of(arguments).subList(1, arguments.length)));
    }
    if (arguments.length > 0 && arguments[0].equals(SlowActors.NAME)) {
      List<String> algorithms = List.of(arguments).subList(1, arguments.length);
      SlowActors.main(algorithms, Duration.ofSeconds(5), Duration.ofSeconds(10));
      return;
    }
    try {
      CommandLineOptions options = new CommandLineOptions(jmhArguments(arguments));
      Runner runner = new Runner(options);
      if (options.shouldHelp()) {
        options.showHelp();
      } else if (options.shouldList()) {
        runner.list();
      } else {
        Collection<RunResult> results = runner.run();
        System.out.print(ComparisonTable.of(results));
      }
    } catch (CommandLineOptionException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (NoBenchmarksException e) {
      System.exit(2); // JMH has said that no name matches.
    } catch (RunnerException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Says in JMH's options what ours mean. */
  static String[] jmhArguments(String[] arguments) throws CommandLineOptionException {
    List<String> result = new ArrayList<>(List.of("-foe", "true"));
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--quick" ->
            result.addAll(List.of("-f", "1", "-wi", "1", "-w", "1s", "-i", "3", "-r", "1s"));
        case "--json" -> {
          if (++i == arguments.length) {
            throw new CommandLineOptionException("--json needs the name of a file to write");
          }
          result.addAll(List.of("-rf", "json", "-rff", arguments[i]));
        }
        default -> result.add(arguments[i]);
      }
    }
    return result.toArray(String[]::new);
  }
}
