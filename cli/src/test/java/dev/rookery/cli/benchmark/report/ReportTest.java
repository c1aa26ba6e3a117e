package dev.rookery.cli.benchmark.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.cli.benchmark.RecordFile;
import dev.rookery.cli.benchmark.Records;
import dev.rookery.cli.benchmark.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two algorithms on two environments, with five seeds and with one. */
class ReportTest {

  @TempDir Path directory;
  private Path records;

  @BeforeEach
  void writeRecords() throws IOException {
    records = Files.createDirectory(directory.resolve("records"));
    for (int seed = 1; seed <= 5; seed++) {
      write("dqn", "CartPole-v1", seed, 100 * seed); // 100 to 500
      write("dqn", "Acrobot-v1", seed, -100);
      write("c51", "CartPole-v1", seed, 450);
    }
    write("c51", "Acrobot-v1", 1, -80);
  }

  @Test
  void thePageHasEstimatesAndIntervals() throws IOException {
    String page = report(List.of("dqn", "c51"));
    // The mean of 100 to 500; IQM: without the ends, (200 + 300 + 400) / 3.
    assertRow(
        page,
        "dqn",
        "5",
        "2,000",
        "300.0 \\[\\d+\\.\\d, \\d+\\.\\d\\]",
        "300.0 \\[.*\\]",
        "100.0",
        "500.0",
        "",
        "1m01s");
    // 450 beats four of five runs.
    assertRow(
        page,
        "c51",
        "5",
        "2,000",
        "450.0 \\[450.0, 450.0\\]",
        "450.0 \\[.*\\]",
        "450.0",
        "450.0",
        "0.80 \\[0\\.\\d\\d, 1.00\\]",
        "1m01s");
    // Of one run there is no interval.
    assertRow(page, "c51", "1", "2,000", "-80.00", "-80.00", "-80.00", "-80.00", "1.00", "1m01s");
    // Over both: the mean of the normalised means.
    double cartPole = Suite.CLASSIC.environment("CartPole-v1").scale().normalise(450);
    double acrobot = Suite.CLASSIC.environment("Acrobot-v1").scale().normalise(-80);
    assertRow(page, "c51", "6", Texts.number((cartPole + acrobot) / 2), ".*", "0.90");
    assertTrue(page.contains("better than a run of dqn"), page);
    assertTrue(page.contains("./rookery train --algorithm c51 --seed 1\n"), page);
    assertTrue(
        page.contains(
            "| CartPole-v1 | dqn | 3 | 300.0 | 2,000 | 500 | 1m01s | 1 | 0123456789-dirty | 1 |"),
        page);
    assertTrue(page.contains("| 1 | A processor | 2 | 8.0 GiB | Linux |"), page);
  }

  @Test
  void everyPictureOfThePageIsThere() throws IOException {
    String page = report(List.of());
    List<String> pictures =
        Pattern.compile("!\\[[^]]*]\\(([^)]*)\\)")
            .matcher(page)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertEquals(
        List.of(
            "profile.png",
            "CartPole-v1-steps.png",
            "CartPole-v1-time.png",
            "Acrobot-v1-steps.png",
            "Acrobot-v1-time.png"),
        pictures);
    for (String picture : pictures) {
      assertEquals(
          1200, ImageIO.read(directory.resolve("out").resolve(picture).toFile()).getWidth());
    }
  }

  @Test
  void theSameRecordsGiveTheSameReport() throws IOException {
    String page = report(List.of());
    byte[] profile = Files.readAllBytes(directory.resolve("out/profile.png"));
    assertEquals(page, report(List.of()));
    assertArrayEquals(profile, Files.readAllBytes(directory.resolve("out/profile.png")));
  }

  @Test
  void ofOneEnvironmentThereIsNothingToAverage() throws IOException {
    for (int seed = 1; seed <= 5; seed++) {
      Files.deleteIfExists(records.resolve("dqn-Acrobot-v1-%s.json".formatted(seed)));
    }
    Files.delete(records.resolve("c51-Acrobot-v1-1.json"));
    String page = report(List.of());
    assertFalse(page.contains("All environments"), page);
    assertFalse(Files.exists(directory.resolve("out/profile.png")));
  }

  private void write(String algorithm, String environment, long seed, double score) {
    RecordFile.write(
        Records.of(algorithm, environment, seed, Map.of(), score),
        records.resolve("%s-%s-%s.json".formatted(algorithm, environment, seed)));
  }

  private String report(List<String> algorithms) throws IOException {
    RecordSet set = RecordSet.read(List.of(records), algorithms);
    return Files.readString(Report.write(set, 500, directory.resolve("out")));
  }

  /** There is a row whose cells match these expressions. */
  private static void assertRow(String page, String... cells) {
    String row = "\\| " + String.join(" \\| ", cells) + " \\|";
    assertTrue(page.lines().anyMatch(line -> line.matches(row)), () -> row + " in\n" + page);
  }
}
