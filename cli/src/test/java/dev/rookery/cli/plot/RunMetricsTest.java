package dev.rookery.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMetricsTest {

  @TempDir Path directory;

  @Test
  void emptyShortAndUnreadableCellsAreLeftOut() throws IOException {
    RunMetrics metrics =
        read(
            """
            environment_steps,learner_steps,wall_seconds,a/x,b/y
            100,1,0.5,1.5,
            200,2,1.0,,7
            300,3,1.5
            400,4,2.0,NaN,8
            lots,5,2.5,9,9
            500,5,2.5,oops,1e3
            600,6,3.0,2.5,
            """);
    assertEquals(curve(Map.of(100.0, 1.5, 600.0, 2.5)), metrics.curve("a/x"));
    assertEquals(curve(Map.of(200.0, 7.0, 400.0, 8.0, 500.0, 1000.0)), metrics.curve("b/y"));
    assertEquals(List.of("a/x", "b/y"), metrics.measured().toList());
  }

  @Test
  void aHalfWrittenLastLineIsLeftOutThoughItLooksWhole() throws IOException {
    // It was to be 480.
    RunMetrics metrics = read("environment_steps,a/x\n100,470\n200,4");
    assertEquals(curve(Map.of(100.0, 470.0)), metrics.curve("a/x"));
  }

  @Test
  void aMetricWithoutAValueIsNone() throws IOException {
    RunMetrics metrics = read("environment_steps,a/x\n100,\n");
    assertEquals(Optional.empty(), metrics.curve("a/x"));
    assertEquals(Optional.empty(), metrics.curve("b/y"));
    assertEquals(List.of(), metrics.measured().toList());
  }

  @Test
  void whatIsNoRunIsRefusedWithItsPath() throws IOException {
    assertRefused(directory.resolve("absent"), "there is no run directory");
    assertRefused(directory, "has no metrics.csv");
    Files.writeString(directory.resolve("metrics.csv"), "environment_st");
    assertRefused(directory, "has no header with the column environment_steps");
  }

  private void assertRefused(Path run, String why) {
    String message = assertThrows(SettingsException.class, () -> RunMetrics.read(run)).getMessage();
    assertTrue(message.contains(why) && message.contains(run.toString()), message);
  }

  private RunMetrics read(String csv) throws IOException {
    return RunMetrics.read(Runs.make(directory, "run", "", csv));
  }

  private static Optional<Curve> curve(Map<Double, Double> points) {
    return Optional.of(new Curve(new TreeMap<>(points)));
  }
}
