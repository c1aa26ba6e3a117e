package dev.rookery.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.settings.SettingsException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {

  private static final int BLUE = 0x0072B2;
  private static final int VERMILLION = 0xD55E00;

  @TempDir Path directory;

  @Test
  void everyGroupIsDrawnInItsColour() throws IOException {
    List<Path> runs = new ArrayList<>();
    for (int seed = 1; seed <= 5; seed++) {
      runs.add(run("dqn", seed, 60_000 + 10_000 * seed, 30_000));
      runs.add(run("ppo", seed, 100_000, 60_000));
    }
    Path png = directory.resolve("new/directory/curves.png");
    Plot.of(runs, PlotOptions.defaults()).write(png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertEquals(1600, image.getWidth());
    assertEquals(1000, image.getHeight());
    assertTrue(pixels(image, BLUE) > 1000, "the first group's line");
    assertTrue(pixels(image, VERMILLION) > 1000, "the second group's line");
    assertTrue(pixels(image, 0xFFFFFF) > 500_000, "white ground");
  }

  @Test
  void aPictureOfTheOtherSpreadAndAnotherSizeIsAnother() throws IOException {
    List<Path> runs = List.of(run("dqn", 1, 50_000, 20_000), run("dqn", 2, 50_000, 20_000));
    Path png = directory.resolve("curves.png");
    PlotOptions options = PlotOptions.defaults().withSize(800, 500).withTitle("Two runs");
    Plot.of(runs, options).write(png);
    byte[] deviation = Files.readAllBytes(png);
    assertEquals(800, ImageIO.read(png.toFile()).getWidth());
    Plot.of(runs, options.withSpread(Spread.MINIMUM_MAXIMUM)).write(png);
    assertFalse(Arrays.equals(deviation, Files.readAllBytes(png)));
  }

  @Test
  void aRunWithOnePointIsDrawnToo() throws IOException {
    Path run = run("dqn", 1, 1000, 1000);
    Path png = directory.resolve("curves.png");
    Plot.of(List.of(run), PlotOptions.defaults()).write(png);
    assertTrue(pixels(ImageIO.read(png.toFile()), BLUE) > 20);
  }

  @Test
  void manyGroupsAndRunsWithoutACommonStepAreDrawnToo() throws IOException {
    List<Path> runs = new ArrayList<>();
    for (int algorithm = 0; algorithm < 9; algorithm++) {
      runs.add(run("an-algorithm-with-a-long-name-" + algorithm, 1, 50_000, 5000 * algorithm + 1));
    }
    String config = Runs.config("apart", 1e-3, "CartPole-v1", 1);
    String header = "environment_steps,evaluation/return_mean\n";
    runs.add(Runs.make(directory, "early", config, header + "1000,100\n2000,200\n"));
    runs.add(Runs.make(directory, "late", config, header + "3000,300\n4000,400\n"));
    Path png = directory.resolve("curves.png");
    Plot.of(runs, PlotOptions.defaults()).write(png);
    assertTrue(pixels(ImageIO.read(png.toFile()), VERMILLION) > 100);
  }

  @Test
  void runsThatHaveNotMeasuredTheMetricYetAreNamed() throws IOException {
    Path run = run("dqn", 1, 5000, 3000);
    Path young = Runs.make(directory, "young", "", "environment_steps,learner/loss\n10,1\n");
    Plot plot = Plot.of(List.of(run, young, young), PlotOptions.defaults());
    assertEquals(List.of(young), plot.withoutData());
  }

  @Test
  void anUnknownMetricIsRefusedWithTheClosestAndAllKnown() throws IOException {
    Path run = run("dqn", 1, 5000, 3000);
    PlotOptions options = PlotOptions.defaults().withMetric("evaluation/retrun_mean");
    String message =
        assertThrows(SettingsException.class, () -> Plot.of(List.of(run), options)).getMessage();
    assertEquals(
        "unknown metric 'evaluation/retrun_mean'; did you mean 'evaluation/return_mean'?"
            + " Known: evaluation/return_mean, learner/loss",
        message);
  }

  @Test
  void whatCannotBeDrawnIsRefused() throws IOException {
    assertThrows(SettingsException.class, () -> Plot.of(List.of(), PlotOptions.defaults()));
    Plot plot = Plot.of(List.of(run("dqn", 1, 5000, 3000)), PlotOptions.defaults());
    Path file = Files.createFile(directory.resolve("file"));
    assertThrows(SettingsException.class, () -> plot.write(file.resolve("curves.png")));
    PlotOptions options = PlotOptions.defaults();
    assertThrows(SettingsException.class, () -> options.withSize(10, 10));
  }

  /** A run that learns around the given step, with an evaluation every 1000 steps. */
  private Path run(String algorithm, int seed, int steps, int learnsAt) throws IOException {
    Random random = new Random(seed);
    double luck = random.nextGaussian() * 0.15;
    StringBuilder csv =
        new StringBuilder(
            "environment_steps,learner_steps,wall_seconds,learner/loss,evaluation/return_mean\n");
    for (int step = 1000; step <= steps; step += 1000) {
      double progress = 1 / (1 + Math.exp(-6.0 * step / learnsAt + 6 + 6 * luck));
      double value = Math.min(500, 20 + 480 * progress + 15 * random.nextGaussian() * progress);
      csv.append("%d,%d,%d,0.5,%s\n".formatted(step, step / 4, step / 1000, value));
    }
    return Runs.make(
        directory,
        algorithm + seed,
        Runs.config(algorithm, 1e-3, "CartPole-v1", seed),
        csv.toString());
  }

  private static int pixels(BufferedImage image, int color) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xFFFFFF) == color ? 1 : 0;
      }
    }
    return count;
  }
}
