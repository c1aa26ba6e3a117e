package dev.rookery.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {

  @Test
  void everyBenchmarkRunsAndEveryComparisonHasBothSides() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .param("capacity", "1000")
                    .mode(Mode.SingleShotTime)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .forks(0)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();

    String sessions = ComparisonTable.of(results);
    for (Comparison comparison : Comparison.ALL) {
      assertTrue(sessions.contains(comparison.what()), sessions);
    }
  }

  @Test
  void ourOptionsAreSaidInThoseOfJmh() throws Exception {
    CommandLineOptions options =
        new CommandLineOptions(
            Benchmarks.jmhArguments(new String[] {"Replay", "--quick", "--json", "out.json"}));

    assertEquals(List.of("Replay"), new ArrayList<>(options.getIncludes()));
    assertEquals(1, options.getForkCount().get());
    assertEquals(3, options.getMeasurementIterations().get());
    assertEquals("out.json", options.getResult().get());
    assertThrows(
        CommandLineOptionException.class, () -> Benchmarks.jmhArguments(new String[] {"--json"}));
  }
}
