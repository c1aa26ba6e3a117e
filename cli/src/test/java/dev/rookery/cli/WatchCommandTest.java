package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class WatchCommandTest {

  @TempDir Path folder;

  private record Gif(int frames, int width, int height) {}

  private static Gif read(Path file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      return new Gif(reader.getNumImages(true), reader.getWidth(0), reader.getHeight(0));
    } finally {
      reader.dispose();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CartPole-v1",
        "Pendulum-v1",
        "Acrobot-v1",
        "MountainCar-v0",
        "FrozenLake-v1",
        "Taxi-v4",
        "CliffWalking-v1",
        "Blackjack-v1",
        "MinAtar/Breakout-v0",
        "MinAtar/Seaquest-v1",
        "LunarLander-v3",
        "LunarLanderContinuous-v3"
      })
  void randomActionsBecomeAGif(String environment) throws IOException {
    Path file = folder.resolve("episodes.gif");
    Cli.Result result =
        Cli.run("watch", "-e", environment, "-n", "1", "--frames", "12", "--gif", file.toString());
    String out = result.succeeded().out();
    Gif gif = read(file);
    assertTrue(gif.frames() >= 2 && gif.frames() <= 12, gif::toString);
    assertTrue(gif.width() >= 100 && gif.height() >= 10, gif::toString);
    String size = "%d frames of %d x %d".formatted(gif.frames(), gif.width(), gif.height());
    assertTrue(out.contains(size), out);
  }

  @Test
  void aPolicyIsPlayedWithLegalActionsOnly() throws IOException {
    Path run = folder.resolve("run");
    Cli.run(
            "train",
            "-q",
            "-a",
            "dqn",
            "-e",
            "Taxi-v4",
            "--set",
            "environment.actionMask=true",
            "--steps",
            "200",
            "--set",
            "run.evaluationEpisodes=1",
            "--run-directory",
            run.toString())
        .succeeded();
    Path file = folder.resolve("taxi.gif");
    Cli.run("watch", run.toString(), "-n", "1", "--frames", "30", "--gif", file.toString())
        .succeeded();
    assertEquals(30, read(file).frames());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-e CartPole-v1 -n 0 --gif F|--episodes must be at least 1",
        "-e CartPole-v1 --fps 0 --gif F|--fps must be at least 0.1",
        "-e CartPole-v1 --width 0 --gif F|--width must be at least 1",
        "-e CartPole-v1 --frames 0 --gif F|--frames must be at least 1",
        "-e ProbeIdentity-v0 --gif F|ProbeIdentity-v0",
        "missing.onnx --gif F|missing.onnx"
      })
  void whatIsWrongIsToldInOneLine(String words, String message) {
    Path file = folder.resolve("no.gif");
    Cli.Result result = Cli.run(("watch " + words.replace("F", file.toString())).split(" "));
    assertTrue(result.status() > 0, result::toString);
    assertEquals(1, result.err().lines().count(), result::toString);
    assertTrue(result.err().contains(message), result::toString);
    assertTrue(Files.notExists(file));
  }
}
